"""What those who have any page, or the desk, open are told at once; conversations are in telling.py."""

from sqlmodel import Session

from app.identity.policy import Role
from app.identity.viewer import Viewer
from app.kit.errors import NotFound
from app.messaging import pages
from app.messaging.telling import OfConversation
from app.web import live
from app.web.live import News, Seat
from app.web.live.handlers import Told


class OfAccount:
    """`account:<id>`: the number on the bar, on any page."""

    def admit(self, viewer: Viewer, of: str, _after: str) -> int | None:
        """One's own."""
        if of != str(viewer.account_id):
            raise NotFound
        return 0

    def tell(
        self, session: Session, _of: str, _news: list[News], seats: list[Seat], _new: list[Seat]
    ) -> dict[Seat, Told | None]:
        """In how many conversations something is new."""
        there = live.still_signed_in(session, seats)
        told: dict[Seat, Told | None] = dict.fromkeys(seats)
        here = [seat for seat in seats if seat.sign_in_id in there]
        if here:
            with live.as_if(session, here[0]) as viewer:
                event = live.said("badge", str(pages.unread(viewer)))
            told |= {seat: ([event], {}) for seat in here}
        return told


class OfQueue:
    """`queue`: what waits for interpreters has changed; each desk asks for its own list."""

    def admit(self, viewer: Viewer, _of: str, _after: str) -> int | None:
        """Interpreters."""
        if not viewer.is_(Role.INTERPRETER):
            raise NotFound
        return 0

    def tell(
        self, session: Session, _of: str, news: list[News], seats: list[Seat], _new: list[Seat]
    ) -> dict[Seat, Told | None]:
        """That it changed: what is in it is for the page to ask, through its own viewer."""
        there = live.still_signed_in(session, seats)
        events = [live.said("queue")] if news else []
        return {seat: (events, {}) if seat.sign_in_id in there else None for seat in seats}


live.on("conversation", OfConversation())
live.on("account", OfAccount())
live.on("queue", OfQueue())
