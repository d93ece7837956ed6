"""A youth asks for a friendship family, and follows the request."""

from typing import Annotated, Any

from starlette.responses import Response

from app.friendship import pages, screens
from app.friendship.forms import StepForm, Tap
from app.friendship.models import FriendshipRequest
from app.friendship.questions import NAMES, next_after
from app.friendship.states import CHANGEABLE
from app.identity.policy import Role
from app.identity.viewer import Viewer
from app.kit.errors import NotFound
from app.people.models import Youth
from app.web.forms import Posted, reads, told
from app.web.i18n import N_
from app.web.pages import page, see
from app.web.routing import CurrentViewer, member_router

router = member_router("/request", Role.YOUTH)


def own(viewer: Viewer) -> FriendshipRequest:
    """The viewer's open request. Raises NotFound."""
    request = pages.open_request(viewer, viewer.account_id) if viewer.account_id else None
    if request is None:
        raise NotFound
    return request


@router.get("", name="requests.show")
def show(viewer: CurrentViewer) -> Response:
    """Where my request is; before I asked, what a friendship family is."""
    return page("friendship/show.html", **pages.own_path(viewer))


@router.post("", name="requests.create")
def create(viewer: CurrentViewer, posted: Annotated[Posted[Tap], reads(Tap)]) -> Response:  # noqa: ARG001
    """Begin."""
    FriendshipRequest.begin(viewer.find(Youth, viewer.account_id or ""), by=viewer)
    return see("requests.step", question=NAMES[0])


@router.get("/step/{question}", name="requests.step")
def step(question: str, viewer: CurrentViewer, change: bool = False) -> Response:  # noqa: FBT001, FBT002  ?change=1
    """One question."""
    asked = screens.question_named(question)
    request = pages.open_request(viewer, viewer.account_id) if viewer.account_id else None
    if request is None or request.state not in CHANGEABLE:
        return see("requests.show")
    return page(screens.STEP, **screens.screen(request, asked, editing=change))


@router.post("/step/{question}", name="requests.fill")
def fill(
    question: str,
    viewer: CurrentViewer,
    posted: Annotated[Posted[StepForm], reads(StepForm)],
    change: bool = False,  # noqa: FBT001, FBT002  ?change=1
) -> Response:
    """Keep an answer and go on."""
    asked, request = screens.question_named(question), own(viewer)
    shown = screens.screen(request, asked, editing=change)
    kept = screens.keep(request, asked, posted, viewer, shown)
    after = None if change else next_after(asked.name)
    return kept or (see("requests.step", question=after) if after else see("requests.answers"))


@router.get("/answers", name="requests.answers")
def answers(viewer: CurrentViewer) -> Response:
    """All I answered, to look at, change and send."""
    request = pages.open_request(viewer, viewer.account_id) if viewer.account_id else None
    if request is None:
        return see("requests.show")
    return page("friendship/answers.html", **_answers(viewer, request))


def _answers(viewer: Viewer, request: FriendshipRequest) -> dict[str, Any]:
    return screens.summary(request) | {
        "state": request.state,
        "may_change": request.state in CHANGEABLE,
        "helpers": pages.helpers_of(viewer, request.id),
    }


@router.post("/sending", name="requests.send")
def send(viewer: CurrentViewer, posted: Annotated[Posted[Tap], reads(Tap)]) -> Response:
    """Ask."""
    request = own(viewer)
    told(lambda: request.send(by=viewer), posted)
    posted.or_again("friendship/answers.html", **_answers(viewer, request))
    return see("requests.show", flash=N_("It is sent. You did it."))
