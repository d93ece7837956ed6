"""Telling the two sides of a meetup that something is new."""

from typing import TYPE_CHECKING
from uuid import UUID

from sqlmodel import select

from app.notifications.telling import Kind, tell
from app.people.models import FamilyMember

if TYPE_CHECKING:
    from app.identity.viewer import Viewer


def tell_others(meetup_id: UUID, youth_id: UUID, family_id: UUID, by: "Viewer") -> None:
    """Tell everybody of the two sides but the one who did it."""
    members = select(FamilyMember.account_id).where(FamilyMember.family_id == family_id)
    for account_id in {youth_id, *by.session.exec(members)} - {by.account_id}:
        tell(by.session, account_id, Kind.MEETUP, url=f"/meetups/{meetup_id}", about=meetup_id)
