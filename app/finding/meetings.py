"""Information meetings: an organisation tells what it means, before anybody has promised anything [2.1]."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import ColumnElement, UniqueConstraint, and_, func, or_
from sqlmodel import Field, col, select

from app.finding import news
from app.finding.models import Application, known
from app.finding.steps import What, keeps_kind, remember
from app.identity.policy import Change, Role
from app.kit.crypto import Sealed, digest
from app.kit.errors import Refused
from app.kit.record import Record, UtcDateTime
from app.people.models import Family
from app.web.i18n import gettext as _

if TYPE_CHECKING:
    from app.identity.viewer import Viewer

AHEAD = timedelta(days=366)
MOST_PEOPLE = 6  # who come with one sign-up
KEEPERS = (Role.COORDINATOR, Role.SUPERVISOR)


class InformationMeeting(Record, table=True):
    """An evening to hear about it and to ask. Public until it is over or off."""

    __tablename__ = "information_meeting"

    organisation_id: UUID = Field(foreign_key="organisation.id", index=True)
    kind: Role | None = None  # what it is about; None: everything
    starts_at: datetime = Field(sa_type=UtcDateTime, index=True)
    address: str
    language: str = "da"  # that is spoken there
    seats: int | None = None
    words: str = ""
    cancelled_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

    @classmethod
    def visible_to(cls, viewer: "Viewer") -> ColumnElement[bool]:
        """Everybody while it is to come; its organisation always."""
        ours = [viewer.organisations(role) for role in KEEPERS]
        return or_(
            and_(col(cls.cancelled_at).is_(None), col(cls.starts_at) > viewer.now),
            *(col(cls.organisation_id).in_(of_role) for of_role in ours),
        )

    def may(self, change: str, viewer: "Viewer") -> bool:
        """Its organisation plans it; anybody may come."""
        if change == Change.SIGN_UP:
            return self.cancelled_at is None and self.starts_at > viewer.now
        kind = self.kind or (
            Role.HOST if self.organisation_id in viewer.organisations(Role.SUPERVISOR) else Role.FRIEND
        )
        return change == Change.PLAN_MEETING and keeps_kind(viewer, kind, self.organisation_id)

    @classmethod
    def plan(cls, meeting: "InformationMeeting", *, by: "Viewer") -> "InformationMeeting":
        """A new one, for everybody to see. Raises Refused for a time that is past or far away."""
        by.require(Change.PLAN_MEETING, meeting)
        if not by.now < meeting.starts_at < by.now + AHEAD:
            raise Refused(_("Choose a time within the next year."))
        return by.add(meeting)

    def cancel(self, *, by: "Viewer") -> None:
        """It isn't held: those who signed up are told by mail, the others have to be called."""
        by.require(Change.PLAN_MEETING, self)
        by.hold(self)
        if self.cancelled_at:
            return
        if self.starts_at <= by.now:
            raise Refused(_("It has been held already."))
        self.cancelled_at = by.now
        for one in by.session.exec(select(MeetingSignUp).where(MeetingSignUp.meeting_id == self.id)):
            news.cancelled(self, one, by)

    def taken(self, by: "Viewer") -> int:
        """How many people come."""
        people = select(func.coalesce(func.sum(MeetingSignUp.people), 0))
        return int(by.session.exec(people.where(MeetingSignUp.meeting_id == self.id)).one())

    def sign_up(self, name: str, email: str, phone: str, people: int, *, by: "Viewer") -> "MeetingSignUp":
        """Somebody comes. The same person twice is once, with the newer number. Raises Refused when it is full."""
        by.require(Change.SIGN_UP, self)
        by.hold(self)
        reached = digest(email or phone)
        there = by.session.exec(
            select(MeetingSignUp).where(
                MeetingSignUp.meeting_id == self.id, MeetingSignUp.reached_digest == reached
            )
        ).first()
        free = None if self.seats is None else self.seats - self.taken(by) + (there.people if there else 0)
        if free is not None and people > free:
            raise Refused(_("This meeting is full. Choose another one, or write to us."))
        if there:
            there.people = people
            return there
        one = MeetingSignUp(
            meeting_id=self.id,
            organisation_id=self.organisation_id,
            family_id=known(self.organisation_id, email, phone, by),
            name=name,
            email=email or None,
            phone=phone or None,
            reached_digest=reached,
            people=people,
            language=by.language,
        )
        by.add(one)
        self._note(one, by)
        news.signed_up(self, one, by)
        return one

    def _note(self, one: "MeetingSignUp", by: "Viewer") -> None:
        """In the history of the family, if it has written to us before."""
        if one.family_id is None:
            return
        family = by.session.get_one(Family, one.family_id)
        application = by.session.exec(
            select(Application).where(Application.family_id == one.family_id)
        ).first()
        if application:
            application.meeting_id = self.id
        remember(family, What.SIGNED_UP, by)


class MeetingSignUp(Record, table=True):
    """Somebody comes to an information meeting."""

    __tablename__ = "meeting_sign_up"
    __table_args__ = (UniqueConstraint("meeting_id", "reached_digest"),)

    meeting_id: UUID = Field(foreign_key="information_meeting.id", index=True)
    organisation_id: UUID = Field(foreign_key="organisation.id")
    family_id: UUID | None = Field(default=None, foreign_key="family.id")
    name: str = Field(sa_type=Sealed)
    email: str | None = Field(default=None, sa_type=Sealed)
    phone: str | None = Field(default=None, sa_type=Sealed)
    reached_digest: str
    people: int = 1
    language: str = "da"

    @classmethod
    def visible_to(cls, viewer: "Viewer") -> ColumnElement[bool]:
        """The organisation whose meeting it is, as far as the meeting is theirs to plan."""
        supervised = select(InformationMeeting.id).where(
            or_(col(InformationMeeting.kind) == Role.HOST, col(InformationMeeting.kind).is_(None)),
            col(InformationMeeting.organisation_id).in_(viewer.organisations(Role.SUPERVISOR)),
        )
        return or_(
            col(cls.organisation_id).in_(viewer.organisations(Role.COORDINATOR)),
            col(cls.meeting_id).in_(supervised),
        )
