"""Information meetings: the public list and signing up; making them and seeing who comes."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from app.finding import gatekeeping, planning
from app.finding import public as open_pages
from app.finding.forms import MeetingForm, SignUpForm
from app.finding.meetings import KEEPERS, InformationMeeting
from app.identity.viewer import Viewer
from app.kit.errors import NotFound
from app.web.forms import Form, Posted, reads, told
from app.web.i18n import N_
from app.web.pages import page, see
from app.web.routing import CurrentViewer, public_router, staff_router

public: APIRouter = public_router("/join/meetings")
router: APIRouter = staff_router("/information-meetings", *KEEPERS)
PAGE, MAKE = "finding/meeting.html", "finding/meetings_made.html"


class Tap(Form):
    """A button and nothing else."""


@public.get("", name="join.meetings")
def coming(viewer: CurrentViewer, language: str = "") -> Response:
    """All information meetings to come."""
    return open_pages.shown("finding/meetings.html", language, meetings=open_pages.meetings(viewer))


def _shown(viewer: Viewer, meeting: InformationMeeting, posted: Posted[Any] | None = None) -> dict[str, Any]:
    [row] = open_pages.meetings(viewer, meeting_id=meeting.id) or [None]
    if row is None:
        raise NotFound
    shown = {"meeting": row, "full": open_pages.is_full(row), "stamp": gatekeeping.stamp_of(posted)}
    return shown | open_pages.card()


@public.get("/{meeting_id}", name="join.meeting")
def meeting(meeting_id: UUID, viewer: CurrentViewer, language: str = "") -> Response:
    """One of them, and the form to come."""
    found = viewer.find(InformationMeeting, meeting_id)
    return open_pages.shown(PAGE, language, **_shown(viewer, found))


@public.post("/{meeting_id}", name="join.sign_up")
def sign_up(
    meeting_id: UUID, viewer: CurrentViewer, posted: Annotated[Posted[SignUpForm], reads(SignUpForm)]
) -> Response:
    """Somebody comes."""
    found = viewer.find(InformationMeeting, meeting_id)
    shown = _shown(viewer, found, posted)
    written = posted.form
    gatekeeping.let_in(posted, PAGE, **shown)
    if written:
        written.needs_a_way(posted)
    form = posted.or_again(PAGE, **shown)
    told(
        lambda: found.sign_up(form.name, form.email, form.phone, int(form.people), by=viewer),
        posted,
        "people",
    )
    posted.or_again(PAGE, **shown)
    return see("join.meetings", flash=N_("You are on the list. See you there!"))


@router.get("", name="information_meetings.index")
def index(viewer: CurrentViewer) -> Response:
    """My organisation's meetings, those to come first, and the form for a new one."""
    return page(MAKE, **planning.index(viewer))


@router.post("", name="information_meetings.create")
def create(viewer: CurrentViewer, posted: Annotated[Posted[MeetingForm], reads(MeetingForm)]) -> Response:
    """A new one, for everybody to see."""
    shown = planning.index(viewer)
    starts_at = posted.form.at(posted) if posted.form else None
    form = posted.or_again(MAKE, **shown)
    made = told(lambda: planning.plan(viewer, form, starts_at), posted, "date")
    posted.or_again(MAKE, **shown)
    flash = N_("It stands on the public page now.")
    return see("information_meetings.show", meeting_id=made.id, flash=flash)


@router.get("/{meeting_id}", name="information_meetings.show")
def show(meeting_id: UUID, viewer: CurrentViewer) -> Response:
    """Who comes."""
    return page("finding/meeting_made.html", **planning.show(viewer, _ours(viewer, meeting_id)))


@router.post("/{meeting_id}/cancellation", name="information_meetings.cancel")
def cancel(meeting_id: UUID, viewer: CurrentViewer, posted: Annotated[Posted[Tap], reads(Tap)]) -> Response:
    """It isn't held."""
    found = _ours(viewer, meeting_id)
    shown = planning.show(viewer, found)
    told(lambda: found.cancel(by=viewer), posted)
    posted.or_again("finding/meeting_made.html", **shown)
    flash = N_("It is off. Those with an e-mail are told; please call the others.")
    return see("information_meetings.show", meeting_id=meeting_id, flash=flash)


def _ours(viewer: Viewer, meeting_id: UUID) -> InformationMeeting:
    found = viewer.find(InformationMeeting, meeting_id)
    if not planning.is_ours(viewer, found):
        raise NotFound
    return found
