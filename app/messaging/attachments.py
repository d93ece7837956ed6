"""What comes with a message: photos and a recording. The files themselves lie sealed in the store."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import ColumnElement, event, exists, insert
from sqlalchemy.orm import SessionTransaction
from sqlmodel import Field, Session, select

from app.kit import storage
from app.kit.jobs import enqueue
from app.kit.record import Record, new_id
from app.messaging.kinds import FileKind
from app.messaging.messages import Message
from app.messaging.photos import Picture
from app.messaging.voice import Recording

if TYPE_CHECKING:
    from app.identity.viewer import Viewer

UNSURE = "files of this transaction"  # they go again if it is rolled back


class Attachment(Record, table=True):
    """A photo, or a recording, that came with a message."""

    message_id: UUID = Field(foreign_key="message.id", index=True)
    conversation_id: UUID = Field(foreign_key="conversation.id")
    kind: FileKind = FileKind.PHOTO
    media_type: str
    width: int = 0
    height: int = 0
    size: int
    milliseconds: int = 0
    waveform: str = ""  # how loud, over its length: 64 letters
    ready: bool = True  # a recording is made playable everywhere before it goes out
    trouble: str = ""  # why it can't be: one of voice.TROUBLES
    file_key: UUID
    small_key: UUID | None = None  # a photo as a thread shows it

    @classmethod
    def visible_to(cls, viewer: "Viewer") -> ColumnElement[bool]:
        """Whoever may read the message it came with."""
        return exists(select(Message.id).where(Message.id == cls.message_id, Message.visible_to(viewer)))


def attach(
    message: dict[str, Any], session: Session, pictures: tuple[Picture, ...], recording: Recording | None
) -> None:
    """Store the files of a message that was just written, and their rows."""
    rows = [_photo(message, it, session) for it in pictures]
    if recording:
        rows.append(_voice(message, recording, session))
        enqueue(session, "voice", {"attachment": str(rows[-1]["id"])})
    if rows:
        session.connection().execute(insert(Attachment), rows)


def keep(content: bytes, session: Session) -> UUID:
    """Store a file that goes again if this transaction is rolled back."""
    key = storage.store(content)
    session.info.setdefault(UNSURE, []).append(key)
    return key


def _photo(message: dict[str, Any], picture: Picture, session: Session) -> dict[str, Any]:
    return _row(message, picture.content, session) | {
        "kind": FileKind.PHOTO,
        "media_type": picture.media_type,
        "width": picture.width,
        "height": picture.height,
        "milliseconds": 0,
        "waveform": "",
        "ready": True,
        "small_key": keep(picture.small, session) if picture.small else None,
    }


def _voice(message: dict[str, Any], recording: Recording, session: Session) -> dict[str, Any]:
    return _row(message, recording.content, session) | {
        "kind": FileKind.VOICE,
        "media_type": recording.media_type,
        "width": 0,
        "height": 0,
        "milliseconds": recording.milliseconds,
        "waveform": recording.waveform,
        "ready": False,
        "small_key": None,
    }


def _row(message: dict[str, Any], content: bytes, session: Session) -> dict[str, Any]:
    return {
        "id": new_id(),
        "created_at": message["created_at"],
        "message_id": message["id"],
        "conversation_id": message["conversation_id"],
        "size": len(content),
        "trouble": "",
        "file_key": keep(content, session),
    }


@event.listens_for(Session, "after_commit")
def _files_are_kept(session: Session) -> None:
    session.info.pop(UNSURE, None)


@event.listens_for(Session, "after_transaction_end")
def _files_go_with_their_rows(session: Session, transaction: SessionTransaction) -> None:
    if transaction.parent is None:
        for key in session.info.pop(UNSURE, ()):
            storage.forget(key)
