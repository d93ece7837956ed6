"""The whole queue at once: thought of in the worker, taken over one by one by a person."""

from typing import Annotated

from starlette.responses import Response

from app.friendship.forms import PairForm, Tap, WeightsForm
from app.friendship.matching.kept import MatchWeights, put_forward
from app.friendship.matching.planned import QueuePlan
from app.friendship.models import FriendshipRequest
from app.friendship.pages import together as pages
from app.friendship.routes.choosing import weights_in
from app.friendship.routes.reviewing import F
from app.identity.policy import Role
from app.identity.viewer import Viewer
from app.people.models import Family
from app.web.forms import Posted, reads, told
from app.web.i18n import N_
from app.web.pages import page, see
from app.web.routing import CurrentViewer, staff_router

router = staff_router("/together", Role.COORDINATOR)
PAGE = "friendship/matching_together.html"


def _form_of(posted: Posted[F], viewer: Viewer) -> F:
    """The form; where it isn't right, the page again, and all its pairs only then."""
    shown = {} if posted.form else pages.show(viewer)
    return posted.or_again(PAGE, **shown)


@router.get("", name="together.show")
def show(viewer: CurrentViewer, show: str = "") -> Response:
    """How far it is, and what came out, beside first come, first served."""
    return page(PAGE, **pages.show(viewer, every=show == "all"))


@router.post("", name="together.create")
def create(viewer: CurrentViewer, posted: Annotated[Posted[Tap], reads(Tap)]) -> Response:
    """Think of all of them anew."""
    _form_of(posted, viewer)
    QueuePlan.ask(pages.organisation_of(viewer), by=viewer)
    return see("together.show")


@router.post("/weights", name="together.weigh")
def weigh(viewer: CurrentViewer, posted: Annotated[Posted[WeightsForm], reads(WeightsForm)]) -> Response:
    """How much each rule counts, for the whole organisation; then think anew."""
    form = _form_of(posted, viewer)
    organisation_id = pages.organisation_of(viewer)
    MatchWeights.weigh(organisation_id, weights_in(form), by=viewer)
    QueuePlan.ask(organisation_id, by=viewer)
    return see("together.show")


@router.post("/proposals", name="together.propose")
def propose(viewer: CurrentViewer, posted: Annotated[Posted[PairForm], reads(PairForm)]) -> Response:
    """Put one pair forward, by a tap: nothing is put forward by itself."""
    form = _form_of(posted, viewer)
    request, family = viewer.find(FriendshipRequest, form.request_id), viewer.find(Family, form.family_id)
    told(lambda: put_forward(request, family, by=viewer), posted)
    _form_of(posted, viewer)
    return see("together.show", flash=N_("The family is put forward. Both can say yes or no now."))
