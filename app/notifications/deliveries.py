"""What became of telling somebody: numbers for the administrator, never a text, a number or an address."""

from datetime import timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Index, delete
from sqlmodel import Field, Session, col, func, select

from app.identity.policy import Role
from app.kit import clock
from app.kit.record import Record
from app.notifications.kinds import Channel

KEPT = timedelta(days=30)


class State(StrEnum):
    """How it ended."""

    SENT = "sent"
    FAILED = "failed"  # tried to the end
    ENDED = "ended"  # the browser is no more
    LIMITED = "limited"  # the limit on spending was reached


class Delivery(Record, table=True):
    """One try to the end, by one way."""

    __table_args__ = (
        Index("delivery_of_account", "account_id", "created_at"),
        Index("delivery_at", "channel", "created_at"),
    )

    account_id: UUID = Field(foreign_key="account.id")
    channel: Channel
    kind: str
    state: State
    tries: int = 1
    error: str | None = None  # its class, or the number of the answer: never words

    @classmethod
    def visible_to(cls, viewer: Any) -> ColumnElement[bool]:
        """One's own; all to an administrator: who, when, how it went; there is no content."""
        own: ColumnElement[bool] = col(cls.account_id) == viewer.account_id
        return own | (col(cls.id).is_not(None) if viewer.is_(Role.ADMIN) else own)


def note(
    session: Session,
    account_id: UUID,
    channel: Channel,
    kind: str,
    state: State,
    *,
    tries: int = 1,
    error: str | None = None,
) -> None:
    """Write one down."""
    session.add(
        Delivery(
            account_id=account_id, channel=channel, kind=kind, state=state, tries=tries, error=error
        ).with_(created_at=clock.now())
    )


def sent_since(
    session: Session, channel: Channel, since: Any, account_id: UUID | None = None, kind: str | None = None
) -> int:
    """How many went out since a moment."""
    count = select(func.count(col(Delivery.id))).where(
        Delivery.channel == channel, Delivery.state == State.SENT, Delivery.created_at > since
    )
    if account_id:
        count = count.where(Delivery.account_id == account_id)
    if kind:
        count = count.where(Delivery.kind == kind)
    return session.exec(count).one()


def drop_old(session: Session) -> None:
    """Forget what is older than 30 days."""
    session.connection().execute(delete(Delivery).where(col(Delivery.created_at) < clock.now() - KEPT))
