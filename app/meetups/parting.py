"""Two part: what they had planned is called off, and it doesn't say by whom, since that could tell whose no it was."""

from typing import TYPE_CHECKING
from uuid import UUID

from sqlmodel import col, select

from app.meetups.models import Meetup, MeetupTime
from app.meetups.plan import MeetupState, Side
from app.notifications.telling import Kind, tell

if TYPE_CHECKING:
    from app.identity.viewer import Viewer


def call_off(by: "Viewer", youth_id: UUID, family_id: UUID) -> None:
    """Close the open offers of a pair, and what is agreed for later. For the verbs that end their tie.

    Meetups that have been stay as they were. The family hears of the parting itself, and doesn't see the page any more.
    """
    pair = (Meetup.youth_id == youth_id, Meetup.family_id == family_id)
    planned = select(Meetup).where(*pair, col(Meetup.state).in_((MeetupState.OFFERED, MeetupState.AGREED)))
    for meetup in by.session.exec(planned.with_for_update()).all():
        chosen = by.session.get(MeetupTime, meetup.chosen_time_id) if meetup.chosen_time_id else None
        if chosen and chosen.ends_at <= by.now:
            continue
        meetup.state, meetup.moving_side = MeetupState.CANCELLED, None
        meetup.cancelled_by, meetup.cancelled_by_side, meetup.cancel_word = None, Side.STAFF, None
        meetup.sequence, meetup.changed_at = meetup.sequence + 1, by.now
        if youth_id != by.account_id:
            tell(by.session, youth_id, Kind.MEETUP, url=f"/meetups/{meetup.id}", about=meetup.id)
