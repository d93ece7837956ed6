"""Reminders a day and two hours before, over the nights the clocks change; none of what was moved or called off."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlmodel import Session, select

from app.kit import clock, jobs
from app.kit.clock import COPENHAGEN
from app.kit.jobs import Job
from app.meetups import jobs as work
from app.meetups import moving, quiet
from app.meetups.models import Meetup
from app.meetups.plan import Plan, What
from app.meetups.reminders import day_before
from app.notifications.kinds import Kind
from app.people.models import Family, Youth
from tests.cast import id_of
from tests.conftest import ViewerOf
from tests.meetups.conftest import Offer, agreed_in, times_of

Told = Callable[[], list[str]]


def local(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), COPENHAGEN).astimezone(UTC)


@pytest.mark.parametrize(
    ("starts_at", "before"),
    [
        (local(date(2026, 3, 29), 15), local(date(2026, 3, 28), 15)),  # 23 hours
        (local(date(2026, 10, 25), 15), local(date(2026, 10, 24), 15)),  # 25 hours
        (
            local(date(2026, 3, 30), 2, 30),
            local(date(2026, 3, 29), 3, 30),
        ),  # 2.30 doesn't exist the day before
        (local(date(2026, 6, 2), 9), local(date(2026, 6, 1), 9)),
    ],
)
def test_a_day_before_is_the_same_time_by_the_clock(starts_at: datetime, before: datetime) -> None:
    assert day_before(starts_at) == before


@pytest.fixture
def agree(viewer_of: ViewerOf) -> Callable[[datetime], Meetup]:
    """`agree(moment)`: the two agree to meet then, for two hours."""

    def make(starts_at: datetime) -> Meetup:
        family, youth = viewer_of("family"), viewer_of("youth-matched")
        plan = Plan(What.WALK, "", "", ((starts_at, starts_at + timedelta(hours=2)),))
        meetup = Meetup.offer(
            family.session.get_one(Youth, id_of("youth-matched")),
            family.session.get_one(Family, id_of("family:family")),
            plan,
            by=family,
        )
        meetup.accept(times_of(youth, meetup)[0], seen=0, by=youth)
        family.session.commit()
        return meetup

    return make


@pytest.fixture
def told(session: Session) -> Told:
    """Runs what is due, and answers whom a reminder is queued for since the last time."""

    def run() -> list[str]:
        jobs.run_due()
        session.expire_all()
        found = [
            job.payload["account"]
            for job in session.exec(select(Job)).all()
            if job.kind == "tell" and job.payload["kind"] == Kind.REMINDER
        ]
        for job in session.exec(select(Job).where(Job.kind == "tell")).all():
            session.delete(job)
        session.commit()
        return sorted(found)

    return run


BOTH = sorted(str(id_of(slug)) for slug in ("youth-matched", "family", "family-two"))


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25), date(2026, 6, 10)])
def test_both_are_reminded_a_day_and_two_hours_before(day: date, agree, told: Told) -> None:
    starts_at = local(day, 15)
    with clock.freeze(starts_at - timedelta(days=5)):
        agree(starts_at)
        told()
    eve = local(day - timedelta(days=1), 15)
    for moment, wanted in (
        (eve - timedelta(minutes=1), []),
        (eve, BOTH),
        (starts_at - timedelta(hours=2, minutes=1), []),
        (starts_at - timedelta(hours=2), BOTH),
        (starts_at, []),
    ):
        with clock.freeze(moment):
            assert told() == wanted, moment


def test_what_was_moved_reminds_of_its_new_time_alone(agree, told: Told, viewer_of: ViewerOf) -> None:
    starts_at = local(date(2026, 6, 10), 15)
    later = starts_at + timedelta(days=2)
    with clock.freeze(starts_at - timedelta(days=5)):
        meetup = agree(starts_at)
        moving.move(meetup, ((later, later + timedelta(hours=1)),), seen=1, by=viewer_of("family"))
        youth = viewer_of("youth-matched")
        new = next(time for time in times_of(youth, meetup) if time.moving)
        moving.accept_move(meetup, new, seen=2, by=youth)
        youth.session.commit()
        told()
    for moment, wanted in (
        (starts_at - timedelta(days=1), []),
        (starts_at - timedelta(hours=2), []),
        (later - timedelta(days=1), BOTH),
        (later - timedelta(hours=2), BOTH),
    ):
        with clock.freeze(moment):
            assert told() == wanted, moment


def test_what_was_called_off_reminds_nobody(agree, told: Told, viewer_of: ViewerOf) -> None:
    starts_at = local(date(2026, 6, 10), 15)
    with clock.freeze(starts_at - timedelta(days=5)):
        meetup = agree(starts_at)
        meetup.cancel("", seen=1, by=viewer_of("family"))
        viewer_of("family").session.commit()
        told()
    for before in (timedelta(days=1), timedelta(hours=2)):
        with clock.freeze(starts_at - before):
            assert told() == []


def test_a_worker_that_was_away_reminds_once_and_not_of_what_is_over(agree, told: Told) -> None:
    starts_at = local(date(2026, 6, 10), 15)
    with clock.freeze(starts_at - timedelta(days=5)):
        agree(starts_at)
        told()
    with clock.freeze(starts_at - timedelta(hours=1)):
        assert told() == BOTH
    with clock.freeze(starts_at - timedelta(days=5)):
        agree(starts_at)
        told()
    with clock.freeze(starts_at + timedelta(minutes=1)):
        assert told() == []


def test_a_reminder_held_for_the_night_is_of_no_use_once_it_has_begun(
    offer: Offer, viewer_of: ViewerOf, session
) -> None:
    meetup = agreed_in(offer, viewer_of, 1)
    assert work.still_to_come(session, id_of("family"), Kind.REMINDER, meetup.id)
    assert work.still_to_come(session, id_of("family"), Kind.REMINDER, id_of("family"))
    with clock.freeze(clock.in_days(1.01)):
        assert not work.still_to_come(session, id_of("family"), Kind.REMINDER, meetup.id)


# -- Not met for long ----------------------------------------------------------------------------------------------


def nudged(session: Session) -> set[str]:
    """Which families a look today finds."""
    found = quiet.due_to_the_two(session, clock.now())
    session.flush()
    return {str(nudge.family_id) for nudge in found}


OURS = str(id_of("family:family"))


def test_after_six_weeks_the_two_are_told_kindly_and_two_weeks_later_the_coordinator(
    offer: Offer, viewer_of: ViewerOf, session
) -> None:
    family = agreed_in(offer, viewer_of, 1).family_id
    last = clock.in_days(1) + timedelta(hours=2)
    with clock.freeze(last + timedelta(weeks=6) - timedelta(minutes=2)):
        assert OURS not in nudged(session)
    with clock.freeze(last + timedelta(weeks=6, minutes=1)):
        assert OURS in nudged(session)
        assert OURS not in nudged(session), "once is enough"
        assert quiet.due_to_the_coordinator(session, clock.now()) == []
        assert viewer_of("family").count(quiet.Nudge) == 1
        assert viewer_of("coordinator-rk").count(quiet.Nudge, quiet.Nudge.family_id == family) == 0
    with clock.freeze(last + timedelta(weeks=8, minutes=2)):
        due = quiet.due_to_the_coordinator(session, clock.now())
        assert OURS in {str(nudge.family_id) for nudge in due}
        session.flush()
        assert quiet.due_to_the_coordinator(session, clock.now()) == []
        assert viewer_of("coordinator-rk").count(quiet.Nudge, quiet.Nudge.family_id == family) == 1
        assert viewer_of("coordinator-drc").count(quiet.Nudge) == 0


def test_who_has_something_to_look_forward_to_is_left_alone(
    offer: Offer, viewer_of: ViewerOf, session
) -> None:
    with clock.freeze(clock.in_days(100)):
        assert OURS in nudged(session)
        offer("family", 3)
        assert OURS not in nudged(session)
        assert viewer_of("family").count(quiet.Nudge) == 0, "the word is taken away again"


def test_the_daily_look_tells_both_and_comes_back_tomorrow(told: Told, session) -> None:
    with clock.freeze(clock.in_days(100)):
        work.look_each_day()
        assert set(BOTH) <= set(told())
        (waiting,) = session.exec(select(Job).where(Job.kind == work.LOOK)).all()
        assert waiting.due_at == clock.now() + work.EACH_DAY
    with clock.freeze(clock.in_days(116)):
        assert str(id_of("coordinator-rk")) in told()
