"""The interpreter's sheet of hours, by which they are paid: who it was for, on what day, how long."""

from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import Field, col

from app.identity.policy import Change, Role
from app.kit.errors import Refused
from app.kit.record import Record
from app.web.i18n import gettext as _

if TYPE_CHECKING:
    from app.identity.viewer import Viewer

MOST_MINUTES = 12 * 60  # of one entry: more is a slip of the finger


class Activity(StrEnum):
    """What the time was for."""

    ANSWER = "answer"
    CHECK = "check"
    MEETUP = "meetup"
    BOOKING = "booking"


class Work(Record, table=True):
    """An entry in an interpreter's sheet."""

    account_id: UUID = Field(foreign_key="account.id", index=True)
    youth_id: UUID = Field(foreign_key="youth.id")
    family_id: UUID | None = Field(default=None, foreign_key="family.id")
    day: date
    minutes: int
    what: Activity
    query_id: UUID | None = Field(default=None, foreign_key="query.id")
    check_id: UUID | None = Field(default=None, foreign_key="message_check.id")

    @classmethod
    def visible_to(cls, viewer: "Viewer") -> ColumnElement[bool]:
        """The interpreter whose work it was, and nobody else."""
        return col(cls.account_id) == viewer.account_id

    def may(self, change: str, viewer: "Viewer") -> bool:
        """The same, as long as they are an interpreter."""
        mine = self.account_id == viewer.account_id and viewer.is_(Role.INTERPRETER)
        return mine and change == Change.NOTE_WORK

    @classmethod
    def note(
        cls,
        youth_id: UUID,
        minutes: int,
        what: Activity,
        *,
        by: "Viewer",
        day: date | None = None,
        family_id: UUID | None = None,
        query_id: UUID | None = None,
        check_id: UUID | None = None,
    ) -> "Work":
        """Put an entry down, today's where no day is given. Raises Refused for a week that is settled."""
        work = cls(
            account_id=by.somebody,
            youth_id=youth_id,
            family_id=family_id,
            day=day or _today(by),
            minutes=minutes,
            what=what,
            query_id=query_id,
            check_id=check_id,
        )
        by.require(Change.NOTE_WORK, work)
        _still_open(work.day, by)
        return by.add(work)

    def correct(self, day: date, minutes: int, what: Activity, *, by: "Viewer") -> None:
        """Put an entry right. Raises Refused where its week, or the other one, is settled."""
        by.require(Change.NOTE_WORK, self)
        _still_open(self.day, by)
        _still_open(day, by)
        self.day, self.minutes, self.what = day, minutes, what

    def remove(self, *, by: "Viewer") -> None:
        """Take an entry out. Raises Refused where its week is settled."""
        by.require(Change.NOTE_WORK, self)
        _still_open(self.day, by)
        by.session.delete(self)


def monday(day: date) -> date:
    """The first day of a week."""
    return day - timedelta(days=day.weekday())


def is_open(week: date, viewer: "Viewer") -> bool:
    """Whether the week of a Monday can be changed: this one and the one before."""
    this = monday(_today(viewer))
    return this - timedelta(weeks=1) <= week <= this


def _today(viewer: "Viewer") -> date:
    return viewer.today


def _still_open(day: date, by: "Viewer") -> None:
    if day > _today(by):
        raise Refused(_("This day has not come yet."))
    if not is_open(monday(day), by):
        raise Refused(_("Only this week and the week before can be changed."))
