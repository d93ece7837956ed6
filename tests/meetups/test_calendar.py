"""Meetups in a calendar: one of them, and the private address."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from app.identity.policy import Role
from app.kit import clock
from app.kit.errors import NotFound
from app.meetups import ics, pages
from app.meetups.feeds import CalendarFeed, close_feed, open_feed, owner_of
from app.meetups.models import Meetup
from app.people.models import Tie
from tests.cast import id_of
from tests.conftest import ClientOf, ViewerOf
from tests.meetups.conftest import Offer, times_of

COPENHAGEN = ZoneInfo("Europe/Copenhagen")


@pytest.fixture
def agreed(offer: Offer, viewer_of: ViewerOf) -> Meetup:
    """A meetup that both have said yes to, the afternoon after the clocks went back."""
    with clock.freeze(datetime(2026, 10, 20, 12, tzinfo=UTC)):
        meetup = offer("family", 6.125)
        youth = viewer_of("youth-matched")
        meetup.accept(times_of(youth, meetup)[0], seen=0, by=youth)
    return meetup


def events(content: bytes) -> list[Any]:
    return list(Calendar.from_ical(content).walk("VEVENT"))


def test_one_meetup_is_a_file_that_a_calendar_reads(agreed: Meetup, client_of: ClientOf, session) -> None:
    session.commit()
    answer = client_of("family").get(f"/meetups/{agreed.id}.ics")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/calendar")
    calendar = Calendar.from_ical(answer.content)
    assert "METHOD" not in calendar
    assert [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")] == ["Europe/Copenhagen"]
    (event,) = events(answer.content)
    assert str(event["UID"]) == f"{agreed.id}@sammen"
    assert (event["SEQUENCE"], str(event["STATUS"])) == (1, "CONFIRMED")
    assert event["DTSTART"].params["TZID"] == "Europe/Copenhagen"
    assert event.start == datetime(2026, 10, 26, 16, tzinfo=COPENHAGEN)
    assert str(event["LOCATION"]) == "Domkirken"


def test_a_calendar_never_names_the_youth(agreed: Meetup, viewer_of: ViewerOf) -> None:
    content = ics.calendar_of(pages.calendar_cards(viewer_of("family")), with_venue=False).decode()
    assert "SUMMARY;LANGUAGE=en:Go for a walk · Sammen" in content.replace("\r\n ", "")
    for word in ("Yara", "Haddad", "Holm", "Domkirken", "ATTENDEE", "ORGANIZER"):
        assert word not in content


def test_what_was_called_off_stays_in_the_calendar_as_such(agreed: Meetup, viewer_of: ViewerOf) -> None:
    with clock.freeze(datetime(2026, 10, 21, 12, tzinfo=UTC)):
        agreed.cancel("", seen=1, by=viewer_of("family"))
    (event,) = events(ics.calendar_of(pages.calendar_cards(viewer_of("family")), with_venue=False))
    assert (str(event["UID"]), event["SEQUENCE"]) == (f"{agreed.id}@sammen", 2)
    assert str(event["STATUS"]) == "CANCELLED"


def test_an_offer_has_no_file_yet(offer: Offer, client_of: ClientOf, session) -> None:
    meetup = offer("family")
    session.commit()
    assert client_of("family").get(f"/meetups/{meetup.id}.ics").status_code == 404


@pytest.mark.parametrize(
    "slug", ["family-free", "youth-new", "caseworker-elsewhere", "interpreter-ar", "steering"]
)
def test_the_file_of_others_isnt_there(slug: str, agreed: Meetup, client_of: ClientOf, session) -> None:
    session.commit()
    assert client_of(slug).get(f"/meetups/{agreed.id}.ics").status_code == 404


def test_the_address_answers_with_all_of_ones_meetups_without_signing_in(
    agreed: Meetup, client_of: ClientOf, viewer_of: ViewerOf, session
) -> None:
    token = open_feed(by=viewer_of("family-two"))
    session.commit()
    answer = client_of("").get(f"/calendar/{token}.ics")
    assert [str(event["UID"]) for event in events(answer.content)] == [f"{agreed.id}@sammen"]
    assert "Gå en tur" in answer.text or "Go for a walk" in answer.text


def test_the_token_is_kept_as_a_hash_alone(viewer_of: ViewerOf, raw) -> None:
    token = open_feed(by=viewer_of("youth-matched"))
    assert token not in str(raw("SELECT * FROM calendar_feed"))


def test_a_new_address_ends_the_old_one(viewer_of: ViewerOf) -> None:
    family = viewer_of("family")
    old, new = open_feed(by=family), open_feed(by=family)
    with pytest.raises(NotFound):
        owner_of(old, family)
    assert owner_of(new, family).account_id == id_of("family")
    close_feed(by=family)
    with pytest.raises(NotFound):
        owner_of(new, family)
    assert family.count(CalendarFeed) == 0


def test_an_address_that_was_ended_or_never_was_is_not_there(client_of: ClientOf) -> None:
    for token in ("x", "0" * 43, "%00"):
        assert client_of("").get(f"/calendar/{token}.ics").status_code == 404


def test_professionals_have_no_address(viewer_of: ViewerOf, client_of: ClientOf) -> None:
    with pytest.raises(NotFound):
        open_feed(by=viewer_of("caseworker"))
    assert client_of("caseworker").get("/calendar").status_code == 404


def test_a_family_that_is_no_longer_tied_gets_an_empty_calendar(agreed: Meetup, viewer_of: ViewerOf) -> None:
    token = open_feed(by=viewer_of("family"))
    youth = viewer_of("youth-matched")
    youth.all(Tie, Tie.role == Role.FRIEND)[0].ends_at = clock.now()
    youth.session.flush()
    assert pages.calendar_cards(owner_of(token, viewer_of("admin"))) == []
