"""Who can't come at a time: an interpreter has one meeting at a time, and is away now and then."""

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import Session, col, select

from app.bookings.kinds import State
from app.identity.models import Account
from app.kit.errors import Refused
from app.messaging.interpreters import InterpreterProfile
from app.web.i18n import gettext as _

if TYPE_CHECKING:
    from app.bookings.facts import BookingFacts
    from app.identity.viewer import Viewer


def at(table: Any, starts_at: datetime, ends_at: datetime, but: UUID | None = None) -> ColumnElement[bool]:
    """Agreed bookings that lie, with some of their time, within a time."""
    return and_(
        col(table.state) == State.AGREED,
        col(table.starts_at) < ends_at,
        col(table.ends_at) > starts_at,
        col(table.id) != but,
    )


def refuse_past(starts_at: datetime, by: "Viewer") -> None:
    """Raises Refused for a time that has come."""
    if starts_at <= by.now:
        raise Refused(_("This time has passed. Choose a later one."))


def refuse_busy(
    booking: "BookingFacts", account_id: UUID, starts_at: datetime, ends_at: datetime, by: "Viewer"
) -> None:
    """Raises Refused where an interpreter has another meeting then."""
    table: Any = type(booking)
    theirs = select(table.id).where(
        table.interpreter_id == account_id, at(table, starts_at, ends_at, booking.id)
    )
    if by.session.exec(theirs.limit(1)).first() is None:
        return
    if account_id == by.account_id:
        raise Refused(_("You have another meeting at that time."))
    raise Refused(_("The interpreter has got another meeting at that time. Choose another one."))


def unable(session: Session, table: Any, starts_at: datetime, ends_at: datetime, but: UUID) -> set[UUID]:
    """The interpreters who are away then, or have another meeting."""
    away = select(InterpreterProfile.account_id).where(
        col(InterpreterProfile.away_until) > starts_at,
        or_(col(InterpreterProfile.away_from).is_(None), col(InterpreterProfile.away_from) <= starts_at),
    )
    taken = select(table.interpreter_id).where(at(table, starts_at, ends_at, but))
    return {*session.exec(away), *session.exec(taken)}


def hold_time(account_id: UUID, by: "Viewer") -> None:
    """Lock an interpreter's time, before the booking: of two that overlap one is agreed at a time."""
    by.hold(by.session.get_one(Account, account_id))
