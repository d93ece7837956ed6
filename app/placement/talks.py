"""What the youth was told, in which language, and whether they understood: their question waits for an answer [2.2]."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import JSON, ColumnElement, or_
from sqlmodel import Field, col, select

from app.identity.policy import Change
from app.kit.crypto import Sealed
from app.kit.errors import Refused
from app.kit.record import Record, UtcDateTime
from app.people.ties import is_tied
from app.placement.kinds import POINTS, PlacementState, With
from app.placement.models import LEADING, Placement, cared_for
from app.placement.steps import tell_leading, tell_some
from app.web.i18n import LANGUAGES
from app.web.i18n import gettext as _

if TYPE_CHECKING:
    from app.identity.viewer import Viewer


class PlacementTalk(Record, table=True):
    """One talk: the points told, and what the youth says to it. The family doesn't read it."""

    __tablename__ = "placement_talk"

    placement_id: UUID = Field(foreign_key="placement.id", index=True)
    youth_id: UUID = Field(foreign_key="youth.id", index=True)
    state: PlacementState
    points: list[str] = Field(sa_type=JSON)
    language: str
    bridged: With
    told_by: UUID = Field(foreign_key="account.id")
    understood_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    question: str | None = Field(default=None, sa_type=Sealed)
    asked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    reply: str | None = Field(default=None, sa_type=Sealed)

    @classmethod
    def visible_to(cls, viewer: "Viewer") -> ColumnElement[bool]:
        """The youth, and those who look after them."""
        return or_(col(cls.youth_id) == viewer.account_id, cared_for(cls, viewer))

    def may(self, change: str, viewer: "Viewer") -> bool:
        """The youth says whether they understood; those who lead reply."""
        if change == Change.SAY_UNDERSTOOD:
            return self.youth_id == viewer.account_id
        return change == Change.REPLY_TO_YOUTH and is_tied(viewer, self.youth_id, *LEADING)

    @property
    def waits_for_reply(self) -> bool:
        """Whether the youth has asked something nobody has answered."""
        return bool(self.question and not self.reply)

    def understood(self, *, by: "Viewer") -> None:
        """The youth has understood."""
        by.require(Change.SAY_UNDERSTOOD, self)
        self.understood_at = self.understood_at or by.now

    def ask(self, question: str, *, by: "Viewer") -> None:
        """The youth has a question; those who lead are told. Raises Refused while an earlier one waits."""
        by.hold(self)
        by.require(Change.SAY_UNDERSTOOD, self)
        if self.waits_for_reply:
            raise Refused(_("Your question is on its way. You can write to your caseworker too."))
        self.question, self.asked_at, self.reply = question, by.now, None
        tell_leading(by.session.get_one(Placement, self.placement_id), by)

    def answer(self, reply: str, *, by: "Viewer") -> None:
        """The question is answered; the youth is told. Raises Refused where there is none."""
        by.hold(self)
        by.require(Change.REPLY_TO_YOUTH, self)
        if not self.waits_for_reply:
            raise Refused(_("This has happened already. Nothing was changed."))
        self.reply = reply
        tell_some({self.youth_id}, by.session.get_one(Placement, self.placement_id), by)


def inform(placement: Placement, points: list[str], language: str, bridged: With, *, by: "Viewer") -> None:
    """The youth was told these points, in their language, with whom; they are asked whether they understood."""
    by.hold(placement)
    by.require(Change.TELL_YOUTH, placement)
    known = [key for key in POINTS[placement.state] if key in points]
    if not known or language not in LANGUAGES:
        raise Refused(_("Tick what you have told them."))
    by.add(
        PlacementTalk(
            placement_id=placement.id,
            youth_id=placement.youth_id,
            state=placement.state,
            points=known,
            language=language,
            bridged=bridged,
            told_by=by.somebody,
            created_at=by.now,
        )
    )
    tell_some({placement.youth_id}, placement, by)


def untold(placement: Placement, by: "Viewer") -> list[str]:
    """The points of this state that the youth hasn't been told."""
    told = {key for talk in _talks(placement, by) for key in talk.points}
    return [key for key in POINTS[placement.state] if key not in told]


def questions(placement: Placement, by: "Viewer") -> list[PlacementTalk]:
    """The talks whose question waits for an answer."""
    return [talk for talk in _talks(placement, by) if talk.waits_for_reply]


def _talks(placement: Placement, by: "Viewer") -> list[PlacementTalk]:
    rows = select(PlacementTalk).where(PlacementTalk.placement_id == placement.id)
    return [*by.session.exec(rows)]
