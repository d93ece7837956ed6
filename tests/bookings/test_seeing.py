"""Who sees what of a booking: an interpreter nobody's name until it is theirs to know, and never more than that."""

import pytest
from sqlmodel import Session

from app.bookings.hours import GrantedHours
from app.bookings.kinds import Purpose, Venue
from app.bookings.models import Booking
from app.bookings.passes import BookingPass
from app.bookings.times import BookingTime
from app.identity.policy import Role
from app.meetups.models import Meetup
from app.people.models import Youth
from tests.bookings.conftest import NOW, Ask, asked, wish
from tests.cast import SLUGS, id_of
from tests.conftest import ClientOf, ViewerOf
from tests.meetups.conftest import offered, times_of

pytestmark = pytest.mark.usefixtures("still")
WHO = "Selam"
SECRET = ("Tesfay", "Skolen, lokale 4", "Om valg af linje")
FIXED, OTHER = "interpreter-ti", "interpreter-ti-2"


def meetup_with_interpreter(viewer_of: ViewerOf, slug: str = "family") -> tuple[Meetup, Booking]:
    """A meetup of the family that is agreed, and an interpreter somebody of the two asks for."""
    meetup = offered(viewer_of("family"), 2)
    youth = viewer_of("youth-matched")
    meetup.accept(times_of(youth, meetup)[0], seen=0, by=youth)
    starts_at, _ends = meetup_time(youth, meetup)
    asks = viewer_of(slug)
    wanted = wish((starts_at - NOW).total_seconds() / 3600, family_id=meetup.family_id, meetup_id=meetup.id)
    role = Role.YOUTH if slug == "youth-matched" else Role.FRIEND
    return meetup, Booking.ask(asks.session.get_one(Youth, meetup.youth_id), wanted, role, by=asks)


def meetup_time(viewer, meetup: Meetup):
    time = next(one for one in times_of(viewer, meetup) if one.id == meetup.chosen_time_id)
    return time.starts_at, time.ends_at


@pytest.mark.parametrize("slug", SLUGS)
def test_each_of_the_cast_sees_what_is_theirs(ask: Ask, viewer_of: ViewerOf, client_of: ClientOf, slug: str):
    booking = ask("caseworker", "youth-new")
    viewer_of("caseworker").session.commit()
    sees = slug in {"youth-new", "caseworker", "contact-person", "mfi", FIXED}
    client = client_of(slug)
    assert client.get(f"/bookings/{booking.id}").status_code == (200 if sees else 404)
    assert client.get(f"/bookings/{booking.id}.ics").status_code == 404  # nothing is agreed yet
    assert bool(viewer_of(slug).all(Booking)) == sees
    assert bool(viewer_of(slug).all(BookingTime)) == sees
    assert viewer_of(slug).all(BookingPass) == []
    theirs = slug in {"caseworker", "contact-person", "mfi"}
    for path in ("bookings", "bookings/new"):
        assert client.get(f"/youths/{id_of('youth-new')}/{path}").status_code == (200 if theirs else 404)


def test_the_steady_interpreter_sees_first_names_before_the_yes_and_no_more(ask: Ask, client_of: ClientOf):
    booking = ask("caseworker", "youth-new")
    for path in ("/bookings", f"/bookings/{booking.id}"):
        page = client_of(FIXED).get(path).text
        assert WHO in page
        assert not [word for word in SECRET if word in page]
    assert "Winther" not in page
    assert str(id_of("youth-new")) not in page


def test_others_of_the_language_see_no_name_until_they_have_said_yes(
    ask: Ask, viewer_of: ViewerOf, client_of: ClientOf
):
    booking = ask("caseworker", "youth-new")
    booking.shared_at = NOW
    viewer_of(OTHER).session.commit()
    client = client_of(OTHER)
    for path in ("/bookings", f"/bookings/{booking.id}"):
        page = client.get(path).text
        assert "Roskilde Kommune" in page
        assert "Talk at school" in page
        assert not [word for word in (WHO, "Anne", *SECRET) if word in page]
    for slug in ("interpreter-prs", "interpreter-ar"):
        assert client_of(slug).get(f"/bookings/{booking.id}").status_code == 404
    assert client.post(f"/bookings/{booking.id}/taking").status_code == 303
    page = client.get(f"/bookings/{booking.id}").text
    assert WHO in page
    assert "Anne" in page
    assert "Skolen, lokale 4" in page
    assert "Om valg af linje" in page
    assert "Tesfay" not in page
    assert "Winther" not in page
    assert client_of(FIXED).get(f"/bookings/{booking.id}").status_code == 404
    for path in (f"/youths/{id_of('youth-new')}", f"/youths/{id_of('youth-new')}/bookings", "/youths"):
        assert client.get(path).status_code == 404


def test_words_are_read_by_those_in_it_and_by_nobody_who_looks_on(ask: Ask, client_of: ClientOf):
    booking = ask("youth-new", "youth-new")
    assert "Om valg af linje" in client_of("youth-new").get(f"/bookings/{booking.id}").text
    for slug in ("caseworker", "contact-person", "mfi"):
        page = client_of(slug).get(f"/bookings/{booking.id}").text
        assert "Skolen, lokale 4" in page
        assert "Om valg af linje" not in page


def test_a_friendship_family_sees_what_is_for_a_meetup_of_theirs_and_nothing_else(
    ask: Ask, viewer_of: ViewerOf, client_of: ClientOf
):
    other = ask("caseworker", "youth-matched")
    _meetup, booking = meetup_with_interpreter(viewer_of, "youth-matched")
    viewer_of("family").session.commit()
    for slug in ("family", "family-two"):
        assert client_of(slug).get(f"/bookings/{booking.id}").status_code == 200
        assert client_of(slug).get(f"/bookings/{other.id}").status_code == 404
    for slug in ("family-free", "host-family"):
        assert client_of(slug).get(f"/bookings/{booking.id}").status_code == 404


def test_the_integration_family_sees_what_it_is_in(ask: Ask, viewer_of: ViewerOf):
    home = asked(
        viewer_of("supervisor"), "youth-hosted", wish(venue=Venue.HOME, family_id=id_of("family:host-family"))
    )
    doctor = ask("youth-hosted", "youth-hosted", purpose=Purpose.DOCTOR)
    seen = {one.id for one in viewer_of("host-family").all(Booking)}
    assert (home.id in seen, doctor.id in seen) == (True, False)


def test_hours_are_seen_by_who_grants_and_by_the_family_they_are_for(
    viewer_of: ViewerOf, client_of: ClientOf, session: Session
):
    by = viewer_of("supervisor")
    omid = session.get_one(Youth, id_of("youth-hosted"))
    GrantedHours.grant(omid, 120, by.today, "De har brug for det", by=by)
    session.commit()
    address = f"/youths/{omid.id}/interpreter-hours"
    for slug in SLUGS:
        sees = slug in {"caseworker", "supervisor", "host-family"}
        answer = client_of(slug).get(address)
        assert answer.status_code == (200 if sees else 404), slug
        assert ("De har brug for det" in answer.text) == (slug in {"caseworker", "supervisor"}), slug
        assert bool(viewer_of(slug).all(GrantedHours)) == sees, slug
