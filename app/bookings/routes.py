"""Bookings: everybody's list, one of them, its calendar file; the interpreter's own hours."""

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from pydantic import BaseModel
from starlette.responses import Response

from app.bookings import hours_pages, pages
from app.bookings.cards import Card
from app.bookings.kinds import ASKERS, State
from app.bookings.models import Booking
from app.identity.policy import Role
from app.kit.errors import NotFound
from app.meetups import ics
from app.web.forms import Posted, told
from app.web.i18n import gettext as _
from app.web.pages import page, url_for
from app.web.routing import Answer, CurrentViewer, member_router

F = TypeVar("F", bound=BaseModel)
EVERYBODY = (Role.YOUTH, Role.FRIEND, Role.INTERPRETER, *ASKERS)
ANSWERING = (Role.YOUTH, Role.FRIEND, *ASKERS)
router = member_router("/bookings", *EVERYBODY)
interpreters = member_router("/bookings", Role.INTERPRETER)


@interpreters.get("/hours", name="bookings.hours")
def hours(viewer: CurrentViewer) -> Response:
    """My hours: booked and written down, week by week."""
    return page("bookings/own_hours.html", weeks=hours_pages.own(viewer))


@router.get("", name="bookings.index")
def index(viewer: CurrentViewer) -> Response:
    """What waits for me, what comes next, what was."""
    return page("bookings/index.html", lists=pages.lists(viewer), youth=None)


@router.get("/{booking_id}.ics", name="bookings.calendar_file")
def calendar_file(viewer: CurrentViewer, booking_id: UUID) -> Response:
    """An agreed one, to take along in a calendar."""
    it = pages.show(viewer, viewer.find(Booking, booking_id))
    card: Card = it["card"]
    if card.state != State.AGREED:
        raise NotFound
    entry = ics.Entry(
        id=card.id,
        title=_("Meeting with an interpreter"),
        starts_at=card.starts_at,
        ends_at=card.ends_at,
        changed_at=card.changed_at,
        sequence=card.sequence,
        agreed=True,
        path=url_for("bookings.show", booking_id=card.id),
        venue=it["address"],
    )
    heads = {"content-disposition": 'attachment; filename="sammen.ics"'}
    return Response(ics.calendar([entry]), media_type="text/calendar", headers=heads)


@router.get("/{booking_id}", name="bookings.show")
def show(viewer: CurrentViewer, booking_id: UUID) -> Response:
    """One booking, and what can be done about it."""
    return show_page(viewer, viewer.find(Booking, booking_id))


def show_page(
    viewer: CurrentViewer, booking: Booking, posted: Posted[Any] | None = None, status: int = 200
) -> Response:
    """The page of one booking as it is now; with what isn't right in a form that was sent from it."""
    return page("bookings/show.html", status=status, posted=posted, **pages.show(viewer, booking))


def read_or_again(viewer: CurrentViewer, booking: Booking, posted: Posted[F]) -> F:
    """The form, or the page of the booking once more."""
    if posted.form is None:
        raise Answer(show_page(viewer, booking, posted, 422))
    return posted.form


def do_or_again(
    viewer: CurrentViewer, booking: Booking, posted: Posted[Any], verb: Callable[[], Any], field: str = ""
) -> None:
    """A verb; what it refuses is told on the page of the booking as it is now."""
    told(verb, posted, field)
    if posted.form is None:
        raise Answer(show_page(viewer, booking, posted, 422))
