"""A recording in a row, made playable everywhere by the worker: heard, made AAC in MP4, what came in forgotten."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from sqlmodel import Session

from app.kit import storage
from app.kit.db import transaction
from app.kit.errors import NotFound
from app.messaging import voice
from app.messaging.attachments import UNSURE


def hear(
    table: Any, row_id: UUID, tell: Callable[[Session, Any], None] = lambda _session, _row: None
) -> None:
    """Make the recording of a row playable; what can't be is said in its `trouble`.

    `table` has media_type, size, milliseconds, waveform, ready, trouble and file_key, as Attachment has. `tell` is
    called once, within the transaction that changes the row. No transaction is open while it is decoded.
    Raises Unavailable when files can't be reached: the work comes again.
    """
    with transaction() as session:
        row = session.get(table, row_id)
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
        row = session.get(table, row_id, with_for_update=True)
        if row is None or row.ready or row.trouble:
            if key:
                storage.forget(key)
            return
        row.trouble = trouble
        if made and key:
            row.file_key, row.size, row.media_type = key, len(made.content), made.media_type
            row.milliseconds, row.waveform, row.ready = made.milliseconds, made.waveform, True
        tell(session, row)
    storage.forget(came_in)
