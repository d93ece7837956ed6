"""What the worker does with a voice message: makes it playable everywhere, and tells those who have the thread open."""

from typing import Any
from uuid import UUID

from sqlmodel import Session

from app.kit.jobs import works_on
from app.messaging.hearing import hear
from app.messaging.models import Attachment  # with all the tables around it
from app.web.live import publish


@works_on("voice")
def make_playable(payload: dict[str, Any]) -> None:
    """Hear it; what can't be played is said so in its bubble."""
    hear(Attachment, UUID(payload["attachment"]), _tell)


def _tell(session: Session, row: Attachment) -> None:
    publish(session, f"conversation:{row.conversation_id}", "changed", message=str(row.message_id))
