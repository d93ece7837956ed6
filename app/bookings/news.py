"""Telling everybody in a booking that something is new: never what, where or who."""

from typing import TYPE_CHECKING
from uuid import UUID

from sqlmodel import Session, select

from app.identity.policy import Role
from app.notifications.telling import Kind, tell
from app.people.models import FamilyMember, Tie

if TYPE_CHECKING:
    from app.bookings.models import Booking
    from app.identity.viewer import Viewer


def in_it(session: Session, booking: "Booking") -> set[UUID]:
    """The accounts of those who meet, and of who asked."""
    members = select(FamilyMember.account_id).where(FamilyMember.family_id == booking.family_id)
    family = session.exec(members).all() if booking.family_id else ()
    found = {booking.youth_id, booking.asked_by, *family}
    return found | ({booking.interpreter_id} if booking.interpreter_id else set())


def tell_others(booking: "Booking", by: "Viewer", *also: UUID | None) -> None:
    """Tell all who are in it but the one who did it."""
    for account_id in (in_it(by.session, booking) | {one for one in also if one}) - {by.account_id}:
        tell(by.session, account_id, Kind.MEETUP, url=f"/bookings/{booking.id}", about=booking.id)


def tell_caseworker(booking: "Booking", by: "Viewer") -> None:
    """Tell the youth's caseworkers, who are asked, or have to help."""
    ties = select(Tie.account_id).where(
        Tie.youth_id == booking.youth_id, Tie.role == Role.CASEWORKER, Tie.in_force(by.now)
    )
    for account_id in {*by.session.exec(ties)} - {by.account_id, None}:
        if account_id:
            tell(by.session, account_id, Kind.AROUND, url=f"/bookings/{booking.id}", about=booking.id)
