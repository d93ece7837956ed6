"""When somebody is usually free, and the soft word that one would like to meet more."""

from typing import Annotated, Any

from starlette.responses import Response

from app.identity.policy import Role
from app.meetups import options
from app.meetups.forms import FreeForm
from app.meetups.free import FreeTimes
from app.meetups.routes import MEETING
from app.meetups.wishes import Wish
from app.people.models import Tie
from app.web.forms import Posted, reads, told
from app.web.i18n import N_
from app.web.pages import again, page, see
from app.web.routing import CurrentViewer, member_router

router = member_router("", *MEETING)
wishing = member_router("", Role.YOUTH)


@router.get("/free-times", name="free_times.edit")
def edit(viewer: CurrentViewer) -> Response:
    """When one is usually free, and when away."""
    return page("meetups/free.html", **_week(viewer))


@router.post("/free-times", name="free_times.update")
def update(viewer: CurrentViewer, posted: Annotated[Posted[FreeForm], reads(FreeForm)]) -> Response:
    """Say it."""
    week = _week(viewer)
    mine: FreeTimes = week["mine"]
    form = posted.or_again("meetups/free.html", **week)
    away = told(form.away, posted, "away_from")
    if away is not None:
        told(lambda: mine.tell(form.free, away, shown=form.shown == "yes", by=viewer), posted, "away_from")
    if posted.form is None:
        raise again("meetups/free.html", posted=posted, **week)
    return see("meetups.index", flash=N_("Kept. We use it when we suggest times."))


@wishing.post("/ties/{tie_id}/wish", name="wishes.create")
def wish(viewer: CurrentViewer, tie_id: str) -> Response:
    """I'd like to see you more."""
    tie = viewer.find(Tie, tie_id)
    Wish.say(tie, by=viewer)
    return see("meetups.index", flash=N_("They read that you would be happy to see them more often."))


@wishing.post("/wishes/{wish_id}/away", name="wishes.destroy")
def take_back(viewer: CurrentViewer, wish_id: str) -> Response:
    """Take it back."""
    viewer.find(Wish, wish_id).take_back(by=viewer)
    return see("meetups.index", flash=N_("Taken back. They don't see it any more."))


def _week(viewer: CurrentViewer) -> dict[str, Any]:
    return {
        "mine": FreeTimes.of_viewer(viewer),
        "week": options.week(),
        "parts": options.day_parts(),
    }
