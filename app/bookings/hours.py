"""Hours a week of an interpreter who comes: what is granted to a youth and their family, and what is beyond it [2.3]."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_
from sqlmodel import Field, Session, col, select

from app.bookings.kinds import COMES, GRANTING, OPEN, State
from app.identity.policy import Change, Role
from app.kit.clock import COPENHAGEN, midnight
from app.kit.crypto import Sealed
from app.kit.errors import Refused
from app.kit.record import Record
from app.messaging.sheets import Work, monday
from app.people.ties import is_tied, tied_youths
from app.web.i18n import gettext as _

if TYPE_CHECKING:
    from app.bookings.models import Booking
    from app.identity.viewer import Viewer
    from app.people.models import Youth

MOST_HOURS = 40  # a week: more is a slip of the finger
FURTHEST = timedelta(days=365)
WEEK = timedelta(weeks=1)


class GrantedHours(Record, table=True):
    """Minutes a week from a day on, with a reason. Never changed: the newest that has begun holds."""

    __tablename__ = "granted_hours"

    youth_id: UUID = Field(foreign_key="youth.id", index=True)
    minutes: int
    starts_on: date
    reason: str = Field(sa_type=Sealed)
    account_id: UUID = Field(foreign_key="account.id")

    @classmethod
    def visible_to(cls, viewer: "Viewer") -> ColumnElement[bool]:
        """Who grants, and the family the youth lives with."""
        return col(cls.youth_id).in_(tied_youths(viewer, *GRANTING, Role.HOST))

    def may(self, change: str, viewer: "Viewer") -> bool:
        """The caseworker and the supervisor."""
        return change == Change.GRANT_HOURS and is_tied(viewer, self.youth_id, *GRANTING)

    @classmethod
    def grant(
        cls, youth: "Youth", minutes: int, starts_on: date, reason: str, *, by: "Viewer"
    ) -> "GrantedHours":
        """So much a week from a day on; the same as the newest is that one. Raises Refused for a day far away."""
        by.hold(youth)
        granted = cls(
            youth_id=youth.id, minutes=minutes, starts_on=starts_on, reason=reason, account_id=by.somebody
        )
        by.require(Change.GRANT_HOURS, granted)
        if abs(starts_on - by.today) > FURTHEST:
            raise Refused(_("This is very far away. Choose a day within a year."))
        newest = next(iter(of_youth(by.session, youth.id)), None)
        if newest and (newest.minutes, newest.starts_on, newest.reason) == (minutes, starts_on, reason):
            return newest
        return by.add(granted)


def of_youth(session: Session, youth_id: UUID) -> list[GrantedHours]:
    """What was granted, the last written first."""
    rows = select(GrantedHours).where(GrantedHours.youth_id == youth_id)
    return [*session.exec(rows.order_by(col(GrantedHours.id).desc()))]


def in_week(granted: list[Any], week: date) -> int | None:
    """Minutes granted for the week of a Monday: the newest day that lies in it or before; None where nobody has said."""
    begun = [one for one in granted if one.starts_on < week + WEEK]
    return max(begun, key=lambda one: (one.starts_on, one.id)).minutes if begun else None


def week_of(moment: datetime) -> date:
    """The Monday of the week a moment lies in, by the calendar in Copenhagen."""
    return monday(moment.astimezone(COPENHAGEN).date())


def within(table: Any, first: date, last: date) -> ColumnElement[bool]:
    """What begins in the weeks from one Monday to another; a meeting over midnight belongs to where it begins."""
    return and_(col(table.starts_at) >= midnight(first), col(table.starts_at) < midnight(last + WEEK))


def is_beyond(session: Session, booking: "Booking") -> bool:
    """Whether a booking, with all others of its week, is more than what is granted. Where nothing is, nothing is beyond."""
    week = week_of(booking.starts_at)
    granted = in_week(of_youth(session, booking.youth_id), week)
    if granted is None or booking.venue not in COMES:
        return False
    table: Any = type(booking)
    others: Any = (
        select(table.starts_at, table.ends_at, table.state, Work.minutes)
        .outerjoin(Work, col(Work.id) == table.work_id)
        .where(
            table.youth_id == booking.youth_id,
            table.id != booking.id,
            col(table.venue).in_(COMES),
            col(table.state).in_((*OPEN, State.AGREED, State.HELD)),
            within(table, week, week),
        )
    )
    taken = sum(takes(*row) for row in session.exec(others))
    return taken + booking.minutes > granted


def takes(starts_at: datetime, ends_at: datetime, state: State, used: int | None) -> int:
    """Minutes of what is granted that a booking takes: as long as it took, before that as long as it is to last."""
    if state == State.HELD and used is not None:
        return used
    return int((ends_at - starts_at).total_seconds()) // 60
