"""The queue that the volunteer organisations share, and one request in it."""

from typing import Annotated
from uuid import UUID

from starlette.responses import Response

from app.friendship.forms import HandOnForm, Tap
from app.friendship.models import FriendshipRequest
from app.friendship.pages import queue as pages
from app.friendship.pages import review as pages_of_one
from app.friendship.routes.reviewing import REVIEW, done, form_of, ours
from app.identity.models import Organisation
from app.identity.policy import Role
from app.web.forms import Posted, reads, told
from app.web.i18n import N_
from app.web.pages import page, see
from app.web.routing import CurrentViewer, staff_router

router = staff_router("/requests", Role.COORDINATOR)


@router.get("", name="requests.queue")
def queue(viewer: CurrentViewer, show: str = "") -> Response:
    """The requests, waiting longest first."""
    shown = show if show in pages.FILTERS else "waiting"
    requests, counts = pages.queue(viewer, shown)
    return page("friendship/queue.html", requests=requests, counts=counts, show=shown)


@router.get("/{request_id}", name="requests.review")
def review(request_id: UUID, viewer: CurrentViewer, show: str = "") -> Response:
    """One request: what was answered, how far it has come, the families to choose from."""
    request = viewer.find(FriendshipRequest, request_id)
    return page(REVIEW, **pages_of_one.review(viewer, request, every=show == "all"))


@router.post("/{request_id}/taking", name="requests.take")
def take(request_id: UUID, viewer: CurrentViewer, posted: Annotated[Posted[Tap], reads(Tap)]) -> Response:
    """My organisation begins to look."""
    request = viewer.find(FriendshipRequest, request_id)
    told(lambda: request.take(by=viewer), posted)
    return done(viewer, request, posted, N_("You work on it now. The young person can see that."))


@router.post("/{request_id}/handing-on", name="requests.hand_on")
def hand_on(
    request_id: UUID, viewer: CurrentViewer, posted: Annotated[Posted[HandOnForm], reads(HandOnForm)]
) -> Response:
    """Another organisation goes on looking."""
    request = ours(viewer, request_id)
    form = form_of(posted, viewer, request)
    to = viewer.find(Organisation, form.organisation_id)
    told(lambda: request.hand_on(to, form.words, by=viewer), posted)
    form_of(posted, viewer, request)
    return see("requests.queue", flash=N_("It is handed on. The young person can see who has it now."))
