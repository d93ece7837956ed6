"""A booking as a list shows it: to an interpreter without anybody's name, until it is theirs to know."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, or_
from sqlalchemy.orm import aliased
from sqlmodel import col

from app.bookings.kinds import OPEN, PURPOSES, STATES, VENUES, Purpose, State, Venue
from app.bookings.models import Booking
from app.identity.models import Account, Organisation
from app.identity.policy import FAMILIES, Role
from app.identity.viewer import Viewer
from app.kit.clock import COPENHAGEN
from app.messaging.sheets import Work
from app.people.models import Youth
from app.people.ties import families_of, tied_youths


@dataclass(frozen=True, slots=True)
class Card:
    """A booking. `youth` is empty for an interpreter who doesn't know them; first names alone for one who does."""

    id: UUID
    purpose: Purpose
    venue: Venue
    state: State
    language: str
    starts_at: datetime
    ends_at: datetime
    changed_at: datetime
    sequence: int
    beyond: bool
    beyond_agreed: bool
    used: int | None
    municipality: str
    youth_id: UUID | None
    youth: str
    interpreter: str
    known: bool  # the viewer is the youth, or around them; else an interpreter
    own: bool
    has: bool  # the viewer is the interpreter who has it
    fixed: bool
    now: datetime

    @property
    def icon(self) -> str:
        """The picture of what it is."""
        return PURPOSES[self.purpose][0]

    @property
    def label(self) -> str:
        """What it is, in English, marked for translation."""
        return PURPOSES[self.purpose][1]

    @property
    def where(self) -> tuple[str, str]:
        """Where: a picture, and words in English, marked for translation."""
        return VENUES[self.venue]

    @property
    def local_start(self) -> datetime:
        """When it begins, on a clock in Copenhagen."""
        return self.starts_at.astimezone(COPENHAGEN)

    @property
    def minutes(self) -> int:
        """How long it is to last."""
        return int((self.ends_at - self.starts_at).total_seconds()) // 60

    @property
    def begun(self) -> bool:
        """Whether its time has come."""
        return self.starts_at <= self.now

    @property
    def lapsed(self) -> bool:
        """Nobody said yes before its time came."""
        return self.state in OPEN and self.begun

    @property
    def unwritten(self) -> bool:
        """It is over, and the interpreter has not written how long it took."""
        over = self.state == State.AGREED and self.ends_at <= self.now
        return over or (self.state == State.HELD and self.used is None)

    @property
    def ahead(self) -> bool:
        """Still to come, or to be answered."""
        return self.state in {*OPEN, State.AGREED} and self.ends_at > self.now and not self.lapsed

    @property
    def chip(self) -> tuple[str, str, str]:
        """How it stands: words in English, marked for translation, a colour and a picture."""
        return STATES[self.state]


def cards(viewer: Viewer, *where: Any, order: Any, limit: int = 200) -> list[Card]:
    """One query."""
    interpreter, around = aliased(Account), _around(viewer)
    rows = (
        viewer.rows(
            Booking,
            *(col(getattr(Booking, name)) for name in (
                "id", "purpose", "venue", "state", "language", "starts_at", "ends_at", "changed_at", "sequence", "beyond",
                "beyond_agreed_by", "youth_id", "interpreter_id", "fixed_interpreter_id",
            )),
            col(Youth.name).label("youth"),
            col(Organisation.name).label("municipality"),
            col(interpreter.name).label("interpreter"),
            col(Work.minutes).label("used"),
            around.label("known"),
        )
        .join(Youth, col(Youth.id) == col(Booking.youth_id))
        .outerjoin(Organisation, col(Organisation.id) == Youth.municipality_id)
        .outerjoin(interpreter, col(interpreter.id) == col(Booking.interpreter_id))
        .outerjoin(Work, col(Work.id) == col(Booking.work_id))
        .where(*where)
        .order_by(*order)
        .limit(limit)
    )  # fmt: skip
    return [_card(viewer, row) for row in viewer.run(rows)]


def _around(viewer: Viewer) -> Any:
    """The youth themselves, or somebody who is there for them: they know who it is."""
    caring = tied_youths(viewer, Role.CASEWORKER, Role.CONTACT, Role.SUPERVISOR, Role.MFI)
    family = and_(
        col(Booking.family_id).in_(families_of(viewer)),
        col(Booking.youth_id).in_(tied_youths(viewer, *FAMILIES)),
    )
    return or_(col(Booking.youth_id) == viewer.account_id, col(Booking.youth_id).in_(caring), family)


def _card(viewer: Viewer, row: Any) -> Card:
    has = row.interpreter_id == viewer.account_id
    fixed = row.fixed_interpreter_id == viewer.account_id
    known = bool(row.known)
    named = row.youth if known else first(row.youth) if has or fixed else ""
    return Card(
        id=row.id,
        purpose=row.purpose,
        venue=row.venue,
        state=row.state,
        language=row.language,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        changed_at=row.changed_at,
        sequence=row.sequence,
        beyond=row.beyond and known,
        beyond_agreed=row.beyond_agreed_by is not None,
        used=row.used if known or has else None,
        municipality=row.municipality or "",
        youth_id=row.youth_id if known else None,
        youth=named,
        interpreter=row.interpreter or "",
        known=known,
        own=row.youth_id == viewer.account_id,
        has=has,
        fixed=fixed,
        now=viewer.now,
    )


def first(name: str) -> str:
    """The first name."""
    return next(iter(name.split()), "")
