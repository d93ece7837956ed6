"""Coming in and going out: what happens to sessions, phones and invitations, in the request's transaction."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import col, select

from app.entry.proof import Proof
from app.identity import sessions
from app.identity.devices import Device
from app.identity.factors import next_factor
from app.identity.invitations import Invitation
from app.identity.models import Account
from app.identity.policy import Change
from app.identity.viewer import Viewer, load_viewer
from app.kit.crypto import digest
from app.web.asking import asking


@dataclass(frozen=True, slots=True)
class Entered:
    """Somebody who came in: the tokens for the cookies, and their language."""

    session: str
    language: str
    device: str = ""


@dataclass(frozen=True, slots=True)
class Door:
    """What a phone without a session is shown: the PIN, a wait, a lock, or e-mail and password."""

    shows: str = "email"
    minutes: int = 0
    tries_left: int = 0


def door(viewer: Viewer) -> Door:
    """The door for this phone. It never tells whose phone it is."""
    device = Device.known(viewer.session, asking.get().device)
    if device is None or not device.pin_hash:
        return Door()
    if device.locked_at:
        return Door("locked")
    if minutes := device.minutes_to_wait(viewer.now):
        return Door("waits", minutes)
    return Door("pin", tries_left=device.tries_left)


def by_pin(viewer: Viewer, proof: Proof) -> Entered | None:
    """Count the try on the phone; None if it doesn't open."""
    device = Device.known(viewer.session, asking.get().device, lock=True)
    if device is None or device.id != proof.subject or not device.tried(right=proof.right, at=viewer.now):
        return None
    return _begin(viewer, device.account_id, device.id, device.label)


def by_password(viewer: Viewer, proof: Proof, label: str) -> Entered | None:
    """None if it wasn't right, or the account is closed by now."""
    if proof.subject is None or not proof.right:
        return None
    return _begin(viewer, proof.subject, None, label)


def _begin(viewer: Viewer, account_id: UUID, device_id: UUID | None, label: str) -> Entered | None:
    """A new session; the one this browser had before ends."""
    account = viewer.session.get(Account, account_id)
    if account is None or account.closed_at:
        return None
    if next_factor(viewer.session, account_id) is not None:
        return None  # the seam: a later issue leads to the factor's own page
    leave(viewer)
    return Entered(sessions.start(viewer.session, account_id, device_id, label), account.language)


def leave(viewer: Viewer) -> None:
    """End the session of this browser on the server."""
    if asking.get().token:
        sessions.end(viewer.session, asking.get().token)


def take(viewer: Viewer, code: str | None, language: str | None) -> str | None:
    """Open an invitation; the token for the cookie of this browser. A second tap of the same browser goes on."""
    before = Invitation.enrolling(viewer.session, asking.get().enrolling)
    if before and code and before.has_code(code):
        return asking.get().enrolling
    taken = Invitation.take(viewer.session, code)
    if taken is None:
        return None
    invitation, token = taken
    account = viewer.session.get_one(Account, invitation.account_id)
    if language and not account.closed_at:
        account.speak(language, by=load_viewer(viewer.session, account.id, viewer.now))
    return token


def enrol_youth(viewer: Viewer, pin_hash: str, label: str) -> Entered | None:
    """The phone is known from now on. Where staff said so, the earlier phones forget the youth."""
    found = _enrolled(viewer)
    if found is None:
        return None
    invitation, account = found
    if invitation.recovery:
        sessions.end_all(viewer.session, account.id)
        _forget_devices(viewer, account.id)
    device, token = Device.keep(viewer.session, account.id, pin_hash, label)
    invitation.use()
    entered = _begin(viewer, account.id, device.id, label)
    return entered and Entered(entered.session, entered.language, token)


def enrol_adult(viewer: Viewer, password_hash: str, email: str, label: str) -> Entered | None:
    """The password is set, and every session that began with an older one ends."""
    found = _enrolled(viewer)
    if found is None:
        return None
    invitation, account = found
    if not account.email:
        account.reach_by(email)
    account.password_hash = password_hash
    sessions.end_all(viewer.session, account.id)
    invitation.use()
    return _begin(viewer, account.id, None, label)


def _enrolled(viewer: Viewer) -> tuple[Invitation, Account] | None:
    invitation = Invitation.enrolling(viewer.session, asking.get().enrolling, lock=True)
    account = viewer.session.get(Account, invitation.account_id) if invitation else None
    if invitation is None or account is None or account.closed_at:
        return None
    load_viewer(viewer.session, account.id, viewer.now).require(Change.CHOOSE_KEY, account)
    return invitation, account


def is_taken(viewer: Viewer, email: str) -> bool:
    """Whether another account has this e-mail."""
    return (
        viewer.session.exec(select(Account.id).where(Account.email_digest == digest(email))).first()
        is not None
    )


def _forget_devices(viewer: Viewer, account_id: UUID) -> None:
    for device in viewer.session.exec(select(Device).where(col(Device.account_id) == account_id)):
        viewer.session.delete(device)
    viewer.session.flush()


def forget_device(viewer: Viewer, device: Device) -> None:
    """A phone of mine doesn't open any more, and what is open on it closes."""
    viewer.require(Change.FORGET_DEVICE, device)
    sessions.end_all(viewer.session, device.account_id, device.id)
    viewer.session.delete(device)


def forget_sign_in(viewer: Viewer, sign_in: sessions.SignIn) -> None:
    """A session of mine ends."""
    viewer.require(Change.FORGET_DEVICE, sign_in)
    sessions.end_one(viewer.session, sign_in)
