"""The trail: one line for every look at a youth by somebody else and for every change. No content, ever."""

from datetime import datetime, timedelta
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import ColumnElement, insert, or_
from sqlmodel import Field, Session, col, select

from app.kit import clock
from app.kit.record import Record, UtcDateTime, new_id

ONE_LOOK = timedelta(minutes=15)


class Caller(Protocol):
    """Who is acting: what the trail needs to know of a viewer."""

    session: Session
    now: datetime
    account_id: UUID | None

    @property
    def role_names(self) -> str:
        """The roles held, as the trail writes them."""


class AuditLine(Record, table=True):
    """One look or one change. A youth sees the lines about them; an administrator sees who and when."""

    __tablename__ = "audit_line"

    at: datetime = Field(sa_type=UtcDateTime, index=True)
    actor_id: UUID | None = Field(default=None, index=True)
    actor_roles: str = ""
    verb: str
    subject: str
    subject_id: UUID | None = Field(default=None)
    youth_id: UUID | None = Field(default=None, index=True)
    count: int = 1

    @classmethod
    def visible_to(cls, viewer: Any) -> ColumnElement[bool]:
        """The youth it is about. Its pages for others come with the issue on trust."""
        return or_(col(cls.youth_id) == viewer.account_id)


_INSERT = insert(AuditLine)


def changed(caller: Caller, verb: str, record: Record) -> None:
    """Write down a change, in the transaction that makes it. A plain row: every verb writes one."""
    row = _line(caller, verb, record)
    caller.session.connection().execute(_INSERT, {"id": new_id(), "created_at": clock.now()} | row)


def looked(caller: Caller, record: Record) -> None:
    """Write down a look. The same person at the same thing within 15 minutes is one look."""
    recent = select(AuditLine).where(
        AuditLine.verb == "look",
        AuditLine.actor_id == caller.account_id,
        AuditLine.subject_id == record.id,
        AuditLine.at > caller.now - ONE_LOOK,
    )
    line = caller.session.exec(recent.limit(1)).first()
    if line:
        line.at, line.count = caller.now, line.count + 1
    else:
        caller.session.add(AuditLine(**_line(caller, "look", record)))


def listed(caller: Caller, subject: str, count: int) -> None:
    """Write down that a list naming youths was shown: one line with the count."""
    if count:
        caller.session.add(
            AuditLine(
                at=caller.now,
                actor_id=caller.account_id,
                actor_roles=caller.role_names,
                verb="list",
                subject=subject,
                count=count,
            )
        )


def _line(caller: Caller, verb: str, record: Record) -> dict[str, Any]:
    return {
        "at": caller.now,
        "actor_id": caller.account_id,
        "actor_roles": caller.role_names,
        "verb": verb,
        "subject": str(record.__tablename__),
        "subject_id": record.id,
        "youth_id": record.about_youth,
        "count": 1,
    }
