"""Who is told of a new face, and when."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlmodel import Session

from app.identity.policy import Role
from app.kit import clock
from app.kit.jobs import enqueue
from app.notifications.kinds import Kind
from app.notifications.telling import tell
from app.people import reach

if TYPE_CHECKING:
    from app.identity.viewer import Viewer

JOB = "new-face"
TOLD = (Role.MFI, Role.FRIEND, Role.HOST, Role.CONTACT, Role.SUPERVISOR, Role.CASEWORKER)


def ask_youth(session: Session, youth_id: UUID) -> None:
    """The youth is told that somebody else comes, and asked what they should know."""
    tell(session, youth_id, Kind.AROUND, url="/handover", about=youth_id)


def heard(session: Session, account_id: UUID, handover_id: UUID) -> None:
    """The new one is told that the youth has said something."""
    tell(session, account_id, Kind.AROUND, url=f"/handovers/{handover_id}", about=handover_id)


def from_then_on(by: "Viewer", tie_id: UUID, at: datetime) -> None:
    """When the tie begins, now or at midnight, conversations are put right and those around the youth are told."""
    after = at - clock.now() if at > by.now else None
    enqueue(by.session, JOB, {"tie": str(tie_id)}, key=f"{JOB}:{tie_id}", after=after)


def tell_around(session: Session, youth_id: UUID, at: datetime) -> None:
    """The youth and all around them but interpreters are told, each where they see the new face."""
    for account_id in reach.accounts(session, youth_id, at, TOLD):
        url = "/people" if account_id == youth_id else f"/youths/{youth_id}"
        tell(session, account_id, Kind.AROUND, url=url, about=youth_id)
