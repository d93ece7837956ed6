"""What the pages about people read."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, func
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from app.identity.models import Account, Grant, Organisation
from app.identity.policy import Role
from app.identity.prepared import prepared
from app.identity.viewer import Viewer
from app.people.models import Family, Tie, Youth
from app.people.roles import ROLES, RoleWords

# The order in which people stand on a youth's page: those of every day first.
ORDER = (Role.CONTACT, Role.HOST, Role.CASEWORKER, Role.MFI, Role.FRIEND, Role.INTERPRETER, Role.SUPERVISOR)
NEWS = timedelta(days=21)
DANISH = 8  # digits of a Danish number


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody tied to a youth, as a card shows them."""

    tie_id: UUID
    role: Role
    name: str
    account_id: UUID | None
    family_id: UUID | None
    since: datetime
    until: datetime | None
    because: str
    stands_in_for: UUID | None
    organisation: str
    phone: str
    night_phone: str
    note: str | None = None
    stands_in_for_name: str = ""

    @property
    def words(self) -> RoleWords:
        """What the role is, in plain words."""
        return ROLES[self.role]

    def is_there(self, at: datetime) -> bool:
        """Whether the tie is in force."""
        return self.since <= at and (self.until is None or self.until > at)

    @property
    def tel(self) -> str:
        """The organisation's number as a telephone wants it."""
        digits = "".join(sign for sign in self.phone if sign.isdigit() or sign == "+")
        return f"+45{digits}" if len(digits) == DANISH else digits


@dataclass(frozen=True, slots=True)
class People:
    """Who is there for a youth, and who has been."""

    now: tuple[Person, ...]
    before: tuple[Person, ...]

    def of(self, role: Role) -> Person | None:
        """Who has a role now."""
        return next((person for person in self.now if person.role == role), None)


@prepared
def _around(viewer: Viewer) -> Any:
    granted = (
        select(Grant.organisation_id)
        .where(Grant.account_id == Tie.account_id, Grant.role == Tie.role)
        .order_by(col(Grant.starts_at).desc())
        .limit(1)
        .scalar_subquery()
    )
    replaced, absent = aliased(Tie), aliased(Account)
    return (
        viewer.rows(
            Tie,
            Tie.id,
            Tie.role,
            Tie.account_id,
            Tie.family_id,
            Tie.starts_at,
            Tie.ends_at,
            Tie.ended_because,
            Tie.stands_in_for,
            Tie.note,
            col(Account.name).label("account_name"),
            col(Family.name).label("family_name"),
            col(absent.name).label("absent_name"),
            col(Organisation.name).label("organisation"),
            col(Organisation.phone),
            col(Organisation.night_phone),
        )
        .outerjoin(Account, col(Account.id) == Tie.account_id)
        .outerjoin(Family, col(Family.id) == Tie.family_id)
        .outerjoin(Organisation, col(Organisation.id) == func.coalesce(Family.organisation_id, granted))
        .outerjoin(replaced, col(replaced.id) == Tie.stands_in_for)
        .outerjoin(absent, col(absent.id) == replaced.account_id)
        .where(col(Tie.youth_id) == bindparam("youth"), col(Tie.starts_at) <= viewer.now)
        .order_by(col(Tie.starts_at).desc())
    )


def around(viewer: Viewer, youth_id: UUID) -> People:
    """Everybody tied to a youth whom this viewer may know of; one query."""
    rows = viewer.run(_around(viewer), youth=youth_id)
    people = [_person(row) for row in rows]
    there = [person for person in people if person.is_there(viewer.now)]
    there.sort(key=lambda person: ORDER.index(person.role) if person.role in ORDER else len(ORDER))
    return People(tuple(there), tuple(person for person in people if not person.is_there(viewer.now)))


def _person(row: Any) -> Person:
    return Person(
        tie_id=row.id,
        role=row.role,
        name=row.account_name or row.family_name or "",
        account_id=row.account_id,
        family_id=row.family_id,
        since=row.starts_at,
        until=row.ends_at,
        because=row.ended_because,
        stands_in_for=row.stands_in_for,
        organisation=row.organisation or "",
        phone=row.phone or "",
        night_phone=row.night_phone or "",
        note=row.note,
        stands_in_for_name=row.absent_name or "",
    )


@dataclass(frozen=True, slots=True)
class Custody:
    """How it stands with the MFI: `has`, `asked`, `unknown`, or over: `ended` (there was one), `adult`."""

    state: str
    person: Person | None = None
    on: date | datetime | None = None


def custody(viewer: Viewer, youth: Youth, people: People) -> Custody:
    """Whether there is an MFI, and if not, why: in the report most had never heard of theirs [4.1]."""
    there = people.of(Role.MFI)
    if there:
        return Custody("has", there)
    if youth.is_adult(viewer.now):
        before = next((person for person in people.before if person.role == Role.MFI), None)
        return Custody("ended" if before else "adult", before, youth.turns_18_at)
    return Custody("asked", on=youth.mfi_asked_on) if youth.mfi_asked_on else Custody("unknown")


def new_caseworker(viewer: Viewer, people: People) -> Person | None:
    """The caseworker who took over lately: to be told on Home and People [4.1]."""
    before = {person.until for person in people.before if person.role == Role.CASEWORKER}
    return next(
        (
            person
            for person in people.now
            if person.role == Role.CASEWORKER and person.since in before and person.since > viewer.now - NEWS
        ),
        None,
    )


def myself(viewer: Viewer) -> Youth:
    """The youth who is looking. Raises NotFound for anybody else."""
    return viewer.find(Youth, viewer.account_id or "", look=False)
