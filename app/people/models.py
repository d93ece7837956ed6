"""Youths and families."""

from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import ColumnElement, or_
from sqlmodel import Field, col

from app.identity.policy import Change, Role
from app.kit import clock
from app.kit.crypto import Sealed, SealedJson
from app.kit.errors import Refused
from app.kit.record import Record, UtcDateTime
from app.people.ties import FamilyMember, Tie, families_around, families_of, is_tied, tied_youths
from app.web.i18n import gettext as _

if TYPE_CHECKING:
    from app.identity.viewer import Viewer

ADULT = (
    18  # custody, and with it the MFI, ends at 00:00 Copenhagen on this birthday (forældreansvarsloven § 1)
)


class Residence(StrEnum):
    """Where a youth lives."""

    CENTRE = "centre"  # the youth centre
    HOST = "host"  # with an integration family
    OWN = "own"  # a room or flat of one's own
    ASYLUM = "asylum"  # an asylum centre


class Youth(Record, table=True):
    """A young person (ung). Has the id of their account, so that `own` is one comparison."""

    id: UUID = Field(primary_key=True, foreign_key="account.id")
    name: str = Field(sa_type=Sealed)
    birth_date: date = Field(index=True)
    language: str
    municipality_id: UUID | None = Field(default=None, foreign_key="organisation.id", index=True)
    residence: Residence = Residence.CENTRE
    residence_id: UUID | None = Field(default=None, foreign_key="organisation.id")
    postcode: str = ""
    arrived_on: date | None = None
    decided_on: date | None = None
    override_reason: str | None = Field(default=None, sa_type=Sealed)
    overridden_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    mfi_asked_on: date | None = (
        None  # the municipality has asked Familieretshuset for an MFI; None: nobody knows
    )

    @classmethod
    def visible_to(cls, viewer: "Viewer") -> ColumnElement[bool]:
        """The youth, and those tied to them now; a family sees little of it (the page decides what)."""
        around = tied_youths(
            viewer, Role.FRIEND, Role.HOST, Role.MFI, Role.CASEWORKER, Role.CONTACT, Role.SUPERVISOR
        )
        return or_(col(cls.id) == viewer.account_id, col(cls.id).in_(around))

    @property
    def about_youth(self) -> UUID:
        """The youth themselves."""
        return self.id

    def may(self, change: str, viewer: "Viewer") -> bool:
        """Their caseworker, about the decision and the gate, and inviting them."""
        theirs = {Change.DECIDE, Change.OVERRIDE_GATE, Change.ASK_MFI, Change.INVITE, Change.START_TIE}
        return change in theirs and is_tied(viewer, self.id, Role.CASEWORKER)

    def age(self, on: date | None = None) -> int:
        """Age in whole years."""
        return clock.age_on(self.birth_date, on or clock.today())

    def is_adult(self, at: datetime | None = None) -> bool:
        """Whether 18 is reached: at midnight in Copenhagen."""
        return self.turns_18_at <= (at or clock.now())

    @property
    def turns_18_at(self) -> datetime:
        """The moment custody ends."""
        return clock.midnight(clock.birthday(self.birth_date, ADULT))

    @property
    def gate_open(self) -> bool:
        """Whether matching may start: decision and municipality recorded, or overridden with a reason [3.2]."""
        return bool((self.decided_on and self.municipality_id) or self.overridden_at)

    def decide(self, on: date, municipality_id: UUID | None = None, *, by: "Viewer") -> None:
        """The asylum case is decided: the gate opens once a municipality is recorded too. Raises Refused."""
        by.require(Change.DECIDE, self)
        if not self.birth_date < on <= clock.today():
            raise Refused(_("Choose the day of the decision: today or earlier."))
        self.decided_on = on
        self.municipality_id = municipality_id or self.municipality_id

    def override_gate(self, reason: str, *, by: "Viewer") -> None:
        """Let matching start before the decision, for a reason that is kept. Raises Refused if it is open."""
        by.hold(self)
        by.require(Change.OVERRIDE_GATE, self)
        if self.gate_open:
            raise Refused(_("The way is open already. Nothing needs to be done."))
        self.override_reason, self.overridden_at = reason, by.now

    def ask_for_mfi(self, *, by: "Viewer") -> None:
        """The municipality has asked for a custody holder; until there is one the caseworker stands in."""
        by.require(Change.ASK_MFI, self)
        self.mfi_asked_on = self.mfi_asked_on or clock.today()


class FamilyState(StrEnum):
    """How far a family has come with its organisation."""

    APPLIED = "applied"
    MEETING = "information-meeting"
    INTERVIEW = "interview"
    CERTIFICATE = "childrens-certificate"
    APPROVED = "approved"
    MATCHED = "matched"
    RESTING = "resting"
    LEFT = "left"


class Family(Record, table=True):
    """A friendship family or an integration family; one or more adults, each with an account."""

    name: str = Field(sa_type=Sealed)
    kind: Role = Role.FRIEND  # FRIEND or HOST
    state: FamilyState = FamilyState.APPLIED
    since: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    organisation_id: UUID | None = Field(default=None, foreign_key="organisation.id", index=True)
    postcode: str = ""
    capacity: int = 1
    certificate_on: date | None = (
        None  # the children's certificate (børneattest): its day and who saw it, no more
    )
    certificate_by: UUID | None = Field(default=None, foreign_key="account.id")
    # adults: int, children: [ages], animals: [words], interests: [keys], times: [keys], languages: [codes], about: str
    profile: dict[str, Any] = Field(default_factory=dict, sa_type=SealedJson)

    @classmethod
    def visible_to(cls, viewer: "Viewer") -> ColumnElement[bool]:
        """Its own adults, its organisation's coordinators, the youths it is tied to and those around them."""
        organisations = viewer.organisations(Role.COORDINATOR)
        supervised = col(cls.kind) == Role.HOST if viewer.is_(Role.SUPERVISOR) else col(cls.id).is_(None)
        return or_(
            col(cls.id).in_(families_of(viewer)),
            col(cls.organisation_id).in_(organisations),
            col(cls.id).in_(families_around(viewer)),
            supervised,
        )

    def may(self, change: str, viewer: "Viewer") -> bool:
        """Its organisation's coordinators, and its own adults."""
        member = families_of(viewer).where(col(FamilyMember.family_id) == self.id)
        mine = viewer.session.scalars(member).first() is not None
        return change == Change.EDIT_FAMILY and (
            mine or self.organisation_id in viewer.organisations(Role.COORDINATOR)
        )


__all__ = ["Family", "FamilyMember", "FamilyState", "Residence", "Tie", "Youth"]
