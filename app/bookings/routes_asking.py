"""Asking for an interpreter: for oneself, for a youth one is there for, for a meetup."""

from typing import Annotated, Any
from uuid import UUID

from starlette.responses import Response

from app.bookings import hours_pages, options, pages
from app.bookings.forms import AskForm, LengthForm
from app.bookings.kinds import ASKERS, Venue
from app.bookings.models import Booking
from app.identity.policy import Role
from app.identity.viewer import Viewer
from app.meetups.forms import times_of
from app.people.models import Youth
from app.people.pages import myself
from app.web.forms import Posted, reads, told
from app.web.i18n import N_
from app.web.i18n import gettext as _
from app.web.pages import page, see
from app.web.routing import CurrentViewer, member_router

own = member_router("/bookings", Role.YOUTH)
around = member_router("/youths/{youth_id}/bookings", *ASKERS)
meeting = member_router("/meetups/{meetup_id}/interpreter", Role.YOUTH, Role.FRIEND, Role.HOST)
NEW, MEETUP = "bookings/new.html", "bookings/meetup.html"
ASKED = N_("Asked. You are told here when somebody can.")
BEYOND = N_("Asked. It is more than the hours granted for that week, so the caseworker is asked too.")
AskPosted = Annotated[Posted[AskForm], reads(AskForm)]


@own.get("/new", name="bookings.my_new")
def my_new(viewer: CurrentViewer) -> Response:
    """I ask for my interpreter."""
    return page(NEW, **_shown(viewer, myself(viewer)))


@own.post("", name="bookings.i_ask")
def i_ask(viewer: CurrentViewer, posted: AskPosted) -> Response:
    """It goes to my interpreter."""
    return _ask(viewer, myself(viewer), posted)


@around.get("", name="bookings.of_youth")
def of_youth(youth_id: UUID, viewer: CurrentViewer) -> Response:
    """All bookings of one youth."""
    youth = pages.youth_of(viewer, youth_id)
    return page("bookings/index.html", lists=pages.lists(viewer, Booking.youth_id == youth.id), youth=youth)


@around.get("/new", name="bookings.new")
def new(youth_id: UUID, viewer: CurrentViewer) -> Response:
    """Ask for the interpreter of a youth."""
    return page(NEW, **_shown(viewer, pages.youth_of(viewer, youth_id)))


@around.post("", name="bookings.create")
def create(youth_id: UUID, viewer: CurrentViewer, posted: AskPosted) -> Response:
    """It goes to the youth's interpreter."""
    return _ask(viewer, pages.youth_of(viewer, youth_id), posted)


def _shown(viewer: Viewer, youth: Youth) -> dict[str, Any]:
    return {
        "youth": youth,
        "own": youth.id == viewer.account_id,
        "weeks": hours_pages.short(viewer, youth.id),
        **options.asking(viewer, youth),
    }


def _ask(viewer: Viewer, youth: Youth, posted: Posted[AskForm]) -> Response:
    shown = _shown(viewer, youth)
    form = posted.or_again(NEW, **shown)
    times = times_of(form, posted)
    if form.venue == Venue.PLACE and not form.address:
        posted.refuse("address", _("Write where it is."))
    posted.or_again(NEW, **shown)
    wish = options.wish_of(viewer, youth, form, times or ())
    role = pages.role_of(viewer, youth)
    booking = told(lambda: Booking.ask(youth, wish, role, by=viewer), posted, "day1")
    posted.or_again(NEW, **shown)
    return see("bookings.show", booking_id=booking.id, flash=BEYOND if booking.beyond else ASKED)


@meeting.get("", name="bookings.new_for_meetup")
def new_for_meetup(meetup_id: UUID, viewer: CurrentViewer) -> Response:
    """Ask for the interpreter for a meetup that is agreed."""
    _meetup, card = options.agreed(viewer, meetup_id)
    return page(MEETUP, card=card, lengths=options.lengths())


@meeting.post("", name="bookings.create_for_meetup")
def create_for_meetup(
    meetup_id: UUID, viewer: CurrentViewer, posted: Annotated[Posted[LengthForm], reads(LengthForm)]
) -> Response:
    """It goes to the youth's interpreter, and with the meetup where that is moved."""
    meetup, card = options.agreed(viewer, meetup_id)
    shown = {"card": card, "lengths": options.lengths()}
    form = posted.or_again(MEETUP, **shown)
    booking = told(lambda: options.for_meetup(meetup, card, form.minutes, form.words, viewer), posted)
    posted.or_again(MEETUP, **shown)
    return see("bookings.show", booking_id=booking.id, flash=BEYOND if booking.beyond else ASKED)
