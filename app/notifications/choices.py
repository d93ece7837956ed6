"""What each person chose to be told of, how, and when they want quiet."""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, UniqueConstraint
from sqlmodel import Field, Session, col, select

from app.identity.models import Grant
from app.identity.policy import Change, Role
from app.kit.clock import COPENHAGEN, now
from app.kit.record import Record
from app.notifications.kinds import Channel, Kind

MIDNIGHT = 24 * 60
NIGHT = (22 * 60, 7 * 60)  # youths sleep unless they say otherwise


class Chosen(Record):
    """One's own, seen and changed by oneself alone."""

    account_id: UUID = Field(foreign_key="account.id", index=True)

    @classmethod
    def visible_to(cls, viewer: Any) -> ColumnElement[bool]:
        """Oneself: what somebody wants to be told of, and when they sleep, is nobody else's."""
        own: ColumnElement[bool] = col(cls.account_id) == viewer.account_id
        return own

    def may(self, change: str, viewer: Any) -> bool:
        """Oneself."""
        return change == Change.CHOOSE_TELLING and bool(viewer.account_id == self.account_id)


class NotificationChoice(Chosen, table=True):
    """One kind by one way: wanted or not. Without a row the defaults hold."""

    __tablename__ = "notification_choice"
    __table_args__ = (UniqueConstraint("account_id", "kind", "channel"),)

    kind: Kind
    channel: Channel
    wanted: bool

    def choose(self, *, wanted: bool, by: Any) -> None:
        """Want it, or not."""
        by.require(Change.CHOOSE_TELLING, self)
        self.wanted = wanted


class QuietHours(Chosen, table=True):
    """When nothing is told, in minutes after midnight in Copenhagen. Without a row the defaults hold."""

    __tablename__ = "quiet_hours"
    __table_args__ = (UniqueConstraint("account_id"),)

    wanted: bool = True
    starts: int = NIGHT[0]
    ends: int = NIGHT[1]

    def choose(self, *, wanted: bool, starts: int, ends: int, by: Any) -> None:
        """Want quiet between these, or not."""
        by.require(Change.CHOOSE_TELLING, self)
        self.wanted, self.starts, self.ends = wanted, starts % MIDNIGHT, ends % MIDNIGHT


def default(channel: Channel) -> bool:
    """Without a choice: pushes to who switched them on, e-mail to who has one, no SMS: it costs and needs a number."""
    return channel != Channel.SMS


def wanted(session: Session, account_id: UUID, kind: str) -> set[Channel]:
    """By which ways somebody wants to be told of a kind; of several kinds at once, by those any of them comes by."""
    rows = session.exec(select(NotificationChoice).where(NotificationChoice.account_id == account_id)).all()
    chosen = {(row.kind, row.channel): row.wanted for row in rows}
    kinds = [Kind(kind)] if kind in set(Kind) else list(Kind)
    return {
        channel for channel in Channel if any(chosen.get((one, channel), default(channel)) for one in kinds)
    }


def quiet_of(session: Session, account_id: UUID) -> tuple[int, int] | None:
    """From when to when somebody wants quiet, in minutes after midnight; None: never."""
    row = session.exec(select(QuietHours).where(QuietHours.account_id == account_id)).first()
    if row:
        return (row.starts, row.ends) if row.wanted and row.starts != row.ends else None
    held = select(Grant.id).where(
        Grant.account_id == account_id, Grant.role == Role.YOUTH, Grant.in_force(now())
    )
    return NIGHT if session.exec(held).first() else None


def quiet_until(hours: tuple[int, int] | None, at: datetime) -> datetime | None:
    """When the quiet that holds at a moment ends; None if there is none. By the clock on the wall in Copenhagen."""
    if hours is None:
        return None
    starts, ends = hours
    here = at.astimezone(COPENHAGEN)
    minute = here.hour * 60 + here.minute
    over_midnight = starts > ends
    if not (minute >= starts or minute < ends if over_midnight else starts <= minute < ends):
        return None
    day = here.date() + timedelta(days=1 if over_midnight and minute >= starts else 0)
    return datetime.combine(day, time(ends // 60, ends % 60), COPENHAGEN).astimezone(at.tzinfo)
