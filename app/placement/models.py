"""The placement: a youth lives with an integration family, and somebody follows it up."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, false, or_
from sqlmodel import Field, col, select

from app.identity.policy import Change, Role
from app.kit.clock import now
from app.kit.crypto import Sealed, SealedJson
from app.kit.record import Record, UtcDateTime
from app.people.ties import families_of, is_of, is_tied, tied_youths
from app.placement.kinds import Because, Interpreter, PlacementState

if TYPE_CHECKING:
    from app.identity.viewer import Viewer

# Follow-up meetings [2.3]: up to this many weeks of living there, one every so many days.
WEEKLY = (8, timedelta(days=7))
FORTNIGHTLY = (24, timedelta(days=14))
MONTHLY = timedelta(days=30)
# A family reads how it ended; then what was is the youth's.
FAMILY_READS_ON = timedelta(days=14)

LEADING = (Role.SUPERVISOR, Role.CASEWORKER)
CARING = (*LEADING, Role.CONTACT, Role.MFI)
LED = {
    Change.CONSIDER_PLACEMENT,
    Change.MOVE_PLACEMENT,
    Change.END_PLACEMENT,
    Change.FOLLOW_UP,
    Change.TELL_YOUTH,
    Change.WRITE_AGREED,
    Change.SET_GOAL,
}


def rhythm(since: date, day: date) -> timedelta:
    """How far apart the follow-ups are on a day: weekly for 8 weeks, fortnightly to week 24, monthly on [2.3]."""
    for weeks, apart in (WEEKLY, FORTNIGHTLY):
        if day <= since + timedelta(weeks=weeks):
            return apart
    return MONTHLY


class Placement(Record, table=True):
    """A youth with an integration family (anbringelse)."""

    youth_id: UUID = Field(foreign_key="youth.id", index=True)
    family_id: UUID = Field(foreign_key="family.id", index=True)
    state: PlacementState = PlacementState.CONSIDERED
    since: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    opened_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # both have said what they expect
    agreed: dict[str, str] | None = Field(default=None, sa_type=SealedJson)  # statement → what they agreed
    visit_on: date | None = None
    moves_on: date | None = None
    friend_along: bool = False  # a friend stays the first days
    interpreter: Interpreter = Interpreter.NONE
    lived_there_from: date | None = None
    next_follow_up: date | None = None
    ended_on: date | None = None
    ended_because: Because | None = None
    ended_words: str | None = Field(default=None, sa_type=Sealed)

    @classmethod
    def visible_to(cls, viewer: "Viewer") -> ColumnElement[bool]:
        """The youth, the family until shortly after it ended, and the professionals and the MFI tied to the youth."""
        ends = or_(col(cls.ended_on).is_(None), col(cls.ended_on) >= viewer.today - FAMILY_READS_ON)
        mine = and_(col(cls.family_id).in_(families_of(viewer)), ends)
        return or_(
            col(cls.youth_id) == viewer.account_id,
            col(cls.youth_id).in_(tied_youths(viewer, *CARING)),
            mine if viewer.is_(Role.HOST) else false(),
        )

    def may(self, change: str, viewer: "Viewer") -> bool:
        """The supervisor and the caseworker tied to the youth; a goal the youth may propose."""
        if change == Change.PROPOSE_GOAL:
            return self.youth_id == viewer.account_id
        return change in LED and is_tied(viewer, self.youth_id, *LEADING)

    def side_of(self, viewer: "Viewer") -> str:
        """`youth`, `family`, or nothing for those who look after it."""
        if self.youth_id == viewer.account_id:
            return "youth"
        caring = is_tied(viewer, self.youth_id, *CARING)
        return "family" if not caring and viewer.is_(Role.HOST) and is_of(viewer, self.family_id) else ""


def seen(viewer: "Viewer") -> Select[Any]:
    """Ids of the placements a viewer sees."""
    return select(Placement.id).where(Placement.visible_to(viewer))


def cared_for(table: Any, viewer: "Viewer") -> ColumnElement[bool]:
    """The rows about youths whom the viewer looks after: professionals and the MFI, not the family."""
    return col(table.youth_id).in_(tied_youths(viewer, *CARING))


def own_side(table: Any, viewer: "Viewer") -> ColumnElement[bool]:
    """What the viewer's own side has said."""
    mine = select(Placement.id).where(
        col(Placement.family_id).in_(families_of(viewer)), Placement.visible_to(viewer)
    )
    ours = and_(col(table.side) == "family", col(table.placement_id).in_(mine))
    return or_(
        and_(col(table.side) == "youth", col(table.youth_id) == viewer.account_id),
        ours if viewer.is_(Role.HOST) else false(),
    )


__all__ = ["CARING", "LEADING", "Placement", "PlacementState", "cared_for", "own_side", "rhythm", "seen"]
