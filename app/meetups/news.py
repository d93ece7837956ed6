"""Telling the two sides of a meetup that something is new."""

from typing import TYPE_CHECKING
from uuid import UUID

from sqlmodel import Session, select

from app.notifications.telling import Kind, tell
from app.people.models import FamilyMember

if TYPE_CHECKING:
    from app.identity.viewer import Viewer


def both_sides(session: Session, youth_id: UUID, family_id: UUID) -> set[UUID]:
    """The accounts of the two: the youth, and the adults of the family."""
    members = select(FamilyMember.account_id).where(FamilyMember.family_id == family_id)
    return {youth_id, *session.exec(members)}


def tell_others(meetup_id: UUID, youth_id: UUID, family_id: UUID, by: "Viewer") -> None:
    """Tell everybody of the two sides but the one who did it."""
    for account_id in both_sides(by.session, youth_id, family_id) - {by.account_id}:
        tell(by.session, account_id, Kind.MEETUP, url=f"/meetups/{meetup_id}", about=meetup_id)
