"""Proofs: PINs and passwords are compared and hashed here, before the endpoint's transaction takes the write lock.

Argon2 is slow on purpose; inside the transaction it would hold up everybody who writes. What is counted and what
is kept is decided later, in the transaction, against the rows as they are then.
"""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import Depends
from sqlmodel import Session, select

from app.entry.forms import NewPasswordForm, NewPinForm, PinForm, SignInForm
from app.identity import limits
from app.identity.devices import Device
from app.identity.invitations import Invitation
from app.identity.models import Account, Grant
from app.identity.passwords import LEAST, hash_secret, is_weak_password, is_weak_pin, matches
from app.identity.policy import Role
from app.kit import clock
from app.kit.crypto import digest
from app.kit.db import transaction
from app.people.models import Youth
from app.web.asking import asking
from app.web.forms import Posted, reads
from app.web.i18n import gettext as _

READ_PIN, READ_SIGN_IN = reads(PinForm), reads(SignInForm)
READ_NEW_PIN, READ_NEW_PASSWORD = reads(NewPinForm), reads(NewPasswordForm)


@dataclass(frozen=True, slots=True)
class Proof:
    """How a try came out: who it would be, whether it was right, and the minutes to wait when there were too many."""

    subject: UUID | None = None
    right: bool = False
    wait: int = 0


@dataclass(frozen=True, slots=True)
class Enrolling:
    """Somebody who has opened an invitation and is choosing a PIN or password."""

    account_id: UUID
    is_youth: bool
    name: str
    email: str
    is_reset: bool


@dataclass(frozen=True, slots=True)
class NewKey:
    """A PIN or password as it will be kept; or why not."""

    hashed: str = ""
    field: str = ""
    problem: str = ""
    wait: int = 0


def _prove_pin(posted: Annotated[Posted[PinForm], READ_PIN]) -> Proof:
    ask = asking.get()
    if wait := limits.too_many("pin", ask.address, ask.device, limits.BY_PHONE):
        return Proof(wait=wait)
    if posted.form is None:
        return Proof()
    with transaction(writes=False) as session:
        device = Device.known(session, ask.device)
    if device is None:
        return Proof()
    return Proof(device.id, matches(posted.form.pin, device.pin_hash))


def _prove_password(posted: Annotated[Posted[SignInForm], READ_SIGN_IN]) -> Proof:
    ask = asking.get()
    if wait := limits.too_many("password", ask.address, posted.raw("email").strip()):
        return Proof(wait=wait)
    if posted.form is None:
        return Proof()
    with transaction(writes=False) as session:
        found = session.exec(select(Account).where(Account.email_digest == digest(posted.form.email))).first()
    kept = found.password_hash if found and not found.closed_at else None
    right = matches(posted.form.password, kept)  # as long for somebody who isn't there
    return Proof(found.id if found else None, right)


def enrolling(session: Session, token: str) -> Enrolling | None:
    """Who is enrolling with this cookie, if its time lasts."""
    invitation = Invitation.enrolling(session, token)
    account = session.get(Account, invitation.account_id) if invitation else None
    if invitation is None or account is None or account.closed_at:
        return None
    youth = select(Grant.id).where(
        Grant.account_id == account.id, Grant.role == Role.YOUTH, Grant.in_force(clock.now())
    )
    return Enrolling(
        account.id,
        session.exec(youth).first() is not None and not account.password_hash,
        account.name,
        account.email or "",
        invitation.kind == "reset",
    )


def _new_pin(posted: Annotated[Posted[NewPinForm], READ_NEW_PIN]) -> NewKey:
    ask = asking.get()
    if wait := limits.too_many("key", ask.address, ask.enrolling):
        return NewKey(wait=wait)
    if posted.form is None:
        return NewKey()
    with transaction(writes=False) as session:
        who = enrolling(session, ask.enrolling)
        youth = session.get(Youth, who.account_id) if who else None
    if who is None or not who.is_youth:
        return NewKey()
    pin = posted.form.pin
    if is_weak_pin(pin, youth.birth_date if youth else None):
        return NewKey(
            field="pin", problem=_("Others could guess this PIN. Choose six digits that only you know.")
        )
    if "".join(posted.form.again.split()) != pin:
        return NewKey(field="again", problem=_("The two are not the same. Write your PIN once more."))
    return NewKey(hash_secret(pin))


def _new_password(posted: Annotated[Posted[NewPasswordForm], READ_NEW_PASSWORD]) -> NewKey:
    ask = asking.get()
    if wait := limits.too_many("key", ask.address, ask.enrolling):
        return NewKey(wait=wait)
    if posted.form is None:
        return NewKey()
    with transaction(writes=False) as session:
        who = enrolling(session, ask.enrolling)
    if who is None or who.is_youth:
        return NewKey()
    problem = _problem_of(posted.form, who)
    return problem or NewKey(hash_secret(posted.form.password))


def _problem_of(form: NewPasswordForm, who: Enrolling) -> NewKey | None:
    """What is not right with a new password, if anything."""
    email = who.email or form.email or ""
    if not email:
        return NewKey(field="email", problem=_("This is missing. Write it here."))
    if len(form.password) < LEAST:
        long_enough = _("Make it at least %(n)s signs long. A short sentence is easy to remember.", n=LEAST)
        return NewKey(field="password", problem=long_enough)
    if is_weak_password(form.password, who.name, email):
        own = _("Others could guess this one. Choose something that only you think of.")
        return NewKey(field="password", problem=own)
    return None


PinProof = Annotated[Proof, Depends(_prove_pin)]
PasswordProof = Annotated[Proof, Depends(_prove_password)]
PinKey = Annotated[NewKey, Depends(_new_pin)]
PasswordKey = Annotated[NewKey, Depends(_new_password)]
