"""Hours of an interpreter week by week: granted, booked, used, left; and an interpreter's own."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from app.bookings.hours import WEEK, GrantedHours, in_week, takes, week_of, within
from app.bookings.kinds import COMES, OPEN, State
from app.bookings.models import Booking
from app.identity.models import Account
from app.identity.viewer import Viewer
from app.messaging.sheet_pages import week_name
from app.messaging.sheets import Activity, Work, monday
from app.people.models import Youth

BEFORE, AHEAD = 4, 4  # weeks that are shown before this one, and after it


@dataclass(slots=True)
class Week:
    """Minutes of one week. Online and by phone there is no limit, so that stands apart."""

    monday: date
    now: bool
    granted: int | None = None
    asked: int = 0
    booked: int = 0
    used: int = 0
    taken: int = 0
    online: int = 0

    @property
    def number(self) -> int:
        """The week's number (ISO 8601)."""
        return self.monday.isocalendar().week

    @property
    def name(self) -> str:
        """The week as an address says it."""
        return week_name(self.monday)

    @property
    def sunday(self) -> date:
        """The last day."""
        return self.monday + timedelta(days=6)

    @property
    def left(self) -> int | None:
        """What is left; less than nothing where more is booked than granted."""
        return None if self.granted is None else self.granted - self.taken


def _weeks(viewer: Viewer, before: int = BEFORE, ahead: int = AHEAD) -> list[Week]:
    this = monday(viewer.today)
    return [Week(this + n * WEEK, now=n == 0) for n in range(-before, ahead + 1)]


def weeks(viewer: Viewer, youth: Youth, before: int = BEFORE, ahead: int = AHEAD) -> list[Week]:
    """Of a youth and their family. Sums over all there is, also where its rows aren't the viewer's to see."""
    found = {week.monday: week for week in _weeks(viewer, before, ahead)}
    granted = viewer.all(GrantedHours, GrantedHours.youth_id == youth.id)
    for week in found.values():
        week.granted = in_week(granted, week.monday)
    columns: list[Any] = [Booking.starts_at, Booking.ends_at, Booking.state, Booking.venue, Work.minutes]
    rows = (
        select(*columns)
        .select_from(Booking)
        .outerjoin(Work, col(Work.id) == Booking.work_id)
        .where(Booking.youth_id == youth.id, within(Booking, min(found), max(found)))
    )
    for starts_at, ends_at, state, venue, used in viewer.session.exec(rows):
        planned = takes(starts_at, ends_at, State.AGREED, None)
        _count(
            found[week_of(starts_at)],
            state,
            planned,
            used,
            comes=venue in COMES,
            gone=starts_at <= viewer.now,
        )
    return list(found.values())


def _count(week: Week, state: State, planned: int, used: int | None, *, comes: bool, gone: bool) -> None:
    if not comes:
        if state in {State.AGREED, State.HELD}:
            week.online += planned if used is None else used
        return
    if state in OPEN and not gone:
        week.asked += planned
        week.taken += planned
    elif state in {State.AGREED, State.HELD}:
        week.booked += planned
        week.used += used or 0
        week.taken += planned if used is None else used


def of_youth(viewer: Viewer, youth: Youth, *, reasons: bool) -> dict[str, Any]:
    """The page of one youth: the weeks, and how it came; the reasons for who grants alone."""
    granted = viewer.all(
        GrantedHours, GrantedHours.youth_id == youth.id, order_by=col(GrantedHours.id).desc()
    )
    names = viewer.session.exec(
        select(Account).where(col(Account.id).in_([one.account_id for one in granted]))
    )
    return {
        "youth": youth,
        "weeks": weeks(viewer, youth),
        "granted": granted,
        "names": {one.id: one.name for one in names},
        "grants": reasons,
    }


def own(viewer: Viewer) -> list[Week]:
    """An interpreter's own: what is booked, and what they have written down of it."""
    found = {week.monday: week for week in _weeks(viewer)}
    # Their own times, also of what they don't read any more.
    booked = select(Booking.starts_at, Booking.ends_at).where(
        Booking.interpreter_id == viewer.account_id,
        col(Booking.state).in_((State.AGREED, State.HELD)),
        within(Booking, min(found), max(found)),
    )
    for starts_at, ends_at in viewer.session.exec(booked):
        found[week_of(starts_at)].booked += takes(starts_at, ends_at, State.AGREED, None)
    written = viewer.rows(Work, Work.day, Work.minutes, Work.what).where(
        col(Work.day) >= min(found), col(Work.day) < max(found) + WEEK
    )
    sums: dict[date, int] = defaultdict(int)
    for row in viewer.run(written):
        if row.what == Activity.BOOKING:
            sums[monday(row.day)] += row.minutes
    for week, minutes in sums.items():
        found[week].used = minutes
    return list(found.values())


def short(viewer: Viewer, youth_id: UUID) -> list[Week]:
    """This week and the next three, for who sees the hours and asks; nothing where none are granted."""
    if not viewer.count(GrantedHours, GrantedHours.youth_id == youth_id):
        return []
    return weeks(viewer, viewer.find(Youth, youth_id, look=False), 0, 3)
