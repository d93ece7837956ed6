"""Who is asked to come along: the contact person, the youth's own interpreter. They say whether they can."""

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import ColumnElement, UniqueConstraint, or_
from sqlmodel import Field, col, select

from app.identity.policy import Change, Role
from app.kit.errors import Refused
from app.kit.record import Record, UtcDateTime
from app.meetups import news
from app.meetups.models import Meetup, MeetupTime
from app.meetups.plan import Along, MeetupState
from app.notifications.telling import Kind, tell
from app.people.models import Family, Tie, Youth
from app.web.i18n import gettext as _

if TYPE_CHECKING:
    from app.identity.viewer import Viewer

ASKED = {Along.CONTACT: Role.CONTACT, Along.INTERPRETER: Role.INTERPRETER}


class Guest(Record, table=True):
    """Somebody who is asked to come along to a meetup at a time; asked anew when the time is another one."""

    __tablename__ = "meetup_guest"
    __table_args__ = (UniqueConstraint("meetup_id", "account_id", name="asked_once_to_come"),)

    meetup_id: UUID = Field(foreign_key="meetup.id", index=True)
    youth_id: UUID = Field(foreign_key="youth.id")
    account_id: UUID = Field(foreign_key="account.id", index=True)
    role: Role
    time_id: UUID = Field(foreign_key="meetup_time.id")
    comes: bool | None = None
    answered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

    @classmethod
    def visible_to(cls, viewer: "Viewer") -> ColumnElement[bool]:
        """Who is asked, and whoever sees the meetup."""
        seen = select(Meetup.id).where(Meetup.visible_to(viewer))
        return or_(col(cls.account_id) == viewer.account_id, col(cls.meetup_id).in_(seen))

    def may(self, change: str, viewer: "Viewer") -> bool:
        """Each answers for themselves."""
        return change == Change.ANSWER_COMING and self.account_id == viewer.account_id

    def answer(self, comes: bool, *, by: "Viewer") -> None:  # noqa: FBT001  it is the answer
        """Whether they come; it can be said anew until it begins. The two are told. Raises Refused."""
        by.require(Change.ANSWER_COMING, self)
        meetup = by.session.get_one(Meetup, self.meetup_id)
        by.hold(meetup)
        by.hold(self)
        time = by.session.get_one(MeetupTime, self.time_id)
        if (
            meetup.state != MeetupState.AGREED
            or meetup.chosen_time_id != self.time_id
            or time.starts_at <= by.now
        ):
            raise Refused(_("This meetup isn't as it was any more. You don't need to answer."))
        if self.comes != comes:
            self.comes, self.answered_at = comes, by.now
            news.tell_others(meetup.id, meetup.youth_id, meetup.family_id, by)


def ask(meetup: Meetup, by: "Viewer") -> None:
    """Ask who is to come along and isn't asked yet; tell who was asked where it is off, or at another time."""
    time_id = meetup.chosen_time_id
    known = {
        one.account_id: one for one in by.session.exec(select(Guest).where(Guest.meetup_id == meetup.id))
    }
    wanted = _wanted(meetup, by) if meetup.state == MeetupState.AGREED and time_id else {}
    for account_id in known.keys() - wanted.keys():
        by.session.delete(known[account_id])
        _tell(account_id, meetup, by)
    for account_id, role in wanted.items():
        there = known.get(account_id)
        if time_id is None or (there and there.time_id == time_id):
            continue
        if there:
            there.time_id, there.comes, there.answered_at = time_id, None, None
        else:
            by.add(
                Guest(
                    meetup_id=meetup.id,
                    youth_id=meetup.youth_id,
                    account_id=account_id,
                    role=role,
                    time_id=time_id,
                )
            )
        _tell(account_id, meetup, by)


def _wanted(meetup: Meetup, by: "Viewer") -> dict[UUID, Role]:
    roles = [role for along, role in ASKED.items() if along in meetup.along.split()]
    ties = select(Tie.account_id, Tie.role).where(
        Tie.youth_id == meetup.youth_id, col(Tie.role).in_(roles), Tie.in_force(by.now)
    )
    return {account_id: Role(role) for account_id, role in by.session.exec(ties) if account_id}


def _tell(account_id: UUID, meetup: Meetup, by: "Viewer") -> None:
    tell(by.session, account_id, Kind.MEETUP, url="/coming", about=meetup.id)


def of_meetup(viewer: "Viewer", meetup_id: UUID) -> list[Guest]:
    """Who is asked to come along to a meetup."""
    return viewer.all(Guest, Guest.meetup_id == meetup_id)


def mine(viewer: "Viewer") -> list[Any]:
    """Meetups to come that the viewer is asked to come along to, the next first."""
    rows = (
        viewer.rows(
            Guest,
            Guest.id,
            Guest.comes,
            Meetup.what,
            Meetup.venue,
            MeetupTime.starts_at,
            MeetupTime.ends_at,
            Youth.name,
            col(Family.name).label("family"),
        )
        .join(Meetup, col(Meetup.id) == col(Guest.meetup_id))
        .join(MeetupTime, col(MeetupTime.id) == col(Guest.time_id))
        .join(Youth, col(Youth.id) == col(Guest.youth_id))
        .join(Family, col(Family.id) == col(Meetup.family_id))
        .where(col(Guest.account_id) == viewer.account_id, col(MeetupTime.ends_at) > viewer.now)
    )
    return viewer.run(rows.order_by(col(MeetupTime.starts_at)))
