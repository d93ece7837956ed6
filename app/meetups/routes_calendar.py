"""The private calendar address: shown once, made anew, ended; and what it answers to a calendar."""

from fastapi import Request
from starlette.responses import Response

from app.kit.settings import settings
from app.meetups import feeds as own_feeds
from app.meetups import ics, pages
from app.meetups.routes import MEETING
from app.web import i18n
from app.web.i18n import N_
from app.web.pages import page, see, url_for
from app.web.routing import CurrentViewer, member_router, public_router

router = member_router("/calendar", *MEETING)
feeds = public_router("/calendar")


@router.get("", name="calendar.show")
def show(viewer: CurrentViewer) -> Response:
    """What the address is for, and whether there is one."""
    return page("meetups/calendar.html", made=viewer.count(own_feeds.CalendarFeed) > 0, address="")


@router.post("", name="calendar.create")
def create(viewer: CurrentViewer, request: Request) -> Response:
    """Make an address; it stands on this page and nowhere else."""
    path = url_for("calendar.feed", token=own_feeds.open_feed(by=viewer))
    host = settings().base_url or str(request.base_url).rstrip("/")
    return page("meetups/calendar.html", made=True, address=host + path)


@router.post("/end", name="calendar.destroy")
def destroy(viewer: CurrentViewer) -> Response:
    """End the address."""
    own_feeds.close_feed(by=viewer)
    return see("calendar.show", flash=N_("The address doesn't work any more."))


@feeds.get("/{token}.ics", name="calendar.feed")
def feed(viewer: CurrentViewer, token: str) -> Response:
    """All meetups of whoever made the address, in their language."""
    owner = own_feeds.owner_of(token, viewer)
    code = owner.language if owner.language in i18n.LANGUAGES else settings().default_language
    i18n.language.set(i18n.LANGUAGES[code])
    body = ics.calendar_of(pages.calendar_cards(owner), with_venue=False)
    return Response(body, media_type="text/calendar", headers={"cache-control": "private, no-store"})
