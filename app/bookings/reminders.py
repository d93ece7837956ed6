"""Reminding of a booking: all in it the day before, the interpreter afterwards to write how long it took."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlmodel import Session

from app.bookings import news
from app.bookings.kinds import State
from app.kit import clock
from app.kit.db import transaction
from app.kit.jobs import enqueue, works_on
from app.meetups.reminders import day_before
from app.notifications.telling import Kind, tell

if TYPE_CHECKING:
    from app.bookings.models import Booking

AFTER = timedelta(hours=2)


def remind_later(booking: "Booking", session: "Session") -> None:
    """It is agreed: remind of it, where there is still time to."""
    for which, at in (("day", day_before(booking.starts_at)), ("after", booking.ends_at + AFTER)):
        if at > clock.now():
            what = {"booking": str(booking.id), "starts_at": booking.starts_at.isoformat(), "which": which}
            key = f"booking:{booking.id}:{booking.sequence}:{which}"
            enqueue(session, "booking-remind", what, key=key, after=at - clock.now())


@works_on("booking-remind")
def remind(payload: dict[str, Any]) -> None:
    """Remind, if it is still agreed for that time."""
    from app.bookings.models import Booking  # noqa: PLC0415  its verbs queue this

    with transaction() as session:
        booking = session.get(Booking, UUID(payload["booking"]))
        if booking is None or booking.state != State.AGREED:
            return
        if booking.starts_at != datetime.fromisoformat(payload["starts_at"]):
            return
        if payload["which"] == "day" and booking.starts_at > clock.now():
            for account_id in news.in_it(session, booking):
                tell(session, account_id, Kind.REMINDER, url=f"/bookings/{booking.id}", about=booking.id)
        elif payload["which"] == "after" and booking.interpreter_id:
            url = f"/bookings/{booking.id}"
            tell(session, booking.interpreter_id, Kind.REMINDER, url=url, about=booking.id)
