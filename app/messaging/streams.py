"""What those who have any page, or the desk, open are told at once; conversations are in telling.py."""

from uuid import UUID

from sqlmodel import Session

from app.identity import sessions
from app.identity.policy import Role
from app.identity.viewer import Viewer
from app.kit import clock
from app.kit.errors import NotFound
from app.messaging import pages
from app.messaging.telling import OfConversation
from app.web import live
from app.web.live import Seat, Waiting
from app.web.live.handlers import Told


class OfAccount:
    """`account:<id>`: the number on the bar, on any page."""

    together = True

    def admit(self, viewer: Viewer, of: str, _after: str) -> int | None:
        """One's own."""
        if of != str(viewer.account_id):
            raise NotFound
        return 0

    def tell(self, session: Session, waiting: list[Waiting]) -> dict[Seat, Told | None]:
        """In how many conversations something is new: asked once for all, however many a message is new to."""
        seats = [seat for it in waiting for seat in it.seats]
        there = live.still_signed_in(session, seats)
        told: dict[Seat, Told | None] = dict.fromkeys(seats)
        here = [seat for seat in seats if seat.sign_in_id in there]
        numbers = pages.unread_of(session, {seat.account_id for seat in here}, clock.now())
        for seat in here:
            told[seat] = ([live.said("badge", str(numbers.get(seat.account_id, 0)))], {})
        return told


class OfQueue:
    """`queue`: what waits for interpreters has changed; each desk asks for its own list."""

    together = False

    def admit(self, viewer: Viewer, _of: str, _after: str) -> int | None:
        """Interpreters."""
        if not viewer.is_(Role.INTERPRETER):
            raise NotFound
        return 0

    def tell(self, session: Session, waiting: list[Waiting]) -> dict[Seat, Told | None]:
        """That it changed: what is in it is for the page to ask, through its own viewer."""
        told: dict[Seat, Told | None] = {}
        for it in waiting:
            there = live.still_signed_in(session, it.seats)
            events = [live.said("queue")] if it.news else []
            told |= {seat: (events, {}) if seat.sign_in_id in there else None for seat in it.seats}
        return told


def _leave(session: Session, account_id: UUID) -> None:
    live.publish(session, f"account:{account_id}", "left")


sessions.told_of_ends[:] = [_leave]
live.on("conversation", OfConversation())
live.on("account", OfAccount())
live.on("queue", OfQueue())
