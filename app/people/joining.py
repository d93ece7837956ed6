"""How people come in: a youth, an adult for a youth, a family's adult, a colleague. Each by who may bring them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select

from app.identity.invitations import Invitation, Kind
from app.identity.models import Account, Grant, Organisation
from app.identity.policy import Change, Role
from app.kit import clock
from app.kit.crypto import digest
from app.kit.errors import NotFound, Refused
from app.kit.record import Record
from app.people.choosing import near
from app.people.models import Family, FamilyMember, Residence, Tie, Youth
from app.web.i18n import gettext as _

if TYPE_CHECKING:
    from app.identity.viewer import Viewer

YOUNGEST, OLDEST = 8, 25
# Whom a caseworker brings in for a youth; colleagues come from the administrator, families from the coordinator.
BROUGHT = (Role.MFI, Role.CONTACT, Role.INTERPRETER)


@dataclass(frozen=True)
class Newcomer:
    """Who comes."""

    name: str
    email: str
    language: str = "da"


@dataclass(frozen=True)
class Joined:
    """Somebody who was let in. With no code they have a password already, and nothing needs to be sent."""

    account: Account
    invitation: Invitation | None = None
    code: str = ""


def _keep(by: "Viewer", *records: Record) -> None:
    """Into the database one after the other: each row may need the one before."""
    for record in records:
        by.add(record)


def welcome_youth(name: str, born: date, language: str, residence: Residence, *, by: "Viewer") -> Youth:
    """A youth of the caseworker's own municipality, tied to them from now on. Raises Refused."""
    municipality = next(iter(by.organisations(Role.CASEWORKER)), None)
    if municipality is None:
        raise NotFound
    if not YOUNGEST <= clock.age_on(born, clock.today()) <= OLDEST:
        raise Refused(_("Look at the birth date once more: Sammen is for young people."))
    account = Account(name=name, language=language)
    youth = Youth(
        id=account.id,
        name=name,
        birth_date=born,
        language=language,
        municipality_id=municipality,
        residence=residence,
        residence_id=_nearest(by, "residence") if residence == Residence.CENTRE else None,
    )
    grant = Grant(account_id=account.id, role=Role.YOUTH, organisation_id=municipality)
    tie = Tie(youth_id=youth.id, account_id=by.account_id, role=Role.CASEWORKER, starts_at=by.now)
    _keep(by, account, grant, youth, tie)
    by.require(Change.INVITE, youth)
    return youth


def invite_youth(youth: Youth, kind: Kind, *, recovery: bool = False, by: "Viewer") -> Invitation:
    """A code for one of the caseworker's youths. With `recovery` their earlier phones will forget them."""
    by.require(Change.INVITE, youth)
    kind = Kind.FACE if kind == Kind.FACE else Kind.LINK
    return Invitation.make(by.session, youth.id, kind, by=by.account_id, recovery=recovery)[0]


def bring_adult(youth: Youth, role: Role, who: Newcomer, *, by: "Viewer") -> Joined:
    """An adult who is there for a youth from now on. Raises Refused."""
    by.require(Change.INVITE, youth)
    if role not in BROUGHT:
        raise Refused(_("Choose somebody from the list."))
    account = _account_of(who, by)
    _grant(account, role, _place_of(youth, role, by), by)
    Tie.start(youth, role, account.id, by=by)
    return _invited(account, by)


def bring_family(family: Family | None, family_name: str, who: Newcomer, *, by: "Viewer") -> Joined:
    """An adult of a friendship family of the coordinator's organisation; of a new one if there is none yet."""
    if family is None:
        organisation = next(iter(by.organisations(Role.COORDINATOR)), None)
        family = by.add(Family(name=family_name, kind=Role.FRIEND, organisation_id=organisation))
    by.require(Change.EDIT_FAMILY, family)
    account = _account_of(who, by)
    _grant(account, family.kind, family.organisation_id, by)
    there = select(FamilyMember.id).where(
        FamilyMember.family_id == family.id, FamilyMember.account_id == account.id
    )
    if by.session.exec(there).first() is None:
        by.add(FamilyMember(family_id=family.id, account_id=account.id))
    return _invited(account, by)


def bring_colleague(role: Role, organisation: Organisation, who: Newcomer, *, by: "Viewer") -> Joined:
    """Any adult in any role, by an administrator."""
    if role == Role.YOUTH:
        raise Refused(_("A young person is invited by their caseworker."))
    account = _account_of(who, by)
    by.require(Change.GRANT, Grant(account_id=account.id, role=role, organisation_id=organisation.id))
    _grant(account, role, organisation.id, by)
    by.require(Change.INVITE, account)
    return _invited(account, by)


def _account_of(who: Newcomer, by: "Viewer") -> Account:
    """The account with this e-mail, or a new one."""
    found = by.session.exec(select(Account).where(Account.email_digest == digest(who.email))).first()
    if found:
        if found.closed_at or _is_youth(found.id, by):
            raise Refused(_("This e-mail can't be used here. Use another one."))
        return found
    account = Account(name=who.name, language=who.language)
    account.reach_by(who.email)
    try:
        with by.session.begin_nested():
            by.add(account)
    except IntegrityError as error:
        raise Refused(_("Somebody else is adding this person just now. Try again in a moment.")) from error
    return account


def _is_youth(account_id: UUID, by: "Viewer") -> bool:
    mine = select(Grant.id).where(
        Grant.account_id == account_id, Grant.role == Role.YOUTH, Grant.in_force(clock.now())
    )
    return by.session.exec(mine).first() is not None


def _grant(account: Account, role: Role, organisation_id: UUID | None, by: "Viewer") -> None:
    """The role, if it isn't held there already: it follows from the tie or the family that was asked for."""
    held = select(Grant.id).where(
        Grant.account_id == account.id,
        Grant.role == role,
        Grant.organisation_id == organisation_id,
        Grant.in_force(by.now),
    )
    if by.session.exec(held).first() is None:
        by.add(Grant(account_id=account.id, role=role, organisation_id=organisation_id, starts_at=by.now))


def _place_of(youth: Youth, role: Role, by: "Viewer") -> UUID | None:
    """The organisation an adult belongs to, by what they are."""
    if role == Role.CONTACT and youth.residence_id:
        return youth.residence_id
    if role == Role.INTERPRETER:
        return _nearest(by, "interpreters")
    return next(iter(by.organisations(Role.CASEWORKER)), None)


def _nearest(by: "Viewer", kind: str) -> UUID | None:
    """An organisation of a kind in the caseworker's municipality, else the municipality itself."""
    found: Iterable[UUID] = by.session.exec(
        select(Organisation.id)
        .where(Organisation.kind == kind, col(Organisation.id).in_(near(by)))
        .order_by(col(Organisation.id))
    )
    return next(iter(found), next(iter(by.organisations(Role.CASEWORKER)), None))


def _invited(account: Account, by: "Viewer") -> Joined:
    if account.password_hash:
        return Joined(account)
    invitation, code = Invitation.make(by.session, account.id, Kind.LINK, by=by.account_id)
    return Joined(account, invitation, code)
