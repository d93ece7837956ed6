"""What every verb of a meetup does: look whether the page it was decided on is still true, and write down the change."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.identity.policy import Change, Role
from app.kit.errors import Refused
from app.meetups import news
from app.meetups.plan import MeetupState, Side
from app.people.ties import is_tied

if TYPE_CHECKING:
    from app.identity.viewer import Viewer
    from app.meetups.models import Meetup

# Who looks on besides the two, and who of them may call off (domain.md, Access matrix: R a, RW a).
AROUND = (Role.MFI, Role.CONTACT, Role.CASEWORKER, Role.SUPERVISOR)
CARING = (Role.CONTACT, Role.CASEWORKER)


# Rooms above that go by a meetup put in what follows where it is another one: (meetup, by).
following: "list[Callable[[Meetup, Viewer], None]]" = []


def allowed(meetup: "Meetup", change: str, viewer: "Viewer") -> bool:
    """The two offer, move and call off, the one asked answers; who cares for the youth may call off."""
    side = meetup.side_of(viewer)
    match change:
        case Change.OFFER_MEETUP:
            return side is not None and side == meetup.offered_by_side and meetup.is_tied(viewer)
        case Change.ACCEPT_MEETUP | Change.DECLINE_MEETUP:
            return side is not None and side != meetup.offered_by_side
        case Change.ANSWER_MOVE:
            return side is not None and side != meetup.moving_side
        case Change.CANCEL_MEETUP:
            return (
                side is not None or is_tied(viewer, meetup.youth_id, *CARING) or viewer.is_(Role.COORDINATOR)
            )
        case Change.MOVE_MEETUP | Change.BE_LATE | Change.COME_ALONG | Change.MET_AFTER_ALL:
            return side is not None and meetup.is_tied(viewer)
        case _:
            return False


def still(meetup: "Meetup", state: MeetupState, seen: int) -> None:
    """Refuse what was decided on a page that is no longer true."""
    if meetup.state != state or meetup.sequence != seen:
        raise Refused(meetup.state.changed_meanwhile)


def changed(meetup: "Meetup", by: "Viewer") -> None:
    """It is another one now: pages shown before are known by the number, calendars take it over, the others are told."""
    meetup.sequence, meetup.changed_at = meetup.sequence + 1, by.now
    news.tell_others(meetup.id, meetup.youth_id, meetup.family_id, by)
    from app.meetups import guests  # noqa: PLC0415  a guest stands on its meetup

    guests.ask(meetup, by)
    for follow in following:
        follow(meetup, by)


def closed(meetup: "Meetup", state: MeetupState, word: str, by: "Viewer") -> None:
    """It won't be: by whom, from which side, and with which word."""
    meetup.state, meetup.moving_side = state, None
    meetup.cancelled_by, meetup.cancel_word = by.account_id, word or None
    meetup.cancelled_by_side = meetup.side_of(by) or Side.STAFF
    changed(meetup, by)
