"""What is done later: reminders, and a kind word where two haven't met for long."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlmodel import Session

from app.identity.models import colleagues
from app.identity.policy import FAMILIES, Role
from app.kit import clock
from app.kit.db import transaction
from app.kit.jobs import enqueue, works_on
from app.meetups import news, quiet
from app.meetups.models import Meetup, MeetupTime
from app.meetups.pairs import ties_between
from app.meetups.plan import MeetupState
from app.meetups.reminders import HOURS_BEFORE
from app.notifications import telling
from app.notifications.kinds import Kind
from app.people.models import Family

EACH_DAY = timedelta(days=1)
LOOK = "meetup-quiet"


def _agreed_time(session: Session, meetup: Meetup | None) -> MeetupTime | None:
    """When a meetup is, if it is agreed."""
    if meetup is None or meetup.state != MeetupState.AGREED or meetup.chosen_time_id is None:
        return None
    return session.get(MeetupTime, meetup.chosen_time_id)


@works_on("meetup-remind")
def remind(payload: dict[str, Any]) -> None:
    """Tell both sides, if it is still agreed for that time and they still know each other."""
    with transaction() as session:
        meetup = session.get(Meetup, UUID(payload["meetup"]))
        time = _agreed_time(session, meetup)
        if meetup is None or time is None or str(time.id) != payload["time"]:
            return
        left = time.starts_at - clock.now()
        too_late = left <= (HOURS_BEFORE if payload["which"] == "day" else timedelta())
        if too_late or session.exec(ties_between(meetup, clock.now(), FAMILIES).limit(1)).first() is None:
            return
        for account_id in news.both_sides(session, meetup.youth_id, meetup.family_id):
            telling.tell(session, account_id, Kind.REMINDER, url=f"/meetups/{meetup.id}", about=meetup.id)


def still_to_come(session: Session, _account_id: UUID, kind: str, about: UUID | None) -> bool:
    """Whether a reminder of a meetup that was held, for the night or by a worker that was away, is still of use."""
    meetup = session.get(Meetup, about) if kind == Kind.REMINDER and about else None
    if meetup is None:
        return True
    time = _agreed_time(session, meetup)
    return time is not None and time.starts_at > clock.now()


telling.still_wanted.append(still_to_come)


def look_each_day() -> None:
    """Begin to look each day for those who haven't met for long; it goes on by itself."""
    with transaction() as session:
        enqueue(session, LOOK, {}, key=LOOK)


@works_on(LOOK)
def look(_payload: dict[str, Any]) -> None:
    """Who hasn't met for six weeks is told so kindly; two weeks later, if nothing came, the coordinator is."""
    with transaction() as session:
        enqueue(session, LOOK, {}, key=LOOK, after=EACH_DAY)
        for nudge in quiet.due_to_the_two(session, clock.now()):
            for account_id in news.both_sides(session, nudge.youth_id, nudge.family_id):
                telling.tell(session, account_id, Kind.REMINDER, url="/meetups", about=nudge.tie_id)
        for nudge in quiet.due_to_the_coordinator(session, clock.now()):
            organisation = session.get_one(Family, nudge.family_id).organisation_id
            there = frozenset({organisation}) if organisation else frozenset()
            for account_id in session.exec(colleagues(there, Role.COORDINATOR, clock.now())).all():
                telling.tell(session, account_id, Kind.REMINDER, url="/meetups", about=nudge.tie_id)
