"""What one side answers in private, to whatever both are asked: a proposal, a first meeting, a look back, a farewell."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import ColumnElement, UniqueConstraint, and_, false, or_
from sqlmodel import Field, Session, col, select

from app.friendship.after.sides import Side, side_of
from app.identity.policy import Change, Role
from app.kit.errors import NotFound
from app.kit.record import Record, UtcDateTime
from app.people.ties import families_of

if TYPE_CHECKING:
    from app.identity.viewer import Viewer

SIDES: tuple[Side, Side] = ("youth", "family")
ASKED = {
    Change.ANSWER_PROPOSAL,
    Change.ANSWER_FIRST_MEETING,
    Change.ANSWER_LOOK,
    Change.ANSWER_FAREWELL,
}


class PrivateAnswer(Record, table=True):
    """One side's answer, a row of its own: the other side has no row to see, and no line in their trail."""

    __tablename__ = "private_answer"
    __table_args__ = (UniqueConstraint("about_id", "side", name="one_answer_a_side"),)

    about_id: UUID = Field(index=True)  # of the row that both are asked about, in whichever table
    youth_id: UUID = Field(foreign_key="youth.id", index=True)
    family_id: UUID = Field(foreign_key="family.id", index=True)
    organisation_id: UUID | None = Field(foreign_key="organisation.id", index=True)
    side: str
    says: str  # yes, no, or what else can be answered there
    said_at: datetime = Field(sa_type=UtcDateTime)

    @classmethod
    def visible_to(cls, viewer: "Viewer") -> ColumnElement[bool]:
        """The side whose answer it is, and the organisation."""
        return or_(_own(viewer), col(cls.organisation_id).in_(viewer.organisations(Role.COORDINATOR)))

    @property
    def about_youth(self) -> UUID | None:
        """The youth, where they answered themselves: that a family did is not for their trail."""
        return self.youth_id if self.side == "youth" else None

    def may(self, change: str, viewer: "Viewer") -> bool:
        """Each side answers for itself."""
        return change in ASKED and side_of(self, viewer) == self.side

    @classmethod
    def to(cls, row: Any, says: str, by: "Viewer") -> "PrivateAnswer":
        """What the viewer's side answers to a row, for `require` and then `keep`. Raises NotFound for outsiders."""
        side = side_of(row, by)
        if side is None:
            raise NotFound
        return cls(
            about_id=row.id,
            youth_id=row.youth_id,
            family_id=row.family_id,
            organisation_id=row.organisation_id,
            side=side,
            says=says,
            said_at=by.now,
        )


def _own(viewer: "Viewer") -> ColumnElement[bool]:
    mine = col(PrivateAnswer.family_id).in_(families_of(viewer)) if viewer.is_(Role.FRIEND) else false()
    return or_(
        and_(col(PrivateAnswer.side) == "youth", col(PrivateAnswer.youth_id) == viewer.account_id),
        and_(col(PrivateAnswer.side) == "family", mine),
    )


def keep(answer: PrivateAnswer, by: "Viewer") -> dict[str, str]:
    """Keep an answer, in the place of the one before it; what both have said by now. The row they are asked is held."""
    there = by.session.exec(
        select(PrivateAnswer).where(
            PrivateAnswer.about_id == answer.about_id, PrivateAnswer.side == answer.side
        )
    ).first()
    if there:
        there.says, there.said_at = answer.says, answer.said_at
    else:
        by.add(answer)
    return said(by.session, answer.about_id)


def said(session: Session, about_id: UUID) -> dict[str, str]:
    """What each side has said to a row. For verbs and jobs: pages ask for `own`, or for how many."""
    rows = session.exec(select(PrivateAnswer).where(PrivateAnswer.about_id == about_id))
    return {row.side: row.says for row in rows}


def own(viewer: "Viewer", about: Iterable[UUID]) -> dict[UUID, str]:
    """What the viewer's own side has said, of those it has answered."""
    wanted = viewer.rows(PrivateAnswer, PrivateAnswer.about_id, PrivateAnswer.says)
    rows = viewer.run(wanted.where(col(PrivateAnswer.about_id).in_(list(about)), _own(viewer)))
    return {row.about_id: row.says for row in rows}
