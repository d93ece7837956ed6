"""What the worker does with a recording: makes it playable everywhere, and tells those who have the thread open."""

from typing import Any
from uuid import UUID

from app.kit import storage
from app.kit.db import transaction
from app.kit.errors import NotFound
from app.kit.jobs import works_on
from app.messaging import voice
from app.messaging.attachments import UNSURE
from app.messaging.models import Attachment  # with all the tables around it
from app.web.live import publish


@works_on("voice")
def make_playable(payload: dict[str, Any]) -> None:
    """Hear it, make it AAC in MP4, forget what came in. What can't be played is said so in its bubble.

    No transaction is open while it is decoded. Raises Unavailable when files can't be reached: it comes again.
    """
    attachment_id = UUID(payload["attachment"])
    with transaction() as session:
        row = session.get(Attachment, attachment_id)
        if row is None or row.ready or row.trouble:
            return
        came_in, kind = row.file_key, row.media_type.removeprefix("audio/")
    made, trouble = None, ""
    try:
        made = voice.playable(storage.fetch(came_in), kind)
    except voice.BadVoice as bad:
        trouble = bad.trouble
    except NotFound:
        trouble = "broken"
    key = storage.store(made.content) if made else None
    with transaction() as session:
        session.info[UNSURE] = [key] if key else []
        row = session.get(Attachment, attachment_id, with_for_update=True)
        if row is None or row.ready or row.trouble:
            if key:
                storage.forget(key)
            return
        row.trouble = trouble
        if made and key:
            row.file_key, row.size, row.media_type = key, len(made.content), made.media_type
            row.milliseconds, row.waveform, row.ready = made.milliseconds, made.waveform, True
        publish(session, f"conversation:{row.conversation_id}", "changed", message=str(row.message_id))
    storage.forget(came_in)
