"""What is done after the answer: finding whom a forgotten password belongs to, and sending links."""

from typing import Any

from sqlmodel import select

from app.identity.invitations import Invitation, Kind
from app.identity.models import Account
from app.identity.viewer import Viewer
from app.kit import jobs
from app.kit.crypto import digest
from app.kit.db import transaction
from app.notifications import mail
from app.people.joining import Joined


def link(code: str, origin: str = "") -> str:
    """The address that carries a code in its fragment: no server and no log on the way sees it."""
    return f"{origin or mail.origin()}/welcome#{code}"


def ask_reset(viewer: Viewer, email: str, language: str) -> None:
    """Queue the question, whoever it is."""
    jobs.enqueue(viewer.session, "reset", {"email": email, "language": language})


@jobs.works_on("reset")
def reset(payload: dict[str, Any]) -> None:
    """Send a link for a new password to an account that has one. To nobody else, and nobody is told."""
    with transaction() as session:
        asked = select(Account).where(Account.email_digest == digest(payload["email"]))
        account = session.exec(asked).first()
        if account is None or account.closed_at or not account.password_hash or not account.email:
            return
        _invitation, code = Invitation.make(session, account.id, Kind.RESET)
        mail.send(session, account.email, "reset", account.language, name=account.name, link=link(code))


def send_invitation(viewer: Viewer, joined: Joined) -> None:
    """The link, by e-mail, in the language of whoever is invited."""
    if joined.code and joined.account.email:
        mail.send(
            viewer.session,
            joined.account.email,
            "invitation",
            joined.account.language,
            name=joined.account.name,
            by=viewer.name,
            link=link(joined.code),
        )
