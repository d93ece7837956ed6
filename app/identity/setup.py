"""The first steps of an installation, from the command line: whoever runs it is trusted by the machine."""

from sqlmodel import Session, select

from app.identity.invitations import Invitation, Kind
from app.identity.models import Account, Grant, Organisation
from app.identity.policy import Role
from app.kit.crypto import digest


def make_first(session: Session, organisation: str, name: str, email: str) -> str:
    """The municipality and its administrator; the answer is the code of their invitation."""
    municipality = Organisation(name=organisation, kind="municipality", short=organisation)
    admin = Account(name=name)
    admin.reach_by(email)
    session.add_all((municipality, admin))
    session.flush()
    session.add(Grant(account_id=admin.id, role=Role.ADMIN, organisation_id=municipality.id))
    return Invitation.make(session, admin.id, Kind.LINK)[1]


def invite(session: Session, email: str) -> str | None:
    """Invite somebody who has an account once more; None if nobody open has this e-mail."""
    account = session.exec(select(Account).where(Account.email_digest == digest(email))).first()
    if account is None or account.closed_at:
        return None
    return Invitation.make(session, account.id, Kind.LINK)[1]
