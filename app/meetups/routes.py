"""Meetups: the list, one of them, and its calendar file."""

from typing import Any

from starlette.responses import Response

from app.identity.policy import Change, Role
from app.kit.errors import NotFound
from app.meetups import ics, pages
from app.meetups.models import AROUND, Meetup
from app.web.pages import page
from app.web.routing import CurrentViewer, member_router

MEETING = (Role.YOUTH, Role.FRIEND, Role.HOST)
router = member_router("/meetups", *MEETING, *AROUND, Role.COORDINATOR)


@router.get("", name="meetups.index")
def index(viewer: CurrentViewer) -> Response:
    """The meetups to come, and those that were."""
    cards, past = pages.open_cards(viewer), pages.past_cards(viewer)
    viewer.listed([card for card in (*cards, *past) if card.youth_id != viewer.account_id], "meetup")
    return page("meetups/index.html", cards=cards, past=past, meets=viewer.is_(*MEETING))


@router.get("/{meetup_id}.ics", name="meetups.calendar_file")
def calendar_file(viewer: CurrentViewer, meetup_id: str) -> Response:
    """One meetup, to take along in a calendar."""
    card = pages.card_of(viewer, viewer.find(Meetup, meetup_id))
    if card.starts_at is None:
        raise NotFound
    heads = {"content-disposition": 'attachment; filename="sammen.ics"'}
    return Response(ics.calendar_of([card], with_venue=True), media_type="text/calendar", headers=heads)


@router.get("/{meetup_id}", name="meetups.show")
def show(viewer: CurrentViewer, meetup_id: str) -> Response:
    """One meetup, and what can be done about it."""
    return page("meetups/show.html", **shown(viewer, viewer.find(Meetup, meetup_id)))


def shown(viewer: CurrentViewer, meetup: Meetup) -> dict[str, Any]:
    """What the page of one meetup shows."""
    may_cancel = meetup.is_open and meetup.may(Change.CANCEL_MEETUP, viewer)
    return {"card": pages.card_of(viewer, meetup), "may_cancel": may_cancel}
