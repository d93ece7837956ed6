"""The plan (handleplan): goals and the steps to them, seen by the youth and the family [2.3]."""

from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import Field, col

from app.identity.policy import Change, Role
from app.kit.crypto import Sealed
from app.kit.errors import Refused
from app.kit.record import Record, UtcDateTime
from app.people.ties import is_tied
from app.placement.kinds import DOERS
from app.placement.models import LEADING, Placement, seen
from app.placement.steps import tell_all, tell_leading
from app.web.i18n import gettext as _

if TYPE_CHECKING:
    from app.identity.viewer import Viewer


class PlanGoal(Record, table=True):
    """Something to reach. One the youth proposes counts when somebody who leads has taken it in."""

    __tablename__ = "plan_goal"

    placement_id: UUID = Field(foreign_key="placement.id", index=True)
    youth_id: UUID = Field(foreign_key="youth.id")
    words: str = Field(sa_type=Sealed)
    made_by: UUID = Field(foreign_key="account.id")
    taken_in_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    reached_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

    @classmethod
    def visible_to(cls, viewer: "Viewer") -> ColumnElement[bool]:
        """Whoever sees the placement."""
        return col(cls.placement_id).in_(seen(viewer))

    def may(self, change: str, viewer: "Viewer") -> bool:
        """The supervisor and the caseworker."""
        return change in {Change.SET_GOAL, Change.ADD_STEP} and is_tied(viewer, self.youth_id, *LEADING)

    @classmethod
    def set(cls, placement: Placement, words: str, *, by: "Viewer") -> "PlanGoal":
        """A goal: of those who lead it counts at once, of the youth it is proposed."""
        proposes = placement.side_of(by) == "youth"
        by.require(Change.PROPOSE_GOAL if proposes else Change.SET_GOAL, placement)
        goal = by.add(
            cls(
                placement_id=placement.id,
                youth_id=placement.youth_id,
                words=words,
                made_by=by.somebody,
                taken_in_at=None if proposes else by.now,
                created_at=by.now,
            )
        )
        (tell_leading if proposes else tell_all)(placement, by)
        return goal

    def take_in(self, *, by: "Viewer") -> None:
        """What the youth proposed becomes part of the plan."""
        by.require(Change.SET_GOAL, self)
        self.taken_in_at = self.taken_in_at or by.now
        tell_all(by.session.get_one(Placement, self.placement_id), by)

    def reach(self, *, by: "Viewer") -> None:
        """It is reached."""
        by.require(Change.SET_GOAL, self)
        self.taken_in_at, self.reached_at = self.taken_in_at or by.now, self.reached_at or by.now
        tell_all(by.session.get_one(Placement, self.placement_id), by)


class PlanStep(Record, table=True):
    """Something to do for a goal: whose it is, by when, done or not."""

    __tablename__ = "plan_step"

    goal_id: UUID = Field(foreign_key="plan_goal.id", index=True)
    placement_id: UUID = Field(foreign_key="placement.id", index=True)
    youth_id: UUID = Field(foreign_key="youth.id")
    words: str = Field(sa_type=Sealed)
    doer: Role
    due: date | None = None
    done_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    done_by: UUID | None = Field(default=None, foreign_key="account.id")

    @classmethod
    def visible_to(cls, viewer: "Viewer") -> ColumnElement[bool]:
        """Whoever sees the placement."""
        return col(cls.placement_id).in_(seen(viewer))

    def may(self, change: str, viewer: "Viewer") -> bool:
        """Those who lead say that it is done, and whose it is."""
        if change != Change.DO_STEP:
            return False
        if self.doer == Role.YOUTH and self.youth_id == viewer.account_id:
            return True
        mine = self.doer in {Role.HOST, Role.CONTACT, Role.MFI} and is_tied(viewer, self.youth_id, self.doer)
        return mine or is_tied(viewer, self.youth_id, *LEADING)

    @classmethod
    def add(cls, goal: PlanGoal, words: str, doer: Role, due: date | None, *, by: "Viewer") -> "PlanStep":
        """A step to a goal. Raises Refused."""
        by.require(Change.ADD_STEP, goal)
        if doer not in DOERS:
            raise Refused(_("Choose somebody from the list."))
        step = by.add(
            cls(
                goal_id=goal.id,
                placement_id=goal.placement_id,
                youth_id=goal.youth_id,
                words=words,
                doer=doer,
                due=due,
            )
        )
        tell_all(by.session.get_one(Placement, goal.placement_id), by)
        return step

    def do(self, *, by: "Viewer") -> None:
        """It is done; twice is once."""
        by.hold(self)
        by.require(Change.DO_STEP, self)
        if self.done_at is None:
            self.done_at, self.done_by = by.now, by.somebody
            tell_leading(by.session.get_one(Placement, self.placement_id), by)
