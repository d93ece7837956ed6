"""Answering a booking: the interpreter takes it, offers other times or passes it on; who asked chooses or calls off."""

from typing import Annotated, Any
from uuid import UUID

from starlette.responses import Response

from app.bookings import after, options
from app.bookings.forms import ChoiceForm, NoteForm, OffForm
from app.bookings.kinds import State
from app.bookings.models import Booking
from app.bookings.routes import ANSWERING, do_or_again, interpreters, read_or_again
from app.bookings.times import BookingTime
from app.identity.policy import Change
from app.kit.errors import NotFound
from app.meetups.forms import TimesForm, times_of
from app.web.forms import Posted, reads, told
from app.web.i18n import N_
from app.web.pages import page, see
from app.web.routing import CurrentViewer, member_router

answering = member_router("/bookings", *ANSWERING)
TIMES = "bookings/times.html"
TimesPosted = Annotated[Posted[TimesForm], reads(TimesForm)]
NotePosted = Annotated[Posted[NoteForm], reads(NoteForm)]


@interpreters.post("/{booking_id}/taking", name="bookings.take")
def take(viewer: CurrentViewer, booking_id: UUID) -> Response:
    """I come."""
    Booking.to_answer(booking_id, viewer).take(by=viewer)
    return see("bookings.show", booking_id=booking_id, flash=N_("It is agreed. Everybody in it is told."))


@interpreters.post("/{booking_id}/passing", name="bookings.pass")
def pass_on(viewer: CurrentViewer, booking_id: UUID) -> Response:
    """Rather somebody else; no reason asked."""
    Booking.to_answer(booking_id, viewer).pass_on(by=viewer)
    return see("bookings.index", flash=N_("It goes on to a colleague. You won't see it again."))


@interpreters.get("/{booking_id}/times", name="bookings.times")
def times(viewer: CurrentViewer, booking_id: UUID) -> Response:
    """I can't then, but at another time."""
    booking = viewer.find(Booking, booking_id)
    if booking.state != State.ASKED or not booking.may(Change.OFFER_TIMES, viewer):
        raise NotFound
    return page(TIMES, booking=booking, **options.slots())


@interpreters.post("/{booking_id}/times", name="bookings.offer")
def offer(viewer: CurrentViewer, booking_id: UUID, posted: TimesPosted) -> Response:
    """Up to three other times."""
    booking = Booking.to_answer(booking_id, viewer)
    if not booking.may(Change.OFFER_TIMES, viewer):
        raise NotFound
    shown: dict[str, Any] = {"booking": booking, **options.slots()}
    form = posted.or_again(TIMES, **shown)
    found = times_of(form, posted) or ()
    posted.or_again(TIMES, **shown)
    length = booking.ends_at - booking.starts_at
    told(lambda: booking.offer(tuple((at, at + length) for at, _end in found), by=viewer), posted, "day1")
    posted.or_again(TIMES, **shown)
    return see("bookings.show", booking_id=booking_id, flash=N_("Sent. You will see the answer here."))


@interpreters.post("/{booking_id}/minutes", name="bookings.note")
def note(viewer: CurrentViewer, booking_id: UUID, posted: NotePosted) -> Response:
    """So long it took."""
    booking = viewer.find(Booking, booking_id, look=False)
    if not booking.may(Change.NOTE_BOOKING, viewer):
        raise NotFound
    form = read_or_again(viewer, booking, posted)
    do_or_again(viewer, booking, posted, lambda: after.note(booking, int(form.minutes), by=viewer), "minutes")
    return see("bookings.index", flash=N_("It stands in your sheet of hours."))


@interpreters.post("/{booking_id}/nobody", name="bookings.nobody_came")
def nobody_came(viewer: CurrentViewer, booking_id: UUID) -> Response:
    """I was there alone."""
    after.nobody_came(viewer.find(Booking, booking_id, look=False), by=viewer)
    return see("bookings.index", flash=N_("Written down. They are told."))


@answering.post("/{booking_id}/choice", name="bookings.choose")
def choose(
    viewer: CurrentViewer, booking_id: UUID, posted: Annotated[Posted[ChoiceForm], reads(ChoiceForm)]
) -> Response:
    """This time is good."""
    booking = viewer.find(Booking, booking_id, look=False)
    if not booking.may(Change.CHOOSE_TIME, viewer):
        raise NotFound
    time = viewer.find(BookingTime, read_or_again(viewer, booking, posted).time, look=False)
    do_or_again(viewer, booking, posted, lambda: booking.choose(time, by=viewer))
    return see("bookings.show", booking_id=booking_id, flash=N_("It is agreed. Everybody in it is told."))


@answering.post("/{booking_id}/none", name="bookings.none_fits")
def none_fits(viewer: CurrentViewer, booking_id: UUID) -> Response:
    """None of these times."""
    viewer.find(Booking, booking_id, look=False).none_fits(by=viewer)
    return see("bookings.show", booking_id=booking_id, flash=N_("Another interpreter is asked."))


@answering.post("/{booking_id}/end", name="bookings.call_off")
def call_off(
    viewer: CurrentViewer, booking_id: UUID, posted: Annotated[Posted[OffForm], reads(OffForm)]
) -> Response:
    """It isn't needed."""
    booking = viewer.find(Booking, booking_id, look=False)
    if not booking.may(Change.CALL_OFF_BOOKING, viewer):
        raise NotFound
    form = read_or_again(viewer, booking, posted)
    do_or_again(viewer, booking, posted, lambda: booking.call_off(form.words, by=viewer), "words")
    return see("bookings.show", booking_id=booking_id, flash=N_("It is called off. Everybody in it is told."))
