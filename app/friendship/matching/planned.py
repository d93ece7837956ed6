"""The whole queue thought of together, as an organisation last asked for it: how far it is, and what came out."""

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import Field, col, select

from app.friendship.matching.rules import RULES
from app.identity.models import Organisation
from app.identity.policy import Change, Role
from app.kit import clock
from app.kit.crypto import SealedJson
from app.kit.jobs import enqueue
from app.kit.record import Record, UtcDateTime, new_id

if TYPE_CHECKING:
    from app.identity.viewer import Viewer

JOB = "match-together"


class PlanState(StrEnum):
    """How far it is."""

    WORKING = "working"
    DONE = "done"
    FAILED = "failed"


class QueuePlan(Record, table=True):
    """The last one of an organisation. It proposes nothing: a coordinator takes each pair over, or doesn't."""

    __tablename__ = "queue_plan"

    organisation_id: UUID = Field(foreign_key="organisation.id", unique=True)
    asked_by: UUID = Field(foreign_key="account.id")
    asked_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    run: UUID = Field(default_factory=new_id)  # a run that was asked for before writes nothing any more
    state: PlanState = PlanState.WORKING
    steps_done: int = 0
    steps: int = 1
    # together, today: [[request, family], …]; together_worth, today_worth: int; asked: int; families: int
    result: dict[str, Any] | None = Field(default=None, sa_type=SealedJson)

    @classmethod
    def visible_to(cls, viewer: "Viewer") -> ColumnElement[bool]:
        """The organisation's coordinators."""
        return col(cls.organisation_id).in_(viewer.organisations(Role.COORDINATOR))

    def may(self, change: str, viewer: "Viewer") -> bool:
        """The organisation's coordinators."""
        mine = viewer.organisations(Role.COORDINATOR)
        return change == Change.THINK_TOGETHER and self.organisation_id in mine

    @classmethod
    def ask(cls, organisation_id: UUID, *, by: "Viewer") -> "QueuePlan":
        """Think of all of them anew, in the worker; what was found before is forgotten."""
        by.require(Change.THINK_TOGETHER, cls(organisation_id=organisation_id, asked_by=by.somebody))
        by.hold(by.session.get_one(Organisation, organisation_id))  # two colleagues at one moment
        there = by.session.exec(select(cls).where(cls.organisation_id == organisation_id)).first()
        row = there or cls(organisation_id=organisation_id, asked_by=by.somebody)
        row.asked_by, row.asked_at, row.run = by.somebody, by.now, new_id()
        row.state, row.steps_done, row.steps, row.result = PlanState.WORKING, 0, len(RULES) + 3, None
        by.add(row)
        enqueue(by.session, JOB, {"plan": str(row.id), "run": str(row.run)})
        return row
