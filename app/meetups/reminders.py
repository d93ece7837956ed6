"""When to remind: a day and two hours before. What is done then stands in jobs.py.

A day before is the same time by the clock, also when the clocks change in between; two hours are two hours.
"""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from app.kit import clock
from app.kit.jobs import enqueue

if TYPE_CHECKING:
    from sqlmodel import Session

    from app.meetups.models import MeetupTime

HOURS_BEFORE = timedelta(hours=2)


def day_before(starts_at: datetime) -> datetime:
    """The same time by the clock in Copenhagen, the day before."""
    local = starts_at.astimezone(clock.COPENHAGEN)
    earlier = datetime.combine(local.date() - timedelta(days=1), local.time(), clock.COPENHAGEN)
    return earlier.astimezone(starts_at.tzinfo)


def remind_later(meetup_id: UUID, time: "MeetupTime", session: "Session") -> None:
    """A time is agreed: remind both sides of it, where there is still time to."""
    for which, at in (("day", day_before(time.starts_at)), ("hours", time.starts_at - HOURS_BEFORE)):
        if at > clock.now():
            what = {"meetup": str(meetup_id), "time": str(time.id), "which": which}
            enqueue(session, "meetup-remind", what, key=f"remind:{time.id}:{which}", after=at - clock.now())
