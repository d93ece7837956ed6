"""The facts of a booking, and who may see and change them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import Field, Session, col

from app.bookings import busy
from app.bookings.kinds import ASKERS, CARING, OPEN, TAKEN, Purpose, State, Venue
from app.bookings.passes import BookingPass
from app.identity.policy import FAMILIES, Change, Role
from app.kit.crypto import Sealed
from app.kit.record import UtcDateTime
from app.messaging.interpreters import languages_of
from app.messaging.offers import Offered, is_offered, offered
from app.messaging.ways import FIXED_FIRST
from app.people.ties import families_of, is_of, is_tied, tied_youths

if TYPE_CHECKING:
    from app.identity.viewer import Viewer

READS_ON = timedelta(
    days=14
)  # so long the interpreter sees what is over: as long as the sheet of hours is open
IN_GOOD_TIME, A_DAY = timedelta(days=3), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asks for: what it is, where, when, who else is there."""

    purpose: Purpose
    venue: Venue
    starts_at: datetime
    ends_at: datetime
    address: str = ""
    words: str = ""
    family_id: UUID | None = None
    meetup_id: UUID | None = None


class BookingFacts(Offered):
    """What for, when, where, who asks, who comes along, how far."""

    waits: ClassVar[str] = State.ASKED
    desk: ClassVar[str] = "/bookings"

    language: str
    purpose: Purpose
    venue: Venue
    address: str = Field(default="", sa_type=Sealed)
    words: str = Field(default="", sa_type=Sealed)
    starts_at: datetime = Field(sa_type=UtcDateTime, index=True)
    ends_at: datetime = Field(sa_type=UtcDateTime)
    state: State = Field(default=State.ASKED, index=True)
    asked_by: UUID = Field(foreign_key="account.id")
    asked_as: Role
    family_id: UUID | None = Field(default=None, foreign_key="family.id", index=True)  # who is in it too
    meetup_id: UUID | None = Field(default=None, foreign_key="meetup.id", index=True)
    interpreter_id: UUID | None = Field(default=None, foreign_key="account.id", index=True)
    sequence: int = 0  # counts its changes: a calendar takes the newest
    changed_at: datetime = Field(sa_type=UtcDateTime)
    off_words: str | None = Field(default=None, sa_type=Sealed)
    off_by: UUID | None = Field(default=None, foreign_key="account.id")
    beyond: bool = False  # more than the hours granted for its week
    beyond_agreed_by: UUID | None = Field(default=None, foreign_key="account.id")
    # Its entry in the interpreter's sheet says how long it took; taken out there, it can be written anew.
    work_id: UUID | None = Field(default=None, foreign_key="work.id", ondelete="SET NULL")

    @classmethod
    def passed(cls) -> Any:
        """Who would rather not."""
        return col(BookingPass.booking_id)

    @classmethod
    def in_languages_of(cls, viewer: "Viewer") -> ColumnElement[bool]:
        """The language it is for."""
        return col(cls.language).in_(languages_of(viewer))

    @property
    def alone(self) -> timedelta:
        """What is days ahead waits a day for the youth's own interpreter, the rest as long as a question."""
        return A_DAY if self.starts_at - self.opened_at > IN_GOOD_TIME else FIXED_FIRST

    def unable(self, session: Session) -> set[UUID]:
        """Who is away then, or has another meeting."""
        return busy.unable(session, type(self), self.starts_at, self.ends_at, self.id)

    @classmethod
    def is_open(cls) -> ColumnElement[bool]:
        """Asked for or agreed."""
        return col(cls.state).in_((*OPEN, State.AGREED))

    @property
    def minutes(self) -> int:
        """How long it is to last."""
        return int((self.ends_at - self.starts_at).total_seconds()) // 60

    @classmethod
    def visible_to(cls, viewer: "Viewer") -> ColumnElement[bool]:
        """The youth and those who care for them; the family that is in it; whom it is offered to; who has it."""
        around = tied_youths(viewer, Role.CASEWORKER, Role.CONTACT, Role.SUPERVISOR, Role.MFI)
        known = tied_youths(viewer, *FAMILIES)
        seen = [
            col(cls.youth_id) == viewer.account_id,
            col(cls.youth_id).in_(around),
            and_(col(cls.family_id).in_(families_of(viewer)), col(cls.youth_id).in_(known)),
        ]
        if viewer.is_(Role.INTERPRETER):
            lately = or_(col(cls.state).in_(TAKEN), col(cls.ends_at) > viewer.now - READS_ON)
            waiting = and_(col(cls.state) == State.ASKED, col(cls.starts_at) > viewer.now)
            seen.append(and_(col(cls.interpreter_id) == viewer.account_id, lately))
            seen.append(and_(waiting, offered(cls, viewer)))
        return or_(*seen)

    def may(self, change: str, viewer: "Viewer") -> bool:
        """Who may ask asks and answers; whom it is offered to takes; who has it writes how long it took."""
        has = viewer.account_id == self.interpreter_id and viewer.is_(Role.INTERPRETER)
        match change:
            case Change.ASK_BOOKING | Change.CHOOSE_TIME | Change.CALL_OFF_BOOKING:
                theirs = change == Change.ASK_BOOKING or self.asks_for(viewer)
                return self._asks(viewer) and (theirs or is_tied(viewer, self.youth_id, *CARING))
            case Change.TAKE_BOOKING | Change.OFFER_TIMES | Change.PASS_BOOKING:
                return (has and change == Change.PASS_BOOKING) or is_offered(self, viewer)
            case Change.NOTE_BOOKING:
                return has
            case Change.AGREE_BEYOND:
                return is_tied(viewer, self.youth_id, Role.CASEWORKER)
            case _:
                return False

    def _asks(self, viewer: "Viewer") -> bool:
        if viewer.account_id == self.youth_id:
            return viewer.is_(Role.YOUTH)
        mine = bool(self.family_id and is_of(viewer, self.family_id))
        friend = mine and bool(self.meetup_id) and is_tied(viewer, self.youth_id, Role.FRIEND)
        host = mine and is_tied(viewer, self.youth_id, Role.HOST)
        return (
            friend or host or is_tied(viewer, self.youth_id, *(role for role in ASKERS if role != Role.HOST))
        )

    def asks_for(self, viewer: "Viewer") -> bool:
        """Whether the viewer is who asked, or does now what that person did; a family is one."""
        if self.asked_as in {Role.CASEWORKER, Role.CONTACT}:
            return is_tied(viewer, self.youth_id, self.asked_as)
        if self.asked_as in FAMILIES:
            return bool(self.family_id and is_of(viewer, self.family_id))
        return viewer.account_id == self.asked_by

    def is_in_it(self, viewer: "Viewer") -> bool:
        """Whether the viewer reads its words: the youth, who asked, the family that is there, the interpreter who has it."""
        has = viewer.account_id == self.interpreter_id and self.state in {
            State.AGREED,
            State.HELD,
            State.NOBODY_CAME,
        }
        there = bool(self.family_id and is_of(viewer, self.family_id))
        return viewer.account_id == self.youth_id or has or there or self.asks_for(viewer)
