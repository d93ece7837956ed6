"""Away for a while: nobody goes without somebody who stands in for each of their youths [2.3, 4.1]."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import JSON, ColumnElement
from sqlmodel import Field, col, select

from app.handover import news
from app.identity.policy import Change, Role
from app.kit import clock
from app.kit.errors import Refused
from app.kit.record import Record, UtcDateTime
from app.notifications.kinds import Kind
from app.notifications.telling import tell
from app.people import passing
from app.people.models import Tie
from app.web.i18n import gettext as _

if TYPE_CHECKING:
    from app.identity.viewer import Viewer


class Absence(Record, table=True):
    """A caseworker is away, from the first to the last day, both whole. The ties of who stands in end by themselves."""

    __tablename__ = "absence"

    account_id: UUID = Field(foreign_key="account.id", index=True)
    first_day: date
    last_day: date
    ties: list[str] = Field(default_factory=list, sa_type=JSON)  # of those who stand in
    called_off_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

    @classmethod
    def visible_to(cls, viewer: "Viewer") -> ColumnElement[bool]:
        """One's own."""
        return col(cls.account_id) == viewer.account_id

    def may(self, change: str, viewer: "Viewer") -> bool:
        """A caseworker, their own."""
        return (
            change == Change.BE_AWAY and self.account_id == viewer.account_id and viewer.is_(Role.CASEWORKER)
        )

    @classmethod
    def plan(cls, first_day: date, last_day: date, by_youth: dict[UUID, UUID], *, by: "Viewer") -> "Absence":
        """Be away, with somebody for each youth: {youth: colleague}. Raises Refused where one has nobody."""
        row = cls(account_id=by.somebody, first_day=first_day, last_day=last_day)
        by.require(Change.BE_AWAY, row)
        if not by.today <= first_day <= last_day:
            raise Refused(_("Choose a first day from today on, and a last day that isn't before it."))
        since, until = clock.midnight(first_day), clock.midnight(last_day + timedelta(days=1))
        if any(other.first_day <= last_day and first_day <= other.last_day for other in own(by)):
            raise Refused(_("You are away on some of these days already. Call that off first."))
        mine = own_ties(by, until)
        if {tie.youth_id for tie in mine} - by_youth.keys():
            raise Refused(
                _("Somebody has to stand in for each young person. Choose a colleague for all of them.")
            )
        for tie in mine:
            new = passing.stand_in(tie, by_youth[tie.youth_id], until, since, by=by)
            row.ties = [*row.ties, str(new.id)]
            news.from_then_on(by, new.id, since)
        for account_id in set(by_youth.values()):
            tell(by.session, account_id, Kind.AROUND, url="/youths", about=row.id)
        return by.add(row)

    def call_off(self, *, by: "Viewer") -> None:
        """Back already, or not going: who stands in stops now. Twice is once."""
        by.hold(self)
        by.require(Change.BE_AWAY, self)
        self.called_off_at = self.called_off_at or by.now
        theirs = select(Tie).where(col(Tie.id).in_([UUID(one) for one in self.ties]))
        for tie in by.session.exec(theirs).all():
            if tie.ends_at and tie.ends_at > by.now:
                tie.ends_at, tie.ended_because = max(by.now, tie.starts_at), "over"


def own(by: "Viewer") -> list[Absence]:
    """What is to come and what is now of one's own, the next first."""
    return by.all(
        Absence,
        col(Absence.called_off_at).is_(None),
        col(Absence.last_day) >= by.today,
        order_by=Absence.first_day,
    )


def own_ties(by: "Viewer", until: datetime) -> list[Tie]:
    """The ties a caseworker answers for themselves, but those that stand in for another or end before they could begin."""
    mine = select(Tie).where(
        Tie.account_id == by.account_id,
        Tie.role == Role.CASEWORKER,
        Tie.in_force(by.now),
        col(Tie.stands_in_for).is_(None),
        col(Tie.ends_at).is_(None) | (col(Tie.ends_at) >= until),
    )
    return [*by.session.exec(mine.order_by(col(Tie.starts_at)))]
