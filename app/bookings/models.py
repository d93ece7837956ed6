"""A booking of an interpreter, and what can be done with it."""

from datetime import datetime
from typing import TYPE_CHECKING, Self
from uuid import UUID

from sqlmodel import select

from app.bookings import busy, hours, news, reminders
from app.bookings.facts import BookingFacts, Wish
from app.bookings.kinds import TAKEN, State
from app.bookings.times import BookingTime, close_offer, put_down, to_choose
from app.identity.policy import Change, Role
from app.kit.errors import NotFound, Refused
from app.meetups.plan import Times, check_times
from app.messaging import ways
from app.messaging.offers import begun, changed, leave_out, offered, send_off
from app.messaging.ringing import TABLES, those_who_see
from app.people.models import Youth
from app.web.i18n import gettext as _

if TYPE_CHECKING:
    from app.identity.viewer import Viewer


class Booking(BookingFacts, table=True):
    """An interpreter for a meeting: asked for, agreed on, held. Each verb first holds the row still."""

    @classmethod
    def ask(cls, youth: Youth, wish: Wish, asked_as: Role, *, by: "Viewer") -> "Booking":
        """Ask the youth's own interpreter, and then the others, as a question goes. Raises Refused for a time gone by."""
        check_times(((wish.starts_at, wish.ends_at),), by.now)
        booking = cls(
            youth_id=youth.id,
            language=youth.language,
            purpose=wish.purpose,
            venue=wish.venue,
            address=wish.address,
            words=wish.words,
            starts_at=wish.starts_at,
            ends_at=wish.ends_at,
            asked_by=by.somebody,
            asked_as=asked_as,
            family_id=wish.family_id,
            meetup_id=wish.meetup_id,
            opened_at=by.now,
            shared_at=by.now,
            changed_at=by.now,
        )
        by.require(Change.ASK_BOOKING, booking)
        by.hold(youth)
        booking._go_off(by)
        booking.beyond = hours.is_beyond(by.session, booking)
        by.add(booking)
        put_down(booking, ((wish.starts_at, wish.ends_at),), by)
        begun(by.session, booking)
        news.tell_others(booking, by)
        if booking.beyond:
            news.tell_caseworker(booking, by)
        return booking

    @classmethod
    def to_answer(cls, booking_id: UUID, by: "Viewer") -> Self:
        """A booking that waits for this interpreter. Raises Refused, kindly, when a colleague was quicker."""
        try:
            return by.find(cls, booking_id, look=False)
        except NotFound:
            gone = select(cls.id).where(cls.id == booking_id, offered(cls, by))
            if by.session.exec(gone).first():
                raise Refused(_gone()) from None
            raise

    def take(self, *, by: "Viewer") -> None:
        """An interpreter says yes to the time that was asked for. Twice the same yes is one. Raises Refused."""
        busy.hold_time(by.somebody, by)
        by.hold(self)
        if self.state == State.AGREED and self.interpreter_id == by.account_id:
            return
        self._still(State.ASKED)
        by.require(Change.TAKE_BOOKING, self)
        busy.refuse_past(self.starts_at, by)
        busy.refuse_busy(self, by.somebody, self.starts_at, self.ends_at, by)
        self._agree(by.somebody, self.starts_at, self.ends_at, by)

    def offer(self, times: Times, *, by: "Viewer") -> None:
        """An interpreter can't then, and offers up to three other times. Raises Refused."""
        by.hold(self)
        self._still(State.ASKED)
        by.require(Change.OFFER_TIMES, self)
        check_times(times, by.now)
        for starts_at, ends_at in times:
            busy.refuse_busy(self, by.somebody, starts_at, ends_at, by)
        put_down(self, times, by, offered=True)
        self.interpreter_id = by.account_id
        self._moved(State.OTHER_TIME, by)

    def choose(self, time: BookingTime, *, by: "Viewer") -> None:
        """Who asked takes one of the times that were offered. Twice the same is one. Raises Refused."""
        by.require(Change.CHOOSE_TIME, self)
        if self.interpreter_id:
            busy.hold_time(self.interpreter_id, by)
        by.hold(self)
        if self.state == State.AGREED and self.starts_at == time.starts_at:
            return
        self._still(State.OTHER_TIME)
        if self.interpreter_id is None or time not in to_choose(by.session, self.id):
            raise Refused(_gone())
        busy.refuse_past(time.starts_at, by)
        busy.refuse_busy(self, self.interpreter_id, time.starts_at, time.ends_at, by)
        time.chosen_at = by.now
        self._agree(self.interpreter_id, time.starts_at, time.ends_at, by)

    def none_fits(self, *, by: "Viewer") -> None:
        """None of the times offered fits: it goes on to the others, for the time that was asked for. Raises Refused."""
        by.require(Change.CHOOSE_TIME, self)
        by.hold(self)
        self._still(State.OTHER_TIME)
        busy.refuse_past(self.starts_at, by)
        self._go_on(by, by_other=True)

    def pass_on(self, *, by: "Viewer") -> None:
        """An interpreter would rather not, or can't after all, and says no why: it goes on. Raises Refused once it began."""
        by.hold(self)
        by.require(Change.PASS_BOOKING, self)
        self._still(State.ASKED, *TAKEN)
        if self.state in TAKEN and self.interpreter_id != by.account_id:
            raise Refused(_gone())
        busy.refuse_past(self.starts_at, by)
        self._go_on(by)

    def call_off(self, words: str, *, by: "Viewer") -> None:
        """It isn't needed, with a few words. Twice is once. Raises Refused when it has begun or is over."""
        by.require(Change.CALL_OFF_BOOKING, self)
        by.hold(self)
        if self.state == State.CALLED_OFF and self.off_by == by.account_id:
            return
        self._still(State.ASKED, *TAKEN)
        if self.state == State.AGREED and self.starts_at <= by.now:
            raise Refused(_("It has begun already, so it can't be called off."))
        self.off_words, self.off_by = words or None, by.account_id
        self._moved(State.CALLED_OFF, by)

    def agree_beyond(self, *, by: "Viewer") -> None:
        """The caseworker says yes to this one, though it is more than what is granted."""
        by.require(Change.AGREE_BEYOND, self)
        by.hold(self)
        if self.beyond and self.beyond_agreed_by is None:
            self.beyond_agreed_by = by.account_id
            news.tell_others(self, by)

    def _agree(self, interpreter_id: UUID, starts_at: datetime, ends_at: datetime, by: "Viewer") -> None:
        moved = self.starts_at != starts_at
        self.interpreter_id, self.starts_at, self.ends_at = interpreter_id, starts_at, ends_at
        self._moved(State.AGREED, by)
        if moved:
            self.beyond, self.beyond_agreed_by = hours.is_beyond(by.session, self), None
            if self.beyond:
                news.tell_caseworker(self, by)
        reminders.remind_later(self, by.session)

    def _go_off(self, by: "Viewer") -> None:
        out = self.unable(by.session)
        way = ways.way(by.session, self.youth_id, by.now, by.now, out=out, alone=self.alone)
        send_off(self, way)

    def _go_on(self, by: "Viewer", *, by_other: bool = False) -> None:
        """It waits for the next; where nobody is left, those who asked have to know."""
        had, before = self.state in TAKEN, self.interpreter_id
        who = before if had else by.account_id
        self.interpreter_id, self.state = None, State.ASKED
        leave_out(self, who, by, by_other=by_other)
        nobody = not those_who_see(by.session, self, max(self.shared_at, by.now))
        if had or nobody:
            self._moved(State.DECLINED if nobody else State.ASKED, by, before)
        if nobody:
            news.tell_caseworker(self, by)

    def _moved(self, state: State, by: "Viewer", *also: UUID | None) -> None:
        self.state, self.changed_at, self.sequence = state, by.now, self.sequence + 1
        if state != State.OTHER_TIME:
            close_offer(by.session, self.id, by.now)
        by.session.flush()
        changed(by.session)
        news.tell_others(self, by, *also)

    def _still(self, *states: State) -> None:
        if self.state not in states:
            raise Refused(_gone())


def _gone() -> str:
    return _("Something changed in the meantime. Look at it once more.")


TABLES["booking"] = Booking
