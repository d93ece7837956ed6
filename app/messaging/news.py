"""What is published of conversations: ids alone. Who is told what is for streams.py."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import bindparam
from sqlmodel import col, select

from app.identity.models import Account
from app.messaging.participants import Participant
from app.web.live import publish

if TYPE_CHECKING:
    from app.identity.viewer import Viewer


_THERE: Any = (
    select(col(Account.id), col(Account.language))
    .join(Participant, col(Participant.account_id) == Account.id)
    .where(col(Participant.conversation_id) == bindparam("conversation"), col(Participant.left_at).is_(None))
)


def written(conversation_id: UUID, seq: int, by: "Viewer") -> set[str]:
    """A message: to the thread, and to the bars of everyone else who takes part. The answer is what they read."""
    publish(by.session, f"conversation:{conversation_id}", "message", seq=seq)
    there = by.session.connection().execute(_THERE, {"conversation": conversation_id})
    others = {account_id: language for account_id, language in there if account_id != by.account_id}
    for account_id in others:
        publish(by.session, f"account:{account_id}", "badge")
    return set(others.values())


def seen(conversation_id: UUID, seq: int, by: "Viewer") -> None:
    """Somebody has read on: ticks on the others' phones, fewer unread on their own."""
    publish(by.session, f"conversation:{conversation_id}", "seen", account=str(by.account_id), seq=seq)
    publish(by.session, f"account:{by.account_id}", "badge")
