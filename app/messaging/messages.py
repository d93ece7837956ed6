"""What was said: words, photos, and notices of who came and went."""

import json
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import ColumnElement, UniqueConstraint, event, exists, insert
from sqlalchemy.orm import SessionTransaction, aliased
from sqlmodel import Field, Session, col, select

from app.kit import storage
from app.kit.crypto import Sealed, place_of, put_in_place
from app.kit.record import Record, new_id
from app.messaging.kinds import MessageKind
from app.messaging.participants import Participant, mine
from app.messaging.photos import Picture

if TYPE_CHECKING:
    from app.identity.viewer import Viewer
    from app.messaging.models import Conversation

UNSURE = "files of this transaction"  # they go again if it is rolled back


class Message(Record, table=True):
    """One message. A notice has no author; its body is a key and values, told in the reader's language."""

    __table_args__ = (UniqueConstraint("conversation_id", "seq"), UniqueConstraint("author_id", "client_id"))

    conversation_id: UUID = Field(foreign_key="conversation.id")
    seq: int
    author_id: UUID | None = Field(default=None, foreign_key="account.id")
    kind: MessageKind = MessageKind.WORDS
    body: str = Field(default="", sa_type=Sealed)
    language: str = ""
    client_id: UUID | None = None

    @classmethod
    def visible_to(cls, viewer: "Viewer") -> ColumnElement[bool]:
        """Those who can read the conversation, from the message on at which they came."""
        me = aliased(Participant)
        return exists(
            select(me.id).where(
                me.conversation_id == col(cls.conversation_id), me.from_seq <= col(cls.seq), mine(viewer, me)
            )
        )


class Attachment(Record, table=True):
    """A photo that came with a message. The file itself lies sealed in the store."""

    message_id: UUID = Field(foreign_key="message.id", index=True)
    conversation_id: UUID = Field(foreign_key="conversation.id")
    media_type: str
    width: int
    height: int
    size: int
    file_key: UUID

    @classmethod
    def visible_to(cls, viewer: "Viewer") -> ColumnElement[bool]:
        """Whoever may read the message it came with."""
        return exists(select(Message.id).where(Message.id == cls.message_id, Message.visible_to(viewer)))


def write(
    conversation: "Conversation",
    by: "Viewer",
    kind: MessageKind,
    body: str,
    *,
    pictures: tuple[Picture, ...] = (),
    client_id: UUID | None = None,
) -> int:
    """Put a message at the end and return its number. The conversation's row is locked by the verb that calls.

    Plain rows, not objects: sending is the busiest thing there is.
    """
    conversation.last_seq += 1
    conversation.last_at = by.now
    row: dict[str, Any] = {
        "id": new_id(),
        "created_at": by.now,
        "conversation_id": conversation.id,
        "seq": conversation.last_seq,
        "author_id": None if kind == MessageKind.NOTICE else by.account_id,
        "kind": kind,
        "language": "" if kind == MessageKind.NOTICE else by.language,
        "client_id": client_id,
    }
    place = place_of("message", "body", row["id"])
    row["body"] = put_in_place(Message.sealed_columns["body"], body, place)
    by.session.flush()  # whoever is new here stands before what is said
    by.session.connection().execute(insert(Message), [row])
    if pictures:
        by.session.connection().execute(
            insert(Attachment), [_attached(row, it, by.session) for it in pictures]
        )
    return conversation.last_seq


@event.listens_for(Session, "after_commit")
def _files_are_kept(session: Session) -> None:
    session.info.pop(UNSURE, None)


@event.listens_for(Session, "after_transaction_end")
def _files_go_with_their_rows(session: Session, transaction: SessionTransaction) -> None:
    if transaction.parent is None:
        for key in session.info.pop(UNSURE, ()):
            storage.forget(key)


def _attached(message: dict[str, Any], picture: Picture, session: Session) -> dict[str, Any]:
    key = storage.store(picture.content)
    session.info.setdefault(UNSURE, []).append(key)
    return {
        "id": new_id(),
        "created_at": message["created_at"],
        "message_id": message["id"],
        "conversation_id": message["conversation_id"],
        "media_type": picture.media_type,
        "width": picture.width,
        "height": picture.height,
        "size": len(picture.content),
        "file_key": key,
    }


def notice(conversation: "Conversation", by: "Viewer", key: str, **values: str) -> int:
    """Tell everyone in the conversation something, each in their language."""
    body = json.dumps({"key": key, **values}, ensure_ascii=False)
    return write(conversation, by, MessageKind.NOTICE, body)
