"""What was said: words, photos, and notices of who came and went."""

import hashlib
import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypedDict, Unpack
from uuid import UUID

from sqlalchemy import ColumnElement, UniqueConstraint, exists, insert, or_
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased
from sqlmodel import Field, col, select

from app.identity.policy import Role
from app.kit.crypto import Sealed, SealedJson, digest, place_of, put_in_place
from app.kit.record import Record, new_id
from app.messaging import news
from app.messaging.kinds import MessageKind
from app.messaging.participants import Participant, mine
from app.messaging.photos import Picture
from app.messaging.voice import Recording
from app.translation.written import written_in
from app.web.receipts import Twin

if TYPE_CHECKING:
    from app.identity.viewer import Viewer
    from app.messaging.models import Conversation


_READER = aliased(Participant)  # made once: an alias costs more than the query it stands in


class Sent(TypedDict, total=False):
    """What can come with words. The same device sends a `client_id` once: the same again is the same message."""

    pictures: tuple[Picture, ...]
    recording: Recording | None
    phrase: dict[str, Any] | None  # {"key": …, "values": {…}} of the phrasebook
    client_id: UUID | None
    minutes: int | None  # an interpreter's, for their sheet


# Which messages an interpreter reads alone, without what stands around them: the checks hand it down.
read_alone: list[Callable[["Viewer"], Any]] = []


class Message(Record, table=True):
    """One message. A notice has no author; its body is a key and values, told in the reader's language."""

    __table_args__ = (
        UniqueConstraint("conversation_id", "seq"),
        UniqueConstraint("author_id", "client_id"),
        UniqueConstraint("device", "client_id", name="one_send"),
    )

    conversation_id: UUID = Field(foreign_key="conversation.id")
    seq: int
    author_id: UUID | None = Field(default=None, foreign_key="account.id")
    kind: MessageKind = MessageKind.WORDS
    body: str = Field(default="", sa_type=Sealed)
    language: str = ""
    phrase: dict[str, Any] | None = Field(default=None, sa_type=SealedJson)
    device: UUID | None = None  # the phone it was sent from, or the session where there is no phone
    client_id: UUID | None = None  # the phone's own id of this message
    fingerprint: str | None = None  # keyed hash of what was sent under that id

    @classmethod
    def visible_to(cls, viewer: "Viewer") -> ColumnElement[bool]:
        """Those who can read the conversation, from the message on at which they came; who checks this one alone."""
        me = _READER
        inside = exists(
            select(me.id).where(
                me.conversation_id == col(cls.conversation_id), me.from_seq <= col(cls.seq), mine(viewer, me)
            )
        )
        if not viewer.is_(Role.INTERPRETER):
            return inside
        return or_(inside, *(col(cls.id).in_(ids(viewer)) for ids in read_alone))


_INSERT = insert(Message)


def write(
    conversation: "Conversation", by: "Viewer", kind: MessageKind, body: str, **sent: Unpack[Sent]
) -> dict[str, Any]:
    """Put a message at the end; the answer is its row, with the languages that it is read in by the others.

    The conversation's row is locked by the verb that calls. Plain rows, not objects: sending is the busiest thing there is.
    """
    conversation.last_seq += 1
    conversation.last_at = by.now
    client_id = sent.get("client_id")
    row: dict[str, Any] = {
        "id": new_id(),
        "created_at": by.now,
        "conversation_id": conversation.id,
        "seq": conversation.last_seq,
        "author_id": None if kind == MessageKind.NOTICE else by.account_id,
        "kind": kind,
        "language": _language(kind, body, by, sent.get("phrase")),
        "device": (by.device_id or by.sign_in_id) if client_id else None,
        "client_id": client_id,
        "fingerprint": fingerprint(body, **sent) if client_id else None,
    }
    for name, value in (("body", body), ("phrase", sent.get("phrase"))):
        row[name] = put_in_place(Message.sealed_columns[name], value, place_of("message", name, row["id"]))
    by.session.flush()  # whoever is new here stands before what is said
    try:
        by.session.connection().execute(_INSERT, row)
    except IntegrityError as error:  # the same send in another conversation, at this very moment
        raise Twin from error
    row["read_in"] = news.written(conversation.id, conversation.last_seq, by)
    return row


def _language(kind: MessageKind, body: str, by: "Viewer", phrase: dict[str, Any] | None) -> str:
    """The language of a message: of a phrase the author's, of their own words what they are written in."""
    if kind == MessageKind.NOTICE:
        return ""
    return by.language if phrase else written_in(body, by.language)


def fingerprint(body: str, **sent: Unpack[Sent]) -> str:
    """What was sent, as a keyed hash: tells a second send of the same from something else under the same id."""
    whole = hashlib.sha256(body.encode())
    whole.update(json.dumps(sent.get("phrase"), sort_keys=True, ensure_ascii=False).encode())
    recording = sent.get("recording")
    for content in (
        *(it.content for it in sent.get("pictures", ())),
        recording.content if recording else b"",
    ):
        whole.update(hashlib.sha256(content).digest())
    return digest(whole.hexdigest())


def notice(conversation: "Conversation", by: "Viewer", key: str, **values: str) -> None:
    """Tell everyone in the conversation something, each in their language."""
    body = json.dumps({"key": key, **values}, ensure_ascii=False)
    write(conversation, by, MessageKind.NOTICE, body)
