"""The tiles of a form that asks, and what follows from what was chosen."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlmodel import select

from app.bookings.facts import Wish
from app.bookings.forms import AskForm
from app.bookings.kinds import LENGTHS, PURPOSES, VENUES, Purpose, Venue
from app.bookings.models import Booking
from app.identity.policy import FAMILIES, Role
from app.identity.viewer import Viewer
from app.kit.errors import NotFound, Refused
from app.meetups import options, pages
from app.meetups.cards import Card
from app.meetups.models import Meetup
from app.meetups.options import Tile
from app.meetups.plan import Side, Times
from app.people.models import Tie, Youth
from app.people.pages import around
from app.people.ties import is_of, is_tied
from app.web.i18n import both, t_ngettext
from app.web.i18n import gettext as _


def asking(viewer: Viewer, youth: Youth) -> dict[str, Any]:
    """What it is, where, when, how long; and who is asked first."""
    fixed = around(viewer, youth.id).of(Role.INTERPRETER)
    return {
        "purposes": [
            Tile(key, both(label), icon) for key, (icon, label) in PURPOSES.items() if key != Purpose.MEETUP
        ],
        "places": [Tile(key, both(label), icon) for key, (icon, label) in VENUES.items()],
        "fixed": fixed.name if fixed else "",
        "lengths": lengths(),
        **slots(),
    }


def slots() -> dict[str, Any]:
    """The tiles of a time."""
    return {"days": options.days(), "parts": options.parts(), "hours": [], "suggested": []}


def lengths() -> list[Tile]:
    """How long it is to last."""
    return [Tile(str(n), t_ngettext("%(n)s minute", "%(n)s minutes", n)) for n in LENGTHS]


def family_there(viewer: Viewer, youth: Youth, venue: Venue, purpose: Purpose | None) -> UUID | None:
    """The integration family is in what it asks for, and in what happens in its home."""
    hosts: Sequence[UUID | None] = viewer.session.exec(_hosts(viewer, youth)).all()
    mine = next((family_id for family_id in hosts if family_id and is_of(viewer, family_id)), None)
    if mine and is_tied(viewer, youth.id, Role.HOST):
        return mine
    at_home = venue == Venue.HOME or purpose == Purpose.FAMILY
    return next(iter(hosts), None) if at_home else None


def _hosts(viewer: Viewer, youth: Youth) -> Any:
    return select(Tie.family_id).where(
        Tie.youth_id == youth.id, Tie.role == Role.HOST, Tie.in_force(viewer.now)
    )


def wish_of(viewer: Viewer, youth: Youth, form: AskForm, times: Times) -> Wish:
    """What was asked for in a form."""
    starts_at = times[0][0] if times else viewer.now
    return Wish(
        form.purpose or Purpose.OTHER,
        form.venue,
        starts_at,
        starts_at + timedelta(minutes=form.minutes),
        form.address,
        form.words,
        family_there(viewer, youth, form.venue, form.purpose),
    )


def agreed(viewer: Viewer, meetup_id: UUID) -> tuple[Meetup, Card]:
    """A meetup of one's own that is agreed and still to come. Raises NotFound."""
    meetup = viewer.find(Meetup, meetup_id)
    card = pages.card_of(viewer, meetup)
    if card.side == Side.STAFF or not card.agreed or card.begun(viewer.now):
        raise NotFound
    return meetup, card


def for_meetup(meetup: Meetup, card: Card, minutes: int, words: str, by: Viewer) -> Booking:
    """Ask for a meetup. Raises Refused where somebody has asked already."""
    if card.starts_at is None:
        raise NotFound
    wish = Wish(
        Purpose.MEETUP,
        Venue.PLACE,
        card.starts_at,
        card.starts_at + timedelta(minutes=minutes),
        meetup.venue,
        words,
        meetup.family_id,
        meetup.id,
    )
    role = Role.YOUTH if card.side == Side.YOUTH else _family_role(meetup, by)
    by.hold(meetup)
    if by.count(Booking, Booking.meetup_id == meetup.id, Booking.is_open()):
        raise Refused(_("An interpreter is asked for this meetup already."))
    return Booking.ask(by.session.get_one(Youth, meetup.youth_id), wish, role, by=by)


def _family_role(meetup: Meetup, by: Viewer) -> Role:
    return next((role for role in sorted(FAMILIES) if is_tied(by, meetup.youth_id, role)), Role.FRIEND)
