"""A form that creates carries an id of its own: sent twice, it answers with the first result."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, UniqueConstraint, false
from sqlalchemy.exc import IntegrityError
from sqlmodel import Field, select
from starlette.responses import Response

from app.identity.viewer import Viewer
from app.kit.record import Record


class Twin(Exception):
    """The same was sent twice at once, and the other was faster: ask again, the first result is there now."""


class Receipt(Record, table=True):
    """What a form that was sent led to. Silent on purpose: it is asked for by its own sender alone."""

    __table_args__ = (UniqueConstraint("account_id", "once"),)

    account_id: UUID = Field(foreign_key="account.id")
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
    if once is None or viewer.account_id is None:
        return ""
    earlier = select(Receipt).where(Receipt.account_id == viewer.account_id, Receipt.once == once)
    receipt = viewer.session.exec(earlier).first()
    return (receipt.location or "/") if receipt else ""


def keep(viewer: Viewer, once: UUID | None, answer: Any) -> None:
    """Remember where it led, in the same transaction; a twin that raced us fails on the constraint."""
    if (
        once
        and viewer.account_id
        and isinstance(answer, Response)
        and answer.status_code < HTTPStatus.BAD_REQUEST
    ):
        location = answer.headers.get("location", "")
        viewer.session.add(Receipt(account_id=viewer.account_id, once=once, location=location))
        try:
            viewer.session.flush()
        except IntegrityError as error:
            raise Twin from error
