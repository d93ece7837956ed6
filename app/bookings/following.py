"""A booking for a meetup goes with it: called off with it, or asked for anew when it is moved."""

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlmodel import col, select

from app.bookings import hours, news
from app.bookings.kinds import State
from app.bookings.models import Booking
from app.bookings.times import BookingTime, close_offer, put_down
from app.meetups.models import Meetup, MeetupTime
from app.meetups.plan import MeetupState
from app.messaging import ways
from app.messaging.offers import begun, changed, send_off

if TYPE_CHECKING:
    from app.identity.viewer import Viewer


def follow(meetup: Meetup, by: "Viewer") -> None:
    """What is booked for a meetup that is another one now. Whoever may change the meetup has been asked."""
    agreed = meetup.state == MeetupState.AGREED
    time = by.session.get(MeetupTime, meetup.chosen_time_id) if agreed and meetup.chosen_time_id else None
    booked = select(Booking).where(Booking.meetup_id == meetup.id, Booking.is_open())
    for booking in by.session.exec(booked).all():
        by.hold(booking)
        had = booking.interpreter_id
        if time is None:
            booking.with_(state=State.CALLED_OFF, off_by=by.account_id)
        elif _asked_for(booking, by) != time.starts_at:
            _ask_anew(booking, time, by)
        else:
            continue
        booking.with_(changed_at=by.now, sequence=booking.sequence + 1)
        close_offer(by.session, booking.id, by.now)
        by.session.flush()
        changed(by.session)
        news.tell_others(booking, by, had)


def _asked_for(booking: Booking, by: "Viewer") -> object:
    """The time that was asked for last."""
    asked = select(BookingTime.starts_at).where(
        BookingTime.booking_id == booking.id, col(BookingTime.offered).is_(False)
    )
    return by.session.exec(asked.order_by(col(BookingTime.id).desc())).first()


def _ask_anew(booking: Booking, time: MeetupTime, by: "Viewer") -> None:
    ends_at = time.starts_at + timedelta(minutes=booking.minutes)
    booking.with_(starts_at=time.starts_at, ends_at=ends_at, state=State.ASKED, interpreter_id=None)
    booking.with_(opened_at=by.now, shared_at=by.now)
    put_down(booking, ((time.starts_at, ends_at),), by)
    out = booking.unable(by.session)
    send_off(booking, ways.way(by.session, booking.youth_id, by.now, by.now, out=out, alone=booking.alone))
    booking.with_(beyond=hours.is_beyond(by.session, booking), beyond_agreed_by=None)
    begun(by.session, booking)
