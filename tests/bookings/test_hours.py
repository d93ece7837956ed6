"""Hours a week: granted with a history, booked, used, left; Monday to Sunday in Copenhagen, also when clocks change."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import Session, col, select

from app.bookings import after, hours_pages
from app.bookings.hours import GrantedHours, in_week, is_beyond, week_of
from app.bookings.kinds import State, Venue
from app.bookings.models import Booking
from app.bookings.times import to_choose
from app.kit import clock
from app.kit.clock import COPENHAGEN
from app.kit.errors import NotFound, Refused
from app.kit.jobs import Job
from app.messaging.sheets import Activity, Work
from app.people.models import Youth
from tests.bookings.conftest import NOW, Ask, asked, wish
from tests.cast import SLUGS, id_of
from tests.conftest import ClientOf, ViewerOf

pytestmark = pytest.mark.usefixtures("still")
YOUTH, INTERPRETER = "youth-hosted", "interpreter-prs"
MONDAY = date(2026, 11, 23)
WEEK = timedelta(weeks=1)


def youth_of(session: Session) -> Youth:
    return session.get_one(Youth, id_of(YOUTH))


def grant(
    viewer_of: ViewerOf, minutes: int, starts_on: date = MONDAY, slug: str = "caseworker"
) -> GrantedHours:
    by = viewer_of(slug)
    return GrantedHours.grant(youth_of(by.session), minutes, starts_on, "En begrundelse", by=by)


def week(viewer_of: ViewerOf, monday: date = MONDAY, slug: str = "caseworker") -> hours_pages.Week:
    viewer = viewer_of(slug)
    return next(one for one in hours_pages.weeks(viewer, youth_of(viewer.session)) if one.monday == monday)


def test_the_newest_day_that_has_come_holds_and_what_was_stays(viewer_of: ViewerOf, session: Session):
    for minutes, starts_on in ((120, MONDAY - 3 * WEEK), (60, MONDAY), (90, MONDAY + timedelta(days=9))):
        grant(viewer_of, minutes, starts_on)
    rows = viewer_of("supervisor").all(GrantedHours)
    assert [in_week(rows, MONDAY + n * WEEK) for n in range(-4, 3)] == [None, 120, 120, 120, 60, 90, 90]
    grant(viewer_of, 30, MONDAY - 3 * WEEK)  # put right afterwards: the later word holds
    assert in_week(viewer_of("supervisor").all(GrantedHours), MONDAY - WEEK) == 30
    assert len(viewer_of("caseworker").all(GrantedHours)) == 4
    with pytest.raises(Refused):
        grant(viewer_of, 30, MONDAY + timedelta(days=800))
    assert grant(viewer_of, 45).id == grant(viewer_of, 45).id  # tapped twice


@pytest.mark.parametrize("slug", [one for one in SLUGS if one not in {"caseworker", "supervisor"}])
def test_caseworker_and_supervisor_grant_and_nobody_else(viewer_of: ViewerOf, slug: str):
    with pytest.raises(NotFound):
        grant(viewer_of, 60, slug=slug)


def test_a_week_adds_up(ask: Ask, viewer_of: ViewerOf):
    grant(viewer_of, 180, MONDAY - WEEK)
    for hours in (-6 * 24, -5 * 24):
        with clock.freeze(NOW - timedelta(days=8)):
            booking = ask("caseworker", YOUTH, hours=hours + 8 * 24)
            booking.take(by=viewer_of(INTERPRETER))
    after.note(booking, 75, by=viewer_of(INTERPRETER))
    past = week(viewer_of, MONDAY - WEEK)
    assert (past.granted, past.booked, past.used, past.left) == (180, 120, 75, 45)
    ask("caseworker", YOUTH, hours=48, minutes=30)
    ask("caseworker", YOUTH, hours=50, minutes=60).take(by=viewer_of(INTERPRETER))
    ask("caseworker", YOUTH, hours=52, venue=Venue.ONLINE).take(by=viewer_of(INTERPRETER))
    ask("caseworker", YOUTH, hours=72).call_off("", by=viewer_of("caseworker"))
    now = week(viewer_of)
    assert (now.asked, now.booked, now.online, now.used, now.left) == (30, 60, 60, 0, 90)
    assert week(viewer_of, slug="host-family").left == 90  # though not all of it is theirs to see


def test_more_than_granted_goes_ahead_and_the_caseworker_is_asked(
    ask: Ask, viewer_of: ViewerOf, session: Session
):
    grant(viewer_of, 90)
    assert not ask("supervisor", YOUTH, hours=24).beyond
    assert not ask("supervisor", YOUTH, hours=26, venue=Venue.PHONE).beyond  # by phone there is no limit
    assert not ask("supervisor", YOUTH, hours=24 * 7).beyond  # another week
    assert not session.exec(select(Job).where(Job.kind == "tell", col(Job.key).contains("around"))).all()
    booking = ask("supervisor", YOUTH, hours=48)
    assert (booking.beyond, booking.state) == (True, State.ASKED)
    told = session.exec(select(Job).where(Job.kind == "tell", col(Job.key).contains("around"))).all()
    assert [job.payload["account"] for job in told] == [str(id_of("caseworker"))]
    for slug in ("supervisor", "host-family", YOUTH, INTERPRETER):
        with pytest.raises(NotFound):
            booking.agree_beyond(by=viewer_of(slug))
    booking.agree_beyond(by=viewer_of("caseworker"))
    assert booking.beyond_agreed_by == id_of("caseworker")


def test_where_nothing_is_granted_nothing_is_beyond(ask: Ask):
    assert not ask("supervisor", YOUTH, hours=24, minutes=240).beyond


def test_what_moves_to_another_week_is_reckoned_there(ask: Ask, viewer_of: ViewerOf, session: Session):
    grant(viewer_of, 60)
    ask("supervisor", YOUTH, hours=24 * 7)
    booking = ask("supervisor", YOUTH, hours=24)
    assert not booking.beyond
    there = NOW + timedelta(days=8)
    booking.offer(((there, there + timedelta(hours=1)),), by=viewer_of(INTERPRETER))
    booking.choose(to_choose(session, booking.id)[0], by=viewer_of("supervisor"))
    assert booking.beyond


@pytest.mark.parametrize(
    ("moment", "monday"),
    [
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), date(2026, 10, 19)),  # 2.30 for the first time
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), date(2026, 10, 19)),  # 2.30 for the second
        (datetime(2026, 10, 25, 22, 59, tzinfo=UTC), date(2026, 10, 19)),
        (datetime(2026, 10, 25, 23, 0, tzinfo=UTC), date(2026, 10, 26)),
        (datetime(2027, 3, 28, 21, 59, tzinfo=UTC), date(2027, 3, 22)),
        (datetime(2027, 3, 28, 22, 0, tzinfo=UTC), date(2027, 3, 29)),
    ],
)
def test_a_week_is_monday_to_sunday_in_copenhagen(moment: datetime, monday: date):
    assert week_of(moment) == monday


@pytest.mark.parametrize(
    ("sunday", "length"), [(date(2026, 10, 25), timedelta(hours=5)), (date(2027, 3, 28), timedelta(hours=3))]
)
def test_on_the_nights_when_clocks_change_minutes_are_minutes(
    viewer_of: ViewerOf, session: Session, sunday: date, length: timedelta
):
    """From midnight to four by the clock: five hours in October, three in March."""
    starts_at, ends_at = (
        datetime(sunday.year, sunday.month, sunday.day, hour, tzinfo=COPENHAGEN) for hour in (0, 4)
    )
    with clock.freeze(starts_at - timedelta(days=3)):
        by = viewer_of("caseworker")
        GrantedHours.grant(youth_of(session), 240, sunday - timedelta(days=6), "Nat", by=by)
        wanted = replace(wish(1), starts_at=starts_at.astimezone(UTC), ends_at=ends_at.astimezone(UTC))
        booking = asked(by, YOUTH, wanted)
        assert timedelta(minutes=booking.minutes) == length
        assert booking.beyond == (length > timedelta(hours=4))
        shown = week(viewer_of, sunday - timedelta(days=6))
        assert shown.asked == booking.minutes
        assert week(viewer_of, sunday + timedelta(days=1)).asked == 0


def test_a_clock_that_is_skipped_is_no_time_to_ask_for(client_of: ClientOf, viewer_of: ViewerOf):
    with clock.freeze(datetime(2027, 3, 20, 12, tzinfo=UTC)):
        data = {
            "purpose": "school",
            "venue": "phone",
            "day1": "2027-03-28",
            "clock1": "2:30",
            "words": "mine ord",
        }
        answer = client_of("contact-person").post(f"/youths/{id_of('youth-new')}/bookings", data=data)
        assert answer.status_code == 422
        assert "clocks jump" in answer.text
        assert "mine ord" in answer.text
    assert viewer_of("contact-person").all(Booking) == []


def test_the_interpreter_writes_how_long_it_took_and_it_stands_in_the_sheet(
    ask: Ask, viewer_of: ViewerOf, client_of: ClientOf, session: Session
):
    booking = ask("host-family", YOUTH, hours=1, family_id=id_of("family:host-family"))
    booking.take(by=viewer_of(INTERPRETER))
    with pytest.raises(Refused):
        after.note(booking, 50, by=viewer_of(INTERPRETER))
    with clock.freeze(NOW + timedelta(hours=3)):
        for slug in ("host-family", "caseworker", "interpreter-ti"):
            with pytest.raises(NotFound):
                after.note(booking, 50, by=viewer_of(slug))
        for _ in range(2):
            after.note(booking, 50, by=viewer_of(INTERPRETER))
        (entry,) = viewer_of(INTERPRETER).all(Work)
        assert (entry.minutes, entry.what, entry.day) == (50, Activity.BOOKING, date(2026, 11, 24))
        assert (entry.youth_id, entry.family_id) == (id_of(YOUTH), id_of("family:host-family"))
        assert booking.state == State.HELD
        assert week(viewer_of).used == 50
        entry.correct(entry.day, 55, Activity.BOOKING, by=viewer_of(INTERPRETER))
        session.flush()
        assert week(viewer_of).used == 55  # one truth: what stands in the sheet
        entry.remove(by=viewer_of(INTERPRETER))
        session.flush()
        session.refresh(booking)
        assert booking.work_id is None
        after.note(booking, 60, by=viewer_of(INTERPRETER))  # taken out, it can be written anew
        session.commit()
        assert "1:00" in client_of(INTERPRETER).get("/bookings/hours").text


def test_nobody_came_takes_nothing_of_what_is_granted(ask: Ask, viewer_of: ViewerOf):
    grant(viewer_of, 60)
    booking = ask("caseworker", YOUTH, hours=1)
    booking.take(by=viewer_of(INTERPRETER))
    with clock.freeze(NOW + timedelta(hours=2)):
        for _ in range(2):
            after.nobody_came(booking, by=viewer_of(INTERPRETER))
        assert booking.state == State.NOBODY_CAME
        with pytest.raises(Refused):
            after.note(booking, 5, by=viewer_of(INTERPRETER))
        assert week(viewer_of).left == 60


def test_a_booking_doesnt_count_itself(ask: Ask, viewer_of: ViewerOf, session: Session):
    grant(viewer_of, 60)
    assert not is_beyond(session, ask("caseworker", YOUTH, hours=24))


def test_an_interpreters_own_weeks_stay_when_the_bookings_are_no_longer_read(
    ask: Ask, viewer_of: ViewerOf, client_of: ClientOf, session: Session
):
    booking = ask("caseworker", YOUTH, hours=1)
    booking.take(by=viewer_of(INTERPRETER))
    with clock.freeze(NOW + timedelta(hours=3)):
        after.note(booking, 45, by=viewer_of(INTERPRETER))
    with clock.freeze(NOW + timedelta(days=21)):
        assert viewer_of(INTERPRETER).all(Booking) == []
        (then,) = [one for one in hours_pages.own(viewer_of(INTERPRETER)) if one.monday == MONDAY]
        assert (then.booked, then.used) == (60, 45)
        others = hours_pages.own(viewer_of("interpreter-ti"))
        assert not any(one.booked or one.used for one in others)
