"""What the two expect of every day together: answered alone, then side by side, and what they agreed."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import ColumnElement, UniqueConstraint, and_, or_
from sqlmodel import Field, col, select

from app.identity.policy import Change
from app.kit.crypto import SealedJson
from app.kit.errors import NotFound, Refused
from app.kit.record import Record, UtcDateTime
from app.placement.kinds import PlacementState
from app.placement.models import Placement, own_side, seen
from app.placement.statements import STATEMENTS, Says, differing
from app.placement.steps import tell_all
from app.web.i18n import gettext as _

if TYPE_CHECKING:
    from sqlmodel.sql.expression import SelectOfScalar

    from app.identity.viewer import Viewer


class PlacementAnswers(Record, table=True):
    """The answers of one side: statement → what it says. The other side sees them once both have answered."""

    __tablename__ = "placement_answers"
    __table_args__ = (UniqueConstraint("placement_id", "side", name="one_answers_of_a_side"),)

    placement_id: UUID = Field(foreign_key="placement.id", index=True)
    youth_id: UUID = Field(foreign_key="youth.id")
    side: str
    answers: dict[str, str] = Field(default_factory=dict, sa_type=SealedJson)
    said_at: datetime = Field(sa_type=UtcDateTime)

    @classmethod
    def visible_to(cls, viewer: "Viewer") -> ColumnElement[bool]:
        """One's own side; everybody who sees the placement, once both have answered."""
        opened = select(Placement.id).where(col(Placement.opened_at).is_not(None))
        both = and_(col(cls.placement_id).in_(seen(viewer)), col(cls.placement_id).in_(opened))
        return or_(own_side(cls, viewer), both)

    def may(self, change: str, viewer: "Viewer") -> bool:
        """Each side answers for itself."""
        placement = viewer.session.get_one(Placement, self.placement_id)
        return change == Change.ANSWER_STATEMENTS and placement.side_of(viewer) == self.side


def answer(placement: Placement, answers: dict[str, Says], *, by: "Viewer") -> None:
    """One side answers all statements; when the other has too, both see it side by side. Raises Refused."""
    by.hold(placement)
    side = placement.side_of(by)
    if not side:
        raise NotFound
    rows = {row.side: row for row in by.session.exec(_of(placement))}
    row = rows.get(side) or PlacementAnswers(
        placement_id=placement.id, youth_id=placement.youth_id, side=side, said_at=by.now
    )
    by.require(Change.ANSWER_STATEMENTS, row)
    if placement.state != PlacementState.EXPECTATIONS or placement.opened_at:
        raise Refused(_("Both have answered. Now you talk about it and what you agree is written down."))
    if set(answers) != set(STATEMENTS):
        raise Refused(_("Some are left. Answer them first."))
    row.answers, row.said_at = {key: str(says) for key, says in answers.items()}, by.now
    by.add(row)
    if len(rows | {side: row}) > 1:
        placement.opened_at = by.now
        tell_all(placement, by)


def agree(placement: Placement, agreed: dict[str, str], *, by: "Viewer") -> None:
    """What the two agreed where they saw it differently. Raises Refused before both have answered."""
    by.hold(placement)
    by.require(Change.WRITE_AGREED, placement)
    if placement.opened_at is None:
        raise Refused(_("First both answer, each alone."))
    placement.agreed = (placement.agreed or {}) | {
        key: words for key, words in agreed.items() if key in STATEMENTS and words
    }
    by.session.flush()
    tell_all(placement, by)


def left_to_agree(placement: Placement, by: "Viewer") -> list[str]:
    """The statements they see differently and about which nothing is written yet."""
    sides = [row.answers for row in by.session.exec(_of(placement))]
    return [key for key in differing(*sides) if not (placement.agreed or {}).get(key)]


def _of(placement: Placement) -> "SelectOfScalar[PlacementAnswers]":
    return select(PlacementAnswers).where(PlacementAnswers.placement_id == placement.id)
