"""What is published of conversations: ids alone. Who is told what is for streams.py."""

from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import bindparam
from sqlmodel import col, select

from app.messaging.participants import Participant
from app.web.live import publish

if TYPE_CHECKING:
    from app.identity.viewer import Viewer


_THERE = select(Participant.account_id).where(
    Participant.conversation_id == bindparam("conversation"), col(Participant.left_at).is_(None)
)


def written(conversation_id: UUID, seq: int, by: "Viewer") -> None:
    """A message: to the thread, and to the bars of everyone else who takes part."""
    publish(by.session, f"conversation:{conversation_id}", "message", seq=seq)
    there = by.session.connection().execute(_THERE, {"conversation": conversation_id}).scalars()
    for account_id in there:
        if account_id != by.account_id:
            publish(by.session, f"account:{account_id}", "badge")


def seen(conversation_id: UUID, seq: int, by: "Viewer") -> None:
    """Somebody has read on: ticks on the others' phones, fewer unread on their own."""
    publish(by.session, f"conversation:{conversation_id}", "seen", account=str(by.account_id), seq=seq)
    publish(by.session, f"account:{by.account_id}", "badge")
