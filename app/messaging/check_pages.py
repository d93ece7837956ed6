"""One message to check, as its interpreter sees it: alone, with what may help."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlmodel import col

from app.identity.viewer import Viewer
from app.messaging.checks import Check
from app.messaging.helping import Help, help_for
from app.messaging.kinds import FileKind, Source
from app.messaging.messages import Message
from app.messaging.models import Attachment
from app.people.models import Family, Youth


@dataclass(frozen=True, slots=True)
class OneMessage:
    """One message to check, alone. Has the fields that parts of a bubble ask for."""

    check: Check
    youth: str
    family: str
    words: str
    language: str
    at: datetime
    photos: tuple[Any, ...]
    voice: Any | None
    draft: str  # to begin with; where it is done, what it says
    drafted: Source | None
    help: Help
    mine: bool = False


def one_message(viewer: Viewer, check: Check) -> OneMessage | None:
    """The message, for the interpreter who took the check; None for those who don't read it alone."""
    columns = (Message.id, Message.conversation_id, Message.body, Message.language, Message.created_at)
    if check.taken_by != viewer.account_id:
        return None
    row = viewer.first(viewer.rows(Message, *columns).where(col(Message.id) == check.message_id))
    if row is None:
        return None
    files = viewer.run(
        viewer.rows(
            Attachment,
            Attachment.id,
            Attachment.kind,
            Attachment.width,
            Attachment.height,
            Attachment.milliseconds,
            Attachment.waveform,
            Attachment.ready,
            Attachment.trouble,
        ).where(col(Attachment.message_id) == check.message_id)
    )
    youth, family = _names(viewer, check)
    found = help_for(viewer, row, check.target)
    others = tuple(near for near in found.before if near.rendering != found.draft)
    return OneMessage(
        check=check,
        youth=youth,
        family=family,
        words=row.body,
        language=row.language,
        at=row.created_at,
        photos=tuple(file for file in files if file.kind == FileKind.PHOTO),
        voice=next((file for file in files if file.kind == FileKind.VOICE), None),
        draft=found.draft,
        drafted=found.source,
        help=replace(found, draft="", before=others),
    )


def _names(viewer: Viewer, check: Check) -> tuple[str, str]:
    rows = viewer.rows(Check, col(Youth.name).label("youth"), col(Family.name).label("family"))
    joined = rows.join(Youth, col(Youth.id) == Check.youth_id).outerjoin(
        Family, col(Family.id) == Check.family_id
    )
    row = viewer.first(joined.where(col(Check.id) == check.id))
    return (row.youth, row.family or "") if row else ("", "")
