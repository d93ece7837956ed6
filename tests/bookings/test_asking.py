"""Asking for an interpreter: who may, in which order interpreters are asked, and what becomes of it."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session, col, select

from app.bookings.kinds import Purpose, State, Venue
from app.bookings.models import Booking
from app.bookings.passes import BookingPass
from app.bookings.times import BookingTime, to_choose
from app.kit import clock
from app.kit.errors import NotFound, Refused
from app.kit.jobs import Job
from app.messaging.interpreters import InterpreterProfile
from app.people.models import Tie, Youth
from tests.bookings.conftest import NOW, Ask, asked, wish
from tests.cast import SLUGS, id_of
from tests.conftest import ClientOf, ViewerOf

pytestmark = pytest.mark.usefixtures("still")
FIXED, SUBSTITUTE = "interpreter-ti", "interpreter-ti-2"
ASKERS = {
    "youth-new": {"youth-new", "caseworker", "contact-person", "mfi"},
    "youth-hosted": {"youth-hosted", "caseworker", "supervisor", "host-family"},
}


def standing_in(session: Session) -> None:
    """The two of Tigrinya stand in for each other; both speak it."""
    session.add(InterpreterProfile(account_id=id_of(FIXED), languages="ti", substitute_id=id_of(SUBSTITUTE)))
    session.add(InterpreterProfile(account_id=id_of(SUBSTITUTE), languages="ti"))
    session.flush()


def seen_by(booking: Booking, viewer_of: ViewerOf) -> set[str]:
    return {slug for slug in SLUGS if viewer_of(slug).all(Booking, Booking.id == booking.id)}


def times_of(session: Session, booking: Booking) -> list[BookingTime]:
    return to_choose(session, booking.id)


def other_times(*hours: float) -> tuple[Any, ...]:
    return tuple((NOW + timedelta(hours=hour), NOW + timedelta(hours=hour + 1)) for hour in hours)


@pytest.mark.parametrize("youth", ASKERS)
@pytest.mark.parametrize("slug", SLUGS)
def test_those_around_a_youth_ask_and_nobody_else(viewer_of: ViewerOf, youth: str, slug: str):
    if slug in ASKERS[youth]:
        family_id = id_of("family:host-family") if slug == "host-family" else None
        booking = asked(viewer_of(slug), youth, wish(family_id=family_id))
        assert (booking.state, booking.language) == (State.ASKED, "ti" if youth == "youth-new" else "fa_AF")
    else:
        with pytest.raises(NotFound):
            asked(viewer_of(slug), youth)


def test_an_mfi_asks_until_the_youth_turns_18(viewer_of: ViewerOf, session: Session):
    youth = session.get_one(Youth, id_of("youth-matched"))
    assert asked(viewer_of("mfi"), "youth-matched").state == State.ASKED
    with clock.freeze(youth.turns_18_at), pytest.raises(NotFound):
        asked(viewer_of("mfi"), "youth-matched")


def test_the_steady_interpreter_is_asked_first_then_the_substitute_then_all(
    ask: Ask, viewer_of: ViewerOf, session: Session
):
    standing_in(session)
    booking = ask(hours=24 * 7)
    around = {"youth-new", "caseworker", "contact-person", "mfi"}
    assert booking.fixed_interpreter_id == id_of(FIXED)
    assert seen_by(booking, viewer_of) == {*around, FIXED}
    with clock.freeze(NOW + timedelta(hours=23)):  # what is a week ahead waits a day for one person
        assert seen_by(booking, viewer_of) == {*around, FIXED}
    with clock.freeze(NOW + timedelta(hours=25)):
        assert seen_by(booking, viewer_of) == {*around, FIXED, SUBSTITUTE}
    booking.pass_on(by=viewer_of(FIXED))
    assert seen_by(booking, viewer_of) == {*around, SUBSTITUTE}
    assert booking.state == State.ASKED


def test_what_is_tomorrow_waits_for_one_person_as_long_as_a_question(
    ask: Ask, viewer_of: ViewerOf, session: Session
):
    standing_in(session)
    booking = ask(hours=30)
    assert booking.substitute_at == NOW + timedelta(hours=4)


def test_who_is_away_then_or_has_a_meeting_isnt_waited_for(ask: Ask, viewer_of: ViewerOf, session: Session):
    standing_in(session)
    profile = InterpreterProfile.mine(viewer_of(FIXED))
    profile.be_away(NOW + timedelta(days=5), NOW + timedelta(days=9), by=viewer_of(FIXED))
    assert ask(hours=24 * 6).substitute_at == NOW  # away on that day
    assert ask(hours=24 * 10).substitute_at > NOW  # type: ignore[operator]  # there again
    ask(hours=48).take(by=viewer_of(FIXED))
    overlapping = ask(hours=48.5)
    assert overlapping.substitute_at == NOW
    assert SUBSTITUTE in seen_by(overlapping, viewer_of)


def test_who_goes_away_lets_bookings_that_wait_go_on(
    ask: Ask, viewer_of: ViewerOf, client_of: ClientOf, session: Session
):
    standing_in(session)
    booking = ask()
    session.commit()
    assert client_of(FIXED).post("/hours/away").status_code == 303
    session.expire_all()
    assert SUBSTITUTE in seen_by(booking, viewer_of)


def test_a_yes_is_one_and_everybody_in_it_is_told(ask: Ask, viewer_of: ViewerOf, session: Session):
    booking = ask("contact-person")
    session.exec(select(Job)).all()
    for _ in range(2):
        booking.take(by=viewer_of(FIXED))
    assert (booking.state, booking.interpreter_id, booking.sequence) == (State.AGREED, id_of(FIXED), 1)
    told = {
        job.payload["account"]
        for job in session.exec(select(Job).where(Job.kind == "tell", col(Job.key).contains("meetup")))
    }
    assert told == {str(id_of("youth-new")), str(id_of("contact-person"))}
    assert all("Skolen" not in str(job.payload) for job in session.exec(select(Job)))


def test_an_interpreter_offers_up_to_three_times_and_who_asked_takes_one(
    ask: Ask, viewer_of: ViewerOf, session: Session
):
    booking, interpreter, asker = ask(), viewer_of(FIXED), viewer_of("caseworker")
    with pytest.raises(Refused):
        booking.offer(other_times(1, 2, 3, 4), by=interpreter)
    with pytest.raises(Refused):
        booking.offer(other_times(-1), by=interpreter)
    booking.offer(other_times(50, 72, 74), by=interpreter)
    assert booking.state == State.OTHER_TIME
    first, second, _third = times_of(session, booking)
    for stranger in (FIXED, "mfi", "youth-new", "caseworker-elsewhere"):
        with pytest.raises(NotFound):
            booking.choose(first, by=viewer_of(stranger))
    booking.choose(second, by=asker)
    booking.choose(second, by=asker)
    assert (booking.state, booking.starts_at) == (State.AGREED, NOW + timedelta(hours=72))
    with pytest.raises(Refused):
        booking.choose(first, by=asker)
    rows = asker.all(BookingTime, BookingTime.booking_id == booking.id)
    assert [(row.offered, row.chosen_at is not None) for row in rows] == [
        (False, False), (True, False), (True, True), (True, False),
    ]  # fmt: skip


def test_none_of_the_times_fits_and_the_next_is_asked_for_the_first_one(
    ask: Ask, viewer_of: ViewerOf, session: Session
):
    standing_in(session)
    booking = ask()
    booking.offer(other_times(50), by=viewer_of(FIXED))
    booking.none_fits(by=viewer_of("caseworker"))
    assert (booking.state, booking.interpreter_id) == (State.ASKED, None)
    assert booking.starts_at == NOW + timedelta(hours=48)
    assert {SUBSTITUTE} == seen_by(booking, viewer_of) & {FIXED, SUBSTITUTE}
    assert len(viewer_of("caseworker").all(BookingTime, BookingTime.booking_id == booking.id)) == 2


def test_who_cant_after_all_gives_it_back_and_it_goes_on(ask: Ask, viewer_of: ViewerOf, session: Session):
    standing_in(session)
    booking = ask()
    booking.take(by=viewer_of(FIXED))
    booking.pass_on(by=viewer_of(FIXED))
    assert booking.state == State.ASKED
    booking.take(by=viewer_of(SUBSTITUTE))
    assert booking.interpreter_id == id_of(SUBSTITUTE)
    with clock.freeze(booking.starts_at), pytest.raises(Refused):
        booking.pass_on(by=viewer_of(SUBSTITUTE))


def test_where_all_have_passed_it_on_who_asked_and_the_caseworker_are_told(
    ask: Ask, viewer_of: ViewerOf, session: Session
):
    booking = ask("youth-matched", "youth-matched")
    booking.pass_on(by=viewer_of("interpreter-ar"))
    assert booking.state == State.DECLINED
    told = {
        (job.payload["account"], job.payload["kind"])
        for job in session.exec(select(Job).where(Job.kind == "tell"))
    }
    assert (str(id_of("youth-matched")), "meetup") in told
    assert (str(id_of("caseworker")), "around") in told
    assert viewer_of("caseworker").all(BookingPass) == []  # who it was is nobody's to know


def test_calling_off_is_theirs_who_asked_and_of_those_who_care(ask: Ask, viewer_of: ViewerOf):
    booking = ask("mfi")
    for slug in ("youth-new", FIXED, "host-family", "supervisor"):
        with pytest.raises(NotFound):
            booking.call_off("", by=viewer_of(slug))
    for _ in range(2):
        booking.call_off("Mødet er flyttet", by=viewer_of("mfi"))
    assert (booking.state, booking.off_words) == (State.CALLED_OFF, "Mødet er flyttet")
    other = ask("mfi", hours=60)
    other.take(by=viewer_of(FIXED))
    other.call_off("", by=viewer_of("contact-person"))
    late = ask("mfi", hours=1)
    late.take(by=viewer_of(FIXED))
    with clock.freeze(late.starts_at), pytest.raises(Refused):
        late.call_off("", by=viewer_of("mfi"))


def test_of_two_that_overlap_an_interpreter_takes_one(ask: Ask, viewer_of: ViewerOf, session: Session):
    interpreter = viewer_of(FIXED)
    taken, overlapping, after = ask(hours=48), ask(hours=48.5), ask(hours=49)
    taken.take(by=interpreter)
    with pytest.raises(Refused):
        overlapping.take(by=interpreter)
    with pytest.raises(Refused):
        overlapping.offer(other_times(48.25), by=interpreter)
    after.take(by=interpreter)  # begins as the other ends
    overlapping.offer(other_times(60), by=interpreter)
    busy = ask(hours=60)
    busy.take(by=interpreter)
    with pytest.raises(Refused):
        overlapping.choose(times_of(session, overlapping)[0], by=viewer_of("caseworker"))


def test_a_time_that_has_come_is_nobodys_to_take(ask: Ask, viewer_of: ViewerOf):
    booking = ask(hours=2)
    with clock.freeze(booking.starts_at):
        assert viewer_of(FIXED).all(Booking) == []
        with pytest.raises(Refused):
            booking.take(by=viewer_of(FIXED))
    with pytest.raises(Refused):
        ask(hours=-1)


def test_who_took_it_first_has_it_and_the_other_is_told_kindly(
    ask: Ask, viewer_of: ViewerOf, session: Session, client_of: ClientOf
):
    standing_in(session)
    booking = ask()
    booking.shared_at = booking.substitute_at = NOW
    booking.take(by=viewer_of(SUBSTITUTE))
    session.commit()
    answer = client_of(FIXED).post(f"/bookings/{booking.id}/taking")
    assert answer.status_code == 422
    assert "changed in the meantime" in answer.text
    session.expire_all()
    assert session.get_one(Booking, booking.id).interpreter_id == id_of(SUBSTITUTE)


def test_a_substitute_tied_to_the_youth_is_asked_at_once(ask: Ask, viewer_of: ViewerOf, session: Session):
    fixed = session.exec(
        select(Tie).where(Tie.youth_id == id_of("youth-new"), Tie.account_id == id_of(FIXED))
    ).one()
    session.add(
        Tie(youth_id=fixed.youth_id, account_id=id_of(SUBSTITUTE), role=fixed.role, starts_at=NOW,
            ends_at=NOW + timedelta(days=3), stands_in_for=fixed.id)
    )  # fmt: skip
    session.flush()
    assert SUBSTITUTE in seen_by(ask(), viewer_of)


def test_online_and_home_need_no_address(ask: Ask):
    for venue in (Venue.ONLINE, Venue.PHONE, Venue.HOME):
        assert ask(venue=venue, purpose=Purpose.OTHER, address="").venue == venue
