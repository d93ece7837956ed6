"""What came while somebody wanted quiet: it waits until the morning and is told at once, in one sentence."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, false
from sqlmodel import Field, Session, select

from app.kit.record import Record


class HeldNotice(Record, table=True):
    """One thing that waits. Silent on purpose: the worker alone looks at it, and it is gone in the morning."""

    __tablename__ = "held_notice"

    account_id: UUID = Field(foreign_key="account.id", index=True)
    kind: str
    url: str = "/"
    about: UUID | None = None

    @classmethod
    def visible_to(cls, viewer: Any) -> ColumnElement[bool]:  # noqa: ARG003
        """Nobody."""
        return false()


def hold(session: Session, account_id: UUID, kind: str, url: str, about: UUID | None) -> None:
    """Keep one thing for the morning, once."""
    same = select(HeldNotice.id).where(
        HeldNotice.account_id == account_id, HeldNotice.kind == kind, HeldNotice.about == about
    )
    if session.exec(same).first() is None:
        session.add(HeldNotice(account_id=account_id, kind=kind, url=url, about=about))


def release(session: Session, account_id: UUID) -> list[HeldNotice]:
    """All that waited; it doesn't any more."""
    rows = list(session.exec(select(HeldNotice).where(HeldNotice.account_id == account_id)))
    for row in rows:
        session.delete(row)
    return rows
