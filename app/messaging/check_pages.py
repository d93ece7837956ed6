"""One message to check, as its interpreter sees it: alone, with what may help."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated, Any, Literal

from sqlmodel import col

from app.identity.viewer import Viewer
from app.kit.crypto import digest
from app.messaging.checks import Check
from app.messaging.forms import Minutes
from app.messaging.helping import Help, help_for
from app.messaging.kinds import FileKind, Source
from app.messaging.messages import Message
from app.messaging.models import Attachment
from app.messaging.renderings import names_in
from app.people.models import Family, Youth
from app.translation.memory import to_remember
from app.web.forms import Form, Line, NeededText, Posted, reads


class CheckForm(Form):
    """What the message says, in the words of an interpreter."""

    body: NeededText
    minutes: Minutes = None
    nothing_personal: Literal["", "yes"] = ""
    seen: Line = ""  # Kept.mark of what the interpreter was shown


CheckPosted = Annotated[Posted[CheckForm], reads(CheckForm)]


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


@dataclass(frozen=True, slots=True)
class Kept:
    """What would be remembered for others, with slots for what is personal: both sides are shown before."""

    words: str
    rendering: str

    @property
    def mark(self) -> str:
        """Stands for both sides: other words have another one."""
        return digest(f"kept {self.words}\n{self.rendering}")


def kept(viewer: Viewer, one: OneMessage, form: CheckForm) -> Kept | None:
    """What would be remembered if the interpreter says that nothing personal is in it; None for nothing."""
    if not form.nothing_personal or not one.words:
        return None
    names = names_in(viewer.session, one.check.conversation_id)
    both = to_remember(one.words, one.language, form.body, one.check.target, names)
    return Kept(both[0].text, both[1]) if both else None
