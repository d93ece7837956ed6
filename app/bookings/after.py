"""After the meeting: how long it took, as it stands in the interpreter's sheet; or that nobody came."""

from typing import TYPE_CHECKING

from app.bookings import news
from app.bookings.kinds import State
from app.identity.policy import Change
from app.kit.clock import COPENHAGEN
from app.kit.errors import Refused
from app.messaging.sheets import Activity, Work
from app.web.i18n import gettext as _

if TYPE_CHECKING:
    from app.bookings.models import Booking
    from app.identity.viewer import Viewer


def note(booking: "Booking", minutes: int, *, by: "Viewer") -> None:
    """So long it took: an entry in the sheet of hours. Twice the same is once. Raises Refused before it has begun."""
    by.require(Change.NOTE_BOOKING, booking)
    by.hold(booking)
    if booking.state == State.HELD and booking.work_id:
        return
    _over(booking, by, State.AGREED, State.HELD)
    day = booking.starts_at.astimezone(COPENHAGEN).date()
    work = Work.note(booking.youth_id, minutes, Activity.BOOKING, day=day, family_id=booking.family_id, by=by)
    booking.state, booking.work_id, booking.changed_at = State.HELD, work.id, by.now
    by.session.flush()


def nobody_came(booking: "Booking", *, by: "Viewer") -> None:
    """The interpreter was there alone. Raises Refused before it has begun."""
    by.require(Change.NOTE_BOOKING, booking)
    by.hold(booking)
    if booking.state == State.NOBODY_CAME:
        return
    _over(booking, by, State.AGREED)
    booking.state, booking.changed_at = State.NOBODY_CAME, by.now
    news.tell_others(booking, by)


def _over(booking: "Booking", by: "Viewer", *states: State) -> None:
    if booking.state not in states:
        raise Refused(_("Something changed in the meantime. Look at it once more."))
    if booking.starts_at > by.now:
        raise Refused(_("It has not begun yet."))
