"""Who is told of a new message: each reader who hasn't seen it, and only while that holds.

One job for a conversation however much is said in it: sending stays quick, and who reads along is told nothing.
"""

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import exists, func
from sqlmodel import Session, col, select

from app.identity.models import Account
from app.identity.viewer import load_viewer
from app.kit import clock
from app.kit.db import transaction
from app.kit.jobs import enqueue, works_on
from app.messaging.kinds import MessageKind
from app.messaging.messages import Message
from app.messaging.participants import Participant, mine, reads
from app.notifications import telling
from app.notifications.kinds import Kind

SOON = timedelta(seconds=3)


def readers(session: Session, conversation_id: UUID) -> None:
    """Something was said: its readers are told, if they don't see it within a moment."""
    about = {"conversation": str(conversation_id)}
    enqueue(session, "tell-readers", about, key=f"readers:{conversation_id}", after=SOON)


def _new_for(participant: Any) -> Any:
    """Whether there is a message of somebody else's that a participant hasn't seen. Notices ring nobody's phone."""
    return exists(
        select(Message.id).where(
            Message.conversation_id == participant.conversation_id,
            Message.seq > participant.seen_seq,
            Message.seq >= participant.from_seq,
            Message.author_id != participant.account_id,
            Message.kind != MessageKind.NOTICE,
        )
    )


@works_on("tell-readers")
def tell_readers(payload: dict[str, Any]) -> None:
    """Tell each reader who hasn't seen the newest."""
    conversation_id = UUID(payload["conversation"])
    with transaction() as session:
        unseen = select(Participant.account_id).where(
            Participant.conversation_id == conversation_id,
            reads(Participant, clock.now()),
            _new_for(Participant),
        )
        for account_id in session.exec(unseen).all():
            telling.tell(
                session,
                account_id,
                Kind.MESSAGE,
                url=f"/conversations/{conversation_id}",
                about=conversation_id,
            )


def still_unread(session: Session, account_id: UUID, kind: str, about: UUID | None) -> bool:
    """Whether a message that somebody is to be told of is still there for them, and unseen."""
    if kind != Kind.MESSAGE or about is None or session.get(Account, account_id) is None:
        return True
    viewer = load_viewer(session, account_id, clock.now())
    here = select(Participant.id).where(
        Participant.conversation_id == about, mine(viewer, Participant), _new_for(Participant)
    )
    return session.exec(here.limit(1)).first() is not None


def unread(session: Session, account_id: UUID) -> int:
    """In how many conversations something is unseen: the number on the icon."""
    viewer = load_viewer(session, account_id, clock.now())
    count = select(func.count(col(Participant.id))).where(mine(viewer, Participant), _new_for(Participant))
    return session.exec(count).one()


telling.still_wanted.append(still_unread)
telling.unread.append(unread)
