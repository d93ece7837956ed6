"""How the visit went, as each side says it to those who lead: honest words are not read by the other side [2.2]."""

from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import ColumnElement, UniqueConstraint, or_
from sqlmodel import Field, select

from app.identity.policy import Change
from app.kit.crypto import Sealed
from app.kit.errors import NotFound, Refused
from app.kit.record import Record
from app.placement.kinds import Feeling, PlacementState
from app.placement.models import Placement, cared_for, own_side
from app.placement.steps import tell_leading
from app.web.i18n import gettext as _

if TYPE_CHECKING:
    from app.identity.viewer import Viewer


class VisitWord(Record, table=True):
    """What one side says about the visit."""

    __tablename__ = "placement_visit_word"
    __table_args__ = (UniqueConstraint("placement_id", "side", name="one_visit_word_of_a_side"),)

    placement_id: UUID = Field(foreign_key="placement.id", index=True)
    youth_id: UUID = Field(foreign_key="youth.id")
    side: str
    feeling: Feeling
    words: str | None = Field(default=None, sa_type=Sealed)

    @classmethod
    def visible_to(cls, viewer: "Viewer") -> ColumnElement[bool]:
        """One's own side, and those who look after the youth."""
        return or_(own_side(cls, viewer), cared_for(cls, viewer))

    def may(self, change: str, viewer: "Viewer") -> bool:
        """Each side speaks for itself."""
        placement = viewer.session.get_one(Placement, self.placement_id)
        return change == Change.SAY_OF_VISIT and placement.side_of(viewer) == self.side


def say_of_visit(placement: Placement, feeling: Feeling, words: str = "", *, by: "Viewer") -> None:
    """How it went; it can be said anew until the moving in is planned. Raises Refused."""
    by.hold(placement)
    side = placement.side_of(by)
    if not side:
        raise NotFound
    row = visit_words(placement, by).get(side) or VisitWord(
        placement_id=placement.id, youth_id=placement.youth_id, side=side, feeling=feeling
    )
    by.require(Change.SAY_OF_VISIT, row)
    if placement.state != PlacementState.VISIT or placement.visit_on is None or placement.visit_on > by.today:
        raise Refused(_("You can say how it went from the day of the visit until a day to move is set."))
    row.feeling, row.words = feeling, words or None
    by.add(row)
    tell_leading(placement, by)


def visit_words(placement: Placement, by: "Viewer") -> dict[str, VisitWord]:
    """What each side has said, for the rules."""
    rows = select(VisitWord).where(VisitWord.placement_id == placement.id)
    return {row.side: row for row in by.session.exec(rows)}
