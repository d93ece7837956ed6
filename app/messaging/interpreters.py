"""What is known of interpreters: their languages, and whether they are away."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import Field, Session, col, select

from app.identity.policy import Role
from app.kit.record import Record, UtcDateTime

if TYPE_CHECKING:
    from app.identity.viewer import Viewer


class InterpreterProfile(Record, table=True):
    """The languages of an interpreter (codes with spaces between), and until when they are away."""

    __tablename__ = "interpreter_profile"

    account_id: UUID = Field(foreign_key="account.id", unique=True)
    languages: str
    away_until: datetime | None = Field(default=None, sa_type=UtcDateTime)

    @classmethod
    def visible_to(cls, viewer: "Viewer") -> ColumnElement[bool]:
        """One's own."""
        return col(cls.account_id) == viewer.account_id


def languages_of(viewer: "Viewer") -> tuple[str, ...]:
    """The languages the viewer interprets; without a profile, the one they read Sammen in."""
    if not viewer.is_(Role.INTERPRETER):
        return ()
    if "languages" not in viewer.notes:
        own = select(InterpreterProfile.languages).where(InterpreterProfile.account_id == viewer.account_id)
        written = viewer.session.exec(own).first()
        viewer.notes["languages"] = tuple(written.split()) if written else (viewer.language,)
    languages: tuple[str, ...] = viewer.notes["languages"]
    return languages


def is_away(session: Session, account_id: UUID, at: datetime) -> bool:
    """Whether an interpreter is away at a moment."""
    away = select(InterpreterProfile.id).where(
        InterpreterProfile.account_id == account_id, col(InterpreterProfile.away_until) > at
    )
    return session.exec(away).first() is not None
