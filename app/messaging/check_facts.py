"""The facts of a message to check, and who may see and change them. The message itself is read alone."""

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import Field, col

from app.identity.policy import Change, Role
from app.kit.record import UtcDateTime
from app.messaging.facts import READS_ON
from app.messaging.interpreters import languages_of
from app.messaging.kinds import CheckState
from app.messaging.offers import Offered, QueryPass, is_offered, offered
from app.messaging.participants import readable

if TYPE_CHECKING:
    from app.identity.viewer import Viewer

UNDERSTOOD = ("da", "en")  # by every interpreter, beside their own


class CheckFacts(Offered):
    """Which message, in which languages, who asked, how far."""

    message_id: UUID = Field(foreign_key="message.id", index=True)
    conversation_id: UUID = Field(foreign_key="conversation.id")
    family_id: UUID | None = Field(default=None, foreign_key="family.id")
    source: str
    target: str
    asked_by: UUID = Field(foreign_key="account.id")
    state: CheckState = CheckState.WAITING
    taken_by: UUID | None = Field(default=None, foreign_key="account.id", index=True)
    taken_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    done_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

    @classmethod
    def passed(cls) -> Any:
        """Who passed a check on."""
        return col(QueryPass.check_id)

    @classmethod
    def in_languages_of(cls, viewer: "Viewer") -> ColumnElement[bool]:
        """Both languages, one of which is the interpreter's own; Danish and English they all read."""
        own = languages_of(viewer)
        reads = (*own, *UNDERSTOOD)
        return and_(
            col(cls.source).in_(reads),
            col(cls.target).in_(reads),
            or_(col(cls.source).in_(own), col(cls.target).in_(own)),
        )

    @classmethod
    def visible_to(cls, viewer: "Viewer") -> ColumnElement[bool]:
        """Who asked, as long as they read the conversation; whom it is offered to; who took it, and seven days on."""
        seen = [and_(col(cls.asked_by) == viewer.account_id, col(cls.conversation_id).in_(readable(viewer)))]
        if viewer.is_(Role.INTERPRETER):
            seen.append(cls.read_by(viewer))
            seen.append(and_(col(cls.state) == CheckState.WAITING, offered(cls, viewer)))
        return or_(*seen)

    @classmethod
    def read_by(cls, viewer: "Viewer") -> ColumnElement[bool]:
        """Those whose one message this interpreter reads now."""
        lately = or_(col(cls.done_at).is_(None), col(cls.done_at) > viewer.now - READS_ON)
        taken = col(cls.state).in_((CheckState.TAKEN, CheckState.DONE))
        return and_(col(cls.taken_by) == viewer.account_id, taken, lately)

    def may(self, change: str, viewer: "Viewer") -> bool:
        """Who asked asks and withdraws; whom it is offered to takes; who took it finishes or passes on."""
        asked = viewer.account_id == self.asked_by
        taken = viewer.account_id == self.taken_by and viewer.is_(Role.INTERPRETER)
        match change:
            case Change.ASK_CHECK | Change.WITHDRAW_CHECK | Change.ASK_ANOTHER:
                return asked
            case Change.TAKE_CHECK:
                return is_offered(self, viewer)
            case Change.PASS_CHECK:
                return taken or is_offered(self, viewer)
            case Change.TAKE_BACK:
                return asked or viewer.is_(Role.INTERPRETER)
            case Change.FINISH_CHECK:
                return taken
            case _:
                return False
