"""A message in another language: from the phrasebook, checked before, by machine, or by an interpreter.

What a reader is shown, in this order: the phrasebook where the message is a phrase; else the one rendering there is
in their language. Of those an interpreter's replaces any other, and nothing replaces an interpreter's.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import ColumnElement, UniqueConstraint, bindparam, exists
from sqlalchemy.orm import aliased
from sqlmodel import Field, Session, col, select

from app.identity.models import Account
from app.identity.prepared import open_rows, prepared
from app.kit.crypto import Sealed
from app.kit.record import Record
from app.messaging.answers import Answer, answers_to
from app.messaging.kinds import MessageKind, Source
from app.messaging.messages import Message
from app.messaging.participants import Participant
from app.translation import memory, phrasebook, port
from app.web import live

if TYPE_CHECKING:
    from app.identity.viewer import Viewer

PATIENCE = timedelta(minutes=2)  # so long "being translated" is said; then the original stands alone


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
    """A rendering as the thread shows it; without words where there is none, or none yet."""

    words: str
    language: str
    source: Source | None
    by: str = ""  # the interpreter's name
    making: bool = False  # the machine is at it
    reachable: bool = True  # by a machine, for this pair of languages
    danish: str = ""  # a phrase in Danish, for those who learn it
    answers: tuple[Answer, ...] = ()  # what can be said back in one tap


def of(viewer: "Viewer", rows: list[Any]) -> dict[UUID, Rendered]:
    """How the viewer is shown each message that isn't in their language, or is a phrase; message id → rendering.

    One query, however many messages. Rows need id, kind, body, phrase, language, author_id, created_at.
    """
    shown: dict[UUID, Rendered] = {}
    foreign = []
    for row in rows:
        if row.kind == MessageKind.NOTICE:
            continue
        phrase = as_phrase(row.phrase, viewer.language)
        if phrase:
            shown[row.id] = Rendered(
                phrase,
                viewer.language,
                Source.PHRASEBOOK,
                danish=as_phrase(row.phrase, "da") or "",
                answers=() if row.author_id == viewer.account_id else answers_to(row.phrase["key"], viewer),
            )
        elif row.author_id != viewer.account_id and row.language not in {viewer.language, ""}:
            foreign.append(row)
    made = _made(viewer, [row.id for row in foreign])
    for row in foreign:
        one = made.get(row.id)
        if one:
            shown[row.id] = Rendered(one.words, viewer.language, one.source, by=one.name or "")
        elif row.body:  # of a photo or a voice there are words only where a person wrote them
            shown[row.id] = _none_yet(viewer, row)
    return shown


def _none_yet(viewer: "Viewer", row: Any) -> Rendered:
    reachable = port.reachable(row.language, viewer.language)
    making = reachable and viewer.now - row.created_at < PATIENCE
    return Rendered("", viewer.language, None, making=making, reachable=reachable)


@prepared
def _renderings(viewer: "Viewer") -> Any:
    by = aliased(Account)
    statement = viewer.rows(
        Rendering, Rendering.message_id, Rendering.words, Rendering.source, col(by.name)
    ).outerjoin(by, col(by.id) == Rendering.by_account_id)
    return statement.where(
        col(Rendering.message_id).in_(bindparam("messages", expanding=True)),
        col(Rendering.language) == bindparam("language"),
    )


def _made(viewer: "Viewer", message_ids: list[UUID]) -> dict[UUID, Any]:
    if not message_ids:
        return {}
    rows = viewer.run(_renderings(viewer), messages=message_ids, language=viewer.language)
    return {row.message_id: row for row in rows}


def as_phrase(phrase: dict[str, Any] | None, language: str) -> str | None:
    """A message that is a phrase, in a language; None where the phrasebook doesn't know it any more."""
    if not phrase:
        return None
    try:
        return phrasebook.said(phrase["key"], phrase.get("values", {}), language)
    except LookupError:
        return None


def confirm(
    message: Message, language: str, words: str, *, by: "Viewer", nothing_personal: bool = False
) -> Rendering:
    """An interpreter says what a message is in a language. The caller has asked: a check, or an answer.

    Remembered for others only if the interpreter has looked at the words with their slots and says that nothing
    personal is left, and if the rules find nothing either.
    """
    one = Rendering.message_id == message.id, Rendering.language == language
    rendering = by.session.exec(select(Rendering).where(*one).with_for_update()).first()
    if rendering is None:
        rendering = Rendering(
            message_id=message.id,
            conversation_id=message.conversation_id,
            language=language,
            words=words,
            source=Source.PERSON,
        )
    rendering.words, rendering.source, rendering.by_account_id = words, Source.PERSON, by.account_id
    by.add(rendering)
    if nothing_personal and message.body:
        names = names_in(by.session, message.conversation_id)
        memory.remember(by.session, message.body, message.language, words, language, names)
    changed(by.session, message.conversation_id, message.id)
    return rendering


def names_in(session: Session, conversation_id: UUID) -> tuple[str, ...]:
    """The names of all who take or took part: never kept in the memory."""
    people = select(col(Account.name)).join(Participant, col(Participant.account_id) == Account.id)
    there = people.where(col(Participant.conversation_id) == conversation_id)
    return tuple({row.name for row in open_rows(session, there)})


def changed(session: Session, conversation_id: UUID, message_id: UUID) -> None:
    """Tell the open threads that a bubble is another now."""
    live.publish(session, f"conversation:{conversation_id}", "changed", message=str(message_id))
