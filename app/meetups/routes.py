"""Meetups: the list, one of them, and its calendar file."""

from collections.abc import Callable
from typing import Any, TypeVar

from pydantic import BaseModel
from starlette.responses import Response

from app.identity.policy import Role
from app.kit.errors import NotFound
from app.meetups import afterwards, ics, options, pages
from app.meetups.models import Meetup
from app.meetups.standing import AROUND
from app.web.forms import Posted, told
from app.web.pages import page
from app.web.routing import Answer, CurrentViewer, member_router

F = TypeVar("F", bound=BaseModel)

MEETING = (Role.YOUTH, Role.FRIEND, Role.HOST)
router = member_router("/meetups", *MEETING, *AROUND, Role.COORDINATOR)


@router.get("", name="meetups.index")
def index(viewer: CurrentViewer) -> Response:
    """The meetups to come, and those that were."""
    cards, past = pages.open_cards(viewer), pages.past_cards(viewer)
    viewer.listed([card for card in (*cards, *past) if card.youth_id != viewer.account_id], "meetup")
    nudges = afterwards.nudges(viewer)
    viewer.listed([nudge for nudge in nudges if nudge.youth_id != viewer.account_id], "meetup_nudge")
    return page(
        "meetups/index.html",
        cards=cards,
        past=past,
        meets=viewer.is_(*MEETING),
        nudges=nudges,
        wishes=afterwards.wishes(viewer) if viewer.is_(*MEETING) else [],
    )


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
    return show_page(viewer, viewer.find(Meetup, meetup_id))


def show_page(
    viewer: CurrentViewer, meetup: Meetup, posted: Posted[Any] | None = None, status: int = 200
) -> Response:
    """The page of one meetup, as it is now; with what isn't right in a form that was sent from it."""
    it = afterwards.shown(viewer, meetup)
    return page(
        "meetups/show.html",
        status=status,
        it=it,
        card=it.card,
        along=options.along(),
        faces=options.faces(),
        posted=posted,
    )


def read_or_again(viewer: CurrentViewer, meetup: Meetup, posted: Posted[F]) -> F:
    """The form, or the page of the meetup once more."""
    if posted.form is None:
        raise Answer(show_page(viewer, meetup, posted, 422))
    return posted.form


def do_or_again(
    viewer: CurrentViewer, meetup: Meetup, posted: Posted[Any], verb: Callable[[], Any], field: str = ""
) -> Any:
    """A verb; what it refuses is told on the page of the meetup as it is now."""
    done = told(verb, posted, field)
    if posted.form is None:
        raise Answer(show_page(viewer, meetup, posted, 422))
    return done
