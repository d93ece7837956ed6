"""A form that creates carries an id of its own: sent twice, it answers with the first result."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Index, UniqueConstraint, false, text
from sqlalchemy.exc import IntegrityError
from sqlmodel import Field, col, select
from starlette.responses import Response

from app.identity.viewer import Viewer
from app.kit.record import Record

NOBODY = text("account_id IS NULL")  # NULLs differ from each other, so they have an index of their own


class Twin(Exception):
    """The same was sent twice at once, and the other was faster: ask again, the first result is there now."""


class Receipt(Record, table=True):
    """What a form that was sent led to. Silent on purpose: it is asked for by its own sender alone."""

    __table_args__ = (
        UniqueConstraint("account_id", "once"),
        Index("receipt_of_nobody", "once", unique=True, sqlite_where=NOBODY, postgresql_where=NOBODY),
    )

    account_id: UUID | None = Field(default=None, foreign_key="account.id")  # None: somebody not signed in
    once: UUID
    location: str = ""

    @classmethod
    def visible_to(cls, viewer: Any) -> ColumnElement[bool]:  # noqa: ARG003
        """Nobody."""
        return false()


def wanted(values: dict[str, Any]) -> UUID | None:
    """The id a posted form carries, if it carries one."""
    return next((v.once for v in values.values() if isinstance(getattr(v, "once", None), UUID)), None)


def seen(viewer: Viewer, once: UUID | None) -> str:
    """Where the same form led to the first time; empty if it is new. On SQLite the write lock makes twins wait."""
    if once is None:
        return ""
    own = col(Receipt.account_id).is_not_distinct_from(viewer.account_id)
    earlier = select(Receipt).where(own, Receipt.once == once)
    receipt = viewer.session.exec(earlier).first()
    return (receipt.location or "/") if receipt else ""


def keep(viewer: Viewer, once: UUID | None, answer: Any) -> None:
    """Remember where it led, in the same transaction; a twin that raced us fails on the constraint."""
    if once and isinstance(answer, Response) and answer.status_code < HTTPStatus.BAD_REQUEST:
        location = answer.headers.get("location", "")
        viewer.session.add(Receipt(account_id=viewer.account_id, once=once, location=location))
        try:
            viewer.session.flush()
        except IntegrityError as error:
            raise Twin from error
