"""What one side said, alone: nobody else sees it before both have finished."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import ColumnElement, UniqueConstraint, and_, false, or_
from sqlmodel import Field, col, select

from app.friendship.after.sides import side_of
from app.friendship.agreeing.agreement import Agreement, show_both
from app.friendship.agreeing.statements import Statement
from app.identity.policy import Change, Role
from app.kit.crypto import SealedJson
from app.kit.errors import Refused
from app.kit.record import Record, UtcDateTime
from app.people.ties import families_of
from app.web.i18n import N_
from app.web.i18n import gettext as _

if TYPE_CHECKING:
    from app.identity.viewer import Viewer


class Says(StrEnum):
    """What one side thinks of a statement."""

    YES = "yes"
    UNSURE = "unsure"
    OTHER = "other"


SAYS_NAMES = {Says.YES: N_("I think so too"), Says.UNSURE: N_("I am not sure"), Says.OTHER: N_("I see it differently")}  # fmt: skip
SAYS_ICONS = {Says.YES: "thumbs-up", Says.UNSURE: "meh", Says.OTHER: "message-circle"}


class AgreementAnswers(Record, table=True):
    """The answers of one side: statement → what it says, and a word to it."""

    __tablename__ = "agreement_answers"
    __table_args__ = (UniqueConstraint("agreement_id", "side", name="one_answers_a_side"),)

    agreement_id: UUID = Field(foreign_key="agreement.id", index=True)
    youth_id: UUID = Field(foreign_key="youth.id")
    family_id: UUID = Field(foreign_key="family.id")
    side: str
    answers: dict[str, dict[str, str]] = Field(default_factory=dict, sa_type=SealedJson)
    done_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

    @classmethod
    def visible_to(cls, viewer: "Viewer") -> ColumnElement[bool]:
        """One's own side; the other's, and the organisation, once both have finished."""
        mine = col(cls.family_id).in_(families_of(viewer)) if viewer.is_(Role.FRIEND) else false()
        own = or_(
            and_(col(cls.side) == "youth", col(cls.youth_id) == viewer.account_id),
            and_(col(cls.side) == "family", mine),
        )
        seen = select(Agreement.id).where(Agreement.visible_to(viewer))
        opened = seen.where(col(Agreement.opened_at).is_not(None))
        return and_(col(cls.agreement_id).in_(seen), or_(own, col(cls.agreement_id).in_(opened)))

    def may(self, change: str, viewer: "Viewer") -> bool:
        """Each side answers for itself."""
        return change == Change.ANSWER_EXPECTATIONS and side_of(self, viewer) == self.side

    def say(self, key: str, says: Says, words: str = "", *, by: "Viewer") -> None:
        """Answer one statement; it can be said anew until both have finished. Raises Refused."""
        by.require(Change.ANSWER_EXPECTATIONS, self)
        agreement = self._still(by)
        if key not in {one.key for one in agreement.asked}:
            raise Refused(_("Choose one of the statements."))
        said: dict[str, str] = {"says": says} | ({"words": words} if words else {})
        self.answers = self.answers | {key: said}

    def finish(self, *, by: "Viewer") -> None:
        """All is said. When the other side has finished too, both see it side by side. Raises Refused."""
        by.require(Change.ANSWER_EXPECTATIONS, self)
        agreement = self._still(by)
        if any(one.key not in self.answers for one in agreement.asked):
            raise Refused(_("Some are left. Answer them first."))
        if self.done_at is None:
            self.done_at = by.now
            others = select(AgreementAnswers.done_at).where(
                AgreementAnswers.agreement_id == agreement.id, AgreementAnswers.id != self.id
            )
            if by.session.exec(others).first():
                show_both(agreement, by)

    def _still(self, by: "Viewer") -> Agreement:
        agreement = by.session.get_one(Agreement, self.agreement_id)
        by.hold(agreement)  # always before this: both may finish at one moment
        by.hold(self)
        if agreement.opened_at or agreement.closed_at:
            raise Refused(_("Both have answered. Now you talk about it and write down what you agree."))
        return agreement


def differing(asked: Iterable[Statement], rows: list[AgreementAnswers]) -> set[str]:
    """The statements that not both say yes to, or that one of them has a word to: these they talk about."""
    plain = {"says": Says.YES}
    return {one.key for one in asked if any(row.answers.get(one.key) != plain for row in rows)}
