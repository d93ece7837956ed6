"""A meetup of a youth and a family, and the times that were offered for it."""

from datetime import datetime
from typing import TYPE_CHECKING, Self
from uuid import UUID

from sqlalchemy import CheckConstraint, ColumnElement, and_, or_
from sqlmodel import Field, col, select

from app.identity.policy import FAMILIES, Change, Role
from app.kit.crypto import Sealed
from app.kit.errors import Refused
from app.kit.record import Record, UtcDateTime
from app.meetups import news, reminders
from app.meetups.pairs import ties_between
from app.meetups.plan import MeetupState, Plan, Side, What
from app.meetups.standing import AROUND, allowed, changed, closed, still
from app.people.models import Family, FamilyMember, Youth
from app.people.ties import families_of, tied_youths
from app.web.i18n import gettext as _

if TYPE_CHECKING:
    from app.identity.viewer import Viewer


class Meetup(Record, table=True):
    """One meetup, from the offer on. `sequence` counts its changes: a page shown earlier is known by it."""

    # Its verbs first read the row anew and hold it (PostgreSQL; on SQLite the write lock is held already).
    youth_id: UUID = Field(foreign_key="youth.id", index=True)
    family_id: UUID = Field(foreign_key="family.id", index=True)
    offered_by: UUID | None = Field(foreign_key="account.id", nullable=False)
    offered_by_side: Side
    what: What
    venue: str = Field(default="", sa_type=Sealed)
    note: str = Field(default="", sa_type=Sealed)
    state: MeetupState = Field(default=MeetupState.OFFERED, index=True)
    chosen_time_id: UUID | None = None  # no foreign key: the two tables would need each other to be made
    sequence: int = 0
    changed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    cancelled_by: UUID | None = Field(default=None, foreign_key="account.id")
    cancelled_by_side: Side | None = None
    cancel_word: str | None = Field(default=None, sa_type=Sealed)
    replaces_id: UUID | None = Field(default=None, foreign_key="meetup.id", index=True)
    along: str = ""  # who comes along: words of Along
    moving_side: Side | None = (
        None  # who has offered other times for what is agreed; it stands until one is taken
    )
    youth_late: int = 0  # minutes
    family_late: int = 0
    met_side: Side | None = None  # who said afterwards that they did meet after all

    @classmethod
    def visible_to(cls, viewer: "Viewer") -> ColumnElement[bool]:
        """The youth and, while the tie holds, the family; those around the youth; the family's organisation."""
        shared = select(Family.id).where(
            col(Family.organisation_id).in_(viewer.organisations(Role.COORDINATOR))
        )
        return or_(
            col(cls.youth_id) == viewer.account_id,
            and_(
                col(cls.family_id).in_(families_of(viewer)),
                cls.tie_holds(viewer.now, *(FAMILIES & viewer.roles)),
            ),
            col(cls.youth_id).in_(tied_youths(viewer, *AROUND)),
            and_(col(cls.family_id).in_(shared), cls.tie_holds(viewer.now, Role.FRIEND)),
        )

    @classmethod
    def tie_holds(cls, at: datetime, *roles: Role) -> ColumnElement[bool]:
        """Whether youth and family are tied at a moment."""
        return ties_between(cls, at, roles).correlate(cls).exists()

    def side_of(self, viewer: "Viewer") -> Side | None:
        """Which of the two the viewer is, if either."""
        if viewer.account_id == self.youth_id:
            return Side.YOUTH
        mine = select(FamilyMember.id).where(
            FamilyMember.family_id == self.family_id, FamilyMember.account_id == viewer.account_id
        )
        return Side.FAMILY if viewer.session.exec(mine.limit(1)).first() else None

    def may(self, change: str, viewer: "Viewer") -> bool:
        """As app/meetups/standing.py says."""
        return allowed(self, change, viewer)

    def is_tied(self, viewer: "Viewer") -> bool:
        """Whether the two are tied now."""
        return viewer.session.exec(ties_between(self, viewer.now, FAMILIES).limit(1)).first() is not None

    @classmethod
    def offer(
        cls, youth: Youth, family: Family, plan: Plan, *, by: "Viewer", replaces_id: UUID | None = None
    ) -> Self:
        """Offer to meet, at up to three times. Raises Refused where a time can't be."""
        meetup = cls(
            youth_id=youth.id,
            family_id=family.id,
            offered_by=by.account_id,
            offered_by_side=Side.YOUTH if by.account_id == youth.id else Side.FAMILY,
            what=plan.what,
            venue=plan.venue,
            note=plan.note,
            along=plan.along,
            replaces_id=replaces_id,
        )
        by.require(Change.OFFER_MEETUP, meetup)
        plan.check(by.now)
        by.add(meetup)
        for starts_at, ends_at in plan.times:
            by.add(MeetupTime(meetup_id=meetup.id, starts_at=starts_at, ends_at=ends_at))
        news.tell_others(meetup.id, youth.id, family.id, by)
        return meetup

    def accept(self, time: "MeetupTime", *, seen: int, by: "Viewer") -> None:
        """Say yes to one of the times. Twice the same yes is one."""
        by.require(Change.ACCEPT_MEETUP, self)
        by.hold(self)
        if self.state == MeetupState.AGREED and self.chosen_time_id == time.id:
            return
        still(self, MeetupState.OFFERED, seen)
        if time.meetup_id != self.id or time.starts_at <= by.now:
            raise Refused(_("This time has passed. Choose one of the others, or suggest a new one."))
        if not self.is_tied(by):
            raise Refused(
                _("You can't plan meetups together any more. Ask your contact person if you wonder why.")
            )
        self.state, self.chosen_time_id = MeetupState.AGREED, time.id
        changed(self, by)
        reminders.remind_later(self.id, time, by.session)

    def decline(self, word: str, *, seen: int, by: "Viewer") -> None:
        """No thanks to this meetup, with a kind word or without; the talk between the two stays open."""
        by.require(Change.DECLINE_MEETUP, self)
        by.hold(self)
        if not (self.state == MeetupState.DECLINED and self.cancelled_by == by.account_id):
            still(self, MeetupState.OFFERED, seen)
            closed(self, MeetupState.DECLINED, word, by)

    def offer_another(self, youth: Youth, family: Family, plan: Plan, *, seen: int, by: "Viewer") -> "Meetup":
        """Answer an offer with another one, which takes its place."""
        by.require(Change.DECLINE_MEETUP, self)
        by.hold(self)
        still(self, MeetupState.OFFERED, seen)
        closed(self, MeetupState.DECLINED, "", by)
        return Meetup.offer(youth, family, plan, by=by, replaces_id=self.id)

    def cancel(self, word: str, *, seen: int, by: "Viewer") -> None:
        """Call off, with a word: an offer until it is answered, what was agreed until it is over."""
        by.require(Change.CANCEL_MEETUP, self)
        by.hold(self)
        if self.state == MeetupState.CANCELLED and self.cancelled_by == by.account_id:
            return
        still(self, self.state if self.is_open else MeetupState.OFFERED, seen)
        chosen = by.session.get(MeetupTime, self.chosen_time_id) if self.chosen_time_id else None
        if chosen and chosen.ends_at <= by.now:
            raise Refused(_("This meetup is over, so it can't be called off."))
        closed(self, MeetupState.CANCELLED, word, by)

    @property
    def is_open(self) -> bool:
        """Offered or agreed."""
        return self.state in {MeetupState.OFFERED, MeetupState.AGREED}


class MeetupTime(Record, table=True):
    """One of the times a meetup was offered for. Plain, since the clock must find it."""

    __tablename__ = "meetup_time"
    __table_args__ = (CheckConstraint("ends_at > starts_at", name="ends_after_start"),)

    meetup_id: UUID = Field(foreign_key="meetup.id", index=True)
    starts_at: datetime = Field(sa_type=UtcDateTime, index=True)
    ends_at: datetime = Field(sa_type=UtcDateTime)
    moving: bool = False  # offered for a meetup that is agreed for another time

    @classmethod
    def visible_to(cls, viewer: "Viewer") -> ColumnElement[bool]:
        """Whoever sees the meetup."""
        return col(cls.meetup_id).in_(select(Meetup.id).where(Meetup.visible_to(viewer)))
