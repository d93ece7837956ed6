"""Telling the two sides of a meetup that something is new."""

from typing import TYPE_CHECKING
from uuid import UUID

from sqlmodel import Session, col, select

from app.identity.policy import Role
from app.notifications.telling import Kind, tell
from app.people.models import FamilyMember, Tie

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


def tell_contact(meetup_id: UUID, youth_id: UUID, by: "Viewer") -> None:
    """Tell the contact person that they are asked to come along."""
    theirs = select(Tie.account_id).where(
        Tie.youth_id == youth_id,
        Tie.role == Role.CONTACT,
        Tie.in_force(by.now),
        col(Tie.account_id).is_not(None),
    )
    for account_id in by.session.exec(theirs):
        if account_id:
            tell(by.session, account_id, Kind.MEETUP, url=f"/meetups/{meetup_id}", about=meetup_id)
