"""From a message to its renderings: the memory at once, the machine later, in its own process."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import and_, delete, exists
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from app.identity.models import Account
from app.kit import clock
from app.kit.db import transaction
from app.kit.jobs import enqueue, works_on
from app.messaging.kinds import MessageKind, Source
from app.messaging.messages import Message
from app.messaging.participants import Participant, mine
from app.messaging.renderings import Rendering, changed, names_in
from app.translation import jobs as machine
from app.translation import memory, port

if TYPE_CHECKING:
    from app.identity.viewer import Viewer

KEPT_UNUSED = timedelta(hours=24)  # domain.md, What is kept
LOOK_AGAIN = timedelta(hours=1)
CAUGHT_UP = 30  # as many messages as a thread shows


def begin(message: dict[str, Any], by: "Viewer") -> None:
    """Somebody has said something: see to it that the others can read it. No query where all speak one language.

    What was checked before is there at once; the rest is queued for the machine, which never holds anybody up.
    """
    if not message["body"] or message["phrase"]:
        return  # a phrase is perfect in every language already
    source = message["language"]
    targets = message["read_in"] - {source}
    if not targets:
        return
    names = names_in(by.session, message["conversation_id"])
    known = memory.recall(by.session, message["body"], source, targets, names)
    for target in sorted(targets):
        if target in known:
            by.session.add(
                Rendering(
                    message_id=message["id"],
                    conversation_id=message["conversation_id"],
                    language=target,
                    words=known[target],
                    source=Source.MEMORY,
                )
            )
        else:
            translate_later(by.session, message["id"], source, target)


def translate_later(session: Session, message_id: UUID, source: str, target: str) -> None:
    """Queue it for the machine, where one is installed for the pair."""
    if port.reachable(source, target):
        enqueue(
            session,
            machine.KIND,
            {"message_id": str(message_id), "language": target},
            queue=machine.QUEUE,
            key=f"translate:{message_id}:{target}",
        )


def catch_up(conversation_id: UUID, by: "Viewer") -> None:
    """Somebody reads: what they can't read yet, and a machine can, is queued.

    For who came later, changed their language, or looks again after an unused draft has gone.
    """
    me, made = aliased(Participant), aliased(Rendering)
    statement = (
        select(Message.id, Message.language, Message.phrase)
        .join(
            me,
            and_(
                col(me.conversation_id) == Message.conversation_id,
                mine(by, me),
                col(me.from_seq) <= Message.seq,
            ),
        )
        .outerjoin(made, and_(col(made.message_id) == Message.id, col(made.language) == by.language))
        .where(
            col(Message.conversation_id) == conversation_id,
            col(Message.kind) != MessageKind.NOTICE,
            col(Message.author_id) != by.account_id,
            col(Message.language).not_in((by.language, "")),
            col(Message.phrase).is_(None),
            col(made.id).is_(None),
        )
        .order_by(col(Message.seq).desc())
        .limit(CAUGHT_UP)
    )
    for row in by.session.exec(statement).all():
        translate_later(by.session, row[0], row[1], by.language)


def fetch(message_id: UUID, target: str) -> tuple[str, str, tuple[str, ...]] | None:
    """The words to translate, their language, the names of those who talk; None where there is nothing to do any more."""
    with transaction(writes=False) as session:
        message = session.get(Message, message_id)
        if (
            message is None
            or not message.body
            or message.language == target
            or _there(session, message_id, target)
        ):
            return None
        return message.body, message.language, names_in(session, message.conversation_id)


def keep(message_id: UUID, target: str, words: str) -> None:
    """What the machine made of it, unless an interpreter was quicker."""
    with transaction() as session:
        message = session.get(Message, message_id)
        if message is None or not words.strip() or _there(session, message_id, target):
            return
        session.add(
            Rendering(
                message_id=message_id,
                conversation_id=message.conversation_id,
                language=target,
                words=words,
                source=Source.MACHINE,
            )
        )
        changed(session, message.conversation_id, message_id)
        enqueue(session, "renderings.forget", {}, key="renderings.forget", after=LOOK_AGAIN)


def _there(session: Session, message_id: UUID, target: str) -> bool:
    one = select(Rendering.id).where(Rendering.message_id == message_id, Rendering.language == target)
    return session.exec(one).first() is not None


@works_on("renderings.forget")
def forget(_payload: dict[str, Any]) -> None:
    """Machine drafts that nobody used in a day go.

    Used is what somebody has seen: another than the author, whose language it is, has read as far as the message.
    While there are drafts, this comes again every hour.
    """
    reader, speaks = aliased(Participant), aliased(Account)
    seen = exists(
        select(reader.id)
        .join(speaks, col(speaks.id) == reader.account_id)
        .join(Message, col(Message.conversation_id) == reader.conversation_id)
        .where(
            col(Message.id) == Rendering.message_id,
            col(speaks.language) == Rendering.language,
            col(reader.seen_seq) >= Message.seq,
            col(reader.account_id) != Message.author_id,
        )
    )
    draft = col(Rendering.source) == Source.MACHINE
    with transaction() as session:
        old = col(Rendering.created_at) < clock.now() - KEPT_UNUSED
        session.connection().execute(delete(Rendering).where(draft, old, ~seen))
        young = select(Rendering.id).where(draft, col(Rendering.created_at) >= clock.now() - KEPT_UNUSED)
        if session.exec(young.limit(1)).first():
            enqueue(session, "renderings.forget", {}, key="renderings.forget", after=LOOK_AGAIN)


machine.between(fetch, keep)
