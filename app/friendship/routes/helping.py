"""Those who may help: they see a youth's request, fill in the draft with them, and never send it [3.2]."""

from typing import Annotated
from uuid import UUID

from starlette.responses import Response

from app.friendship import pages, screens
from app.friendship.forms import StepForm, Tap
from app.friendship.models import FriendshipRequest
from app.friendship.questions import NAMES, next_after
from app.friendship.states import HELPERS, RequestState
from app.identity.viewer import Viewer
from app.kit.errors import NotFound
from app.people.models import Youth
from app.people.ties import is_tied
from app.web.forms import Posted, reads
from app.web.pages import page, see
from app.web.routing import CurrentViewer, member_router

router = member_router("/youths/{youth_id}/request", *HELPERS)


def _youth(viewer: Viewer, youth_id: UUID) -> Youth:
    """The youth, for those who may help with this. A family that is tied as well isn't one of them."""
    youth = viewer.find(Youth, youth_id)
    if not is_tied(viewer, youth.id, *HELPERS):
        raise NotFound
    return youth


def _draft(viewer: Viewer, youth: Youth) -> FriendshipRequest:
    request = pages.open_request(viewer, youth.id)
    if request is None:
        raise NotFound
    return request


@router.get("", name="helping.show")
def show(youth_id: UUID, viewer: CurrentViewer) -> Response:
    """Where the request of a youth is, and what they answered."""
    youth = _youth(viewer, youth_id)
    request = pages.open_request(viewer, youth.id)
    if request:
        viewer.looked(request)
    return page(
        "friendship/helping.html",
        youth=youth,
        first_name=pages.first_name(youth.name),
        **pages.path_for_helper(viewer, youth, request),
        **(screens.summary(request) if request else {"lines": []}),
    )


@router.post("", name="helping.create")
def create(youth_id: UUID, viewer: CurrentViewer, posted: Annotated[Posted[Tap], reads(Tap)]) -> Response:  # noqa: ARG001
    """Begin a draft together."""
    request = FriendshipRequest.begin(_youth(viewer, youth_id), by=viewer)
    if request.state != RequestState.DRAFT:
        return see("helping.show", youth_id=youth_id)
    return see("helping.step", youth_id=youth_id, question=NAMES[0])


@router.get("/step/{question}", name="helping.step")
def step(youth_id: UUID, question: str, viewer: CurrentViewer, change: bool = False) -> Response:  # noqa: FBT001, FBT002
    """One question, filled in with the youth."""
    youth, asked = _youth(viewer, youth_id), screens.question_named(question)
    request = pages.open_request(viewer, youth.id)
    if request is None or request.state != RequestState.DRAFT:
        return see("helping.show", youth_id=youth_id)
    helped = pages.first_name(youth.name)
    return page(screens.STEP, **screens.screen(request, asked, editing=change, helped=helped))


@router.post("/step/{question}", name="helping.fill")
def fill(
    youth_id: UUID,
    question: str,
    viewer: CurrentViewer,
    posted: Annotated[Posted[StepForm], reads(StepForm)],
    change: bool = False,  # noqa: FBT001, FBT002  ?change=1
) -> Response:
    """Keep an answer and go on."""
    youth, asked = _youth(viewer, youth_id), screens.question_named(question)
    request = _draft(viewer, youth)
    shown = screens.screen(request, asked, editing=change, helped=pages.first_name(youth.name))
    kept = screens.keep(request, asked, posted, viewer, shown)
    after = None if change else next_after(asked.name)
    onwards = (
        see("helping.step", youth_id=youth_id, question=after)
        if after
        else see("helping.show", youth_id=youth_id)
    )
    return kept or onwards
