"""What the two do around the day itself: who comes along, being late, and the same once more."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from app.identity.policy import Change
from app.kit.clock import COPENHAGEN
from app.kit.errors import Refused
from app.meetups import news
from app.meetups.models import Meetup, MeetupTime
from app.meetups.plan import Along, MeetupState, Plan, Side
from app.meetups.standing import changed, still
from app.people.models import Family, Youth
from app.web.i18n import gettext as _

if TYPE_CHECKING:
    from app.identity.viewer import Viewer

LATE = (10, 20, 30)  # minutes
LATE_FROM = timedelta(hours=3)  # before the meetup begins: earlier it is moved
MET_WITHIN = timedelta(days=60)
WEEK = timedelta(days=7)


def be_late(meetup: Meetup, minutes: int, *, by: "Viewer") -> None:
    """I come later: everybody else is told. The last one said counts. Raises Refused when it isn't about to begin."""
    by.require(Change.BE_LATE, meetup)
    by.hold(meetup)
    chosen = _chosen(meetup, by)
    if meetup.state != MeetupState.AGREED or chosen is None:
        raise Refused(meetup.state.changed_meanwhile)
    if not chosen.starts_at - LATE_FROM <= by.now < chosen.ends_at or minutes not in LATE:
        raise Refused(_("You can say it in the last hours before you meet."))
    if meetup.side_of(by) == Side.YOUTH:
        meetup.youth_late = minutes
    else:
        meetup.family_late = minutes
    news.tell_others(meetup.id, meetup.youth_id, meetup.family_id, by)


def come_along(meetup: Meetup, along: list[Along], *, seen: int, by: "Viewer") -> None:
    """Say who comes along; a contact person or interpreter is asked whether they can. Raises Refused."""
    by.require(Change.COME_ALONG, meetup)
    by.hold(meetup)
    still(meetup, meetup.state if meetup.is_open else MeetupState.AGREED, seen)
    words = " ".join(who for who in Along if who in along)
    if words == meetup.along:
        return
    meetup.along = words
    changed(meetup, by)


def met_after_all(meetup: Meetup, *, seen: int, by: "Viewer") -> None:
    """We did meet: of one that was called off, or that nobody had said yes to. Then nobody called it off. Raises Refused."""
    by.require(Change.MET_AFTER_ALL, meetup)
    by.hold(meetup)
    if meetup.met_side is not None:
        return
    still(meetup, meetup.state, seen)
    time = time_it_was(meetup, by)
    if time is None:
        raise Refused(_("This can be said once the time of the meetup has come."))
    meetup.state, meetup.chosen_time_id, meetup.met_side = MeetupState.AGREED, time.id, meetup.side_of(by)
    meetup.cancelled_by = meetup.cancelled_by_side = meetup.cancel_word = None
    changed(meetup, by)


def time_it_was(meetup: Meetup, by: "Viewer") -> MeetupTime | None:
    """When they will have met: at the time that was chosen, else the last that was offered; None if that isn't past."""
    if meetup.state == MeetupState.AGREED:
        return None
    offered = by.all(MeetupTime, MeetupTime.meetup_id == meetup.id)
    begun = [time for time in offered if by.now - MET_WITHIN < time.starts_at <= by.now]
    chosen = [time for time in begun if time.id == meetup.chosen_time_id]
    if meetup.state == MeetupState.OFFERED and len(begun) < len(offered):
        return None  # it can still be answered
    return max(chosen or begun, key=lambda time: time.starts_at, default=None)


def a_week_later(starts_at: datetime, now: datetime) -> datetime:
    """The same weekday and clock in Copenhagen, the first one to come after that day."""
    local = starts_at.astimezone(COPENHAGEN)
    day = local.date() + WEEK
    while (later := datetime.combine(day, local.time(), COPENHAGEN).astimezone(starts_at.tzinfo)) <= now:
        day += WEEK
    return later


def same_again(meetup: Meetup, youth: Youth, family: Family, *, by: "Viewer") -> Meetup:
    """Offer the same once more, a week later. Where that is offered or agreed already, it is that one. Raises Refused."""
    chosen = _chosen(meetup, by)
    if chosen is None or meetup.state != MeetupState.AGREED:
        raise Refused(meetup.state.changed_meanwhile)
    starts_at = a_week_later(chosen.starts_at, by.now)
    for time in by.all(MeetupTime, MeetupTime.starts_at == starts_at):
        there = by.find(Meetup, time.meetup_id, look=False)
        if (there.youth_id, there.family_id) == (youth.id, family.id) and there.is_open:
            return there
    times = ((starts_at, starts_at + (chosen.ends_at - chosen.starts_at)),)
    return Meetup.offer(youth, family, Plan(meetup.what, meetup.venue, "", times, meetup.along), by=by)


def _chosen(meetup: Meetup, by: "Viewer") -> MeetupTime | None:
    return by.session.get(MeetupTime, meetup.chosen_time_id) if meetup.chosen_time_id else None
