"""Moving what is agreed: other times are offered, and the old one stands until one of them is taken."""

from typing import TYPE_CHECKING

from sqlmodel import col, delete

from app.identity.policy import Change
from app.kit.errors import Refused
from app.meetups import reminders
from app.meetups.models import Meetup, MeetupTime
from app.meetups.plan import MeetupState, Times, check_times
from app.meetups.standing import changed, still
from app.web.i18n import gettext as _

if TYPE_CHECKING:
    from app.identity.viewer import Viewer


def move(meetup: Meetup, times: Times, *, seen: int, by: "Viewer") -> None:
    """Offer other times for what is agreed; they take the place of those offered before. Raises Refused."""
    by.require(Change.MOVE_MEETUP, meetup)
    by.hold(meetup)
    still(meetup, MeetupState.AGREED, seen)
    _not_begun(meetup, by)
    check_times(times, by.now)
    _forget_offered(meetup, by)
    for starts_at, ends_at in times:
        by.add(MeetupTime(meetup_id=meetup.id, starts_at=starts_at, ends_at=ends_at, moving=True))
    meetup.moving_side = meetup.side_of(by)
    changed(meetup, by)


def accept_move(meetup: Meetup, time: MeetupTime, *, seen: int, by: "Viewer") -> None:
    """Yes to one of the other times: from now on this is the meetup's. Twice the same yes is one. Raises Refused."""
    by.require(Change.ANSWER_MOVE, meetup)
    by.hold(meetup)
    if meetup.state == MeetupState.AGREED and meetup.chosen_time_id == time.id:
        return
    still(meetup, MeetupState.AGREED, seen)
    _not_begun(meetup, by)
    if time.meetup_id != meetup.id or not time.moving or time.starts_at <= by.now:
        raise Refused(_("This time has passed. Choose one of the others, or suggest a new one."))
    time.moving = False
    by.session.flush()
    _forget_offered(meetup, by)
    meetup.chosen_time_id, meetup.moving_side = time.id, None
    meetup.youth_late = meetup.family_late = 0
    changed(meetup, by)
    reminders.remind_later(meetup.id, time, by.session)


def keep_time(meetup: Meetup, *, seen: int, by: "Viewer") -> None:
    """The old time stands: no to the others, or taken back by who offered them. Raises Refused."""
    by.require(Change.MOVE_MEETUP, meetup)
    by.hold(meetup)
    if meetup.state == MeetupState.AGREED and meetup.moving_side is None:
        return
    still(meetup, MeetupState.AGREED, seen)
    _forget_offered(meetup, by)
    meetup.moving_side = None
    changed(meetup, by)


def _not_begun(meetup: Meetup, by: "Viewer") -> None:
    chosen = by.session.get_one(MeetupTime, meetup.chosen_time_id)
    if chosen.starts_at <= by.now:
        raise Refused(_("This meetup has begun already, so it can't be moved. You can suggest a new one."))


def _forget_offered(meetup: Meetup, by: "Viewer") -> None:
    """The other times that were offered aren't any more."""
    by.session.exec(
        delete(MeetupTime).where(col(MeetupTime.meetup_id) == meetup.id, col(MeetupTime.moving).is_(True))
    )
