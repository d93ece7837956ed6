"""What a coordinator says of the families for a request, and what counts how much."""

from typing import Annotated
from uuid import UUID

from starlette.responses import Response

from app.friendship.forms import ChoiceForm, WeightsForm
from app.friendship.matching.kept import MatchChoice, MatchWeights, Said
from app.friendship.matching.ranking import Importance
from app.friendship.routes.reviewing import done, form_of, ours
from app.identity.policy import Role
from app.people.models import Family
from app.web.forms import Posted, reads, told
from app.web.i18n import N_
from app.web.routing import CurrentViewer, staff_router

router = staff_router("/requests/{request_id}", Role.COORDINATOR)
FLASH = {
    "pinned": N_("It stands at the top now."),
    "ruled-out": N_("It is ruled out for this young person. You find it further down."),
    "none": N_("It stands among the others again."),
}


def weights_in(form: WeightsForm) -> dict[str, Importance]:
    """How much each rule is to count."""
    return {name: Importance(int(value)) for name, value in form.model_dump().items()}


@router.post("/choices", name="matching.choose")
def choose(
    request_id: UUID, viewer: CurrentViewer, posted: Annotated[Posted[ChoiceForm], reads(ChoiceForm)]
) -> Response:
    """Pin a family, rule it out with a reason, or take that back."""
    request = ours(viewer, request_id)
    form = form_of(posted, viewer, request)
    family = viewer.find(Family, form.family_id)
    if form.said == "none":
        told(lambda: MatchChoice.take_back(request, family, by=viewer), posted)
    else:
        field = "" if form.words else "words"
        told(lambda: MatchChoice.say(Said(form.said), request, family, form.words, by=viewer), posted, field)
    return done(viewer, request, posted, FLASH[form.said])


@router.post("/weights", name="matching.weigh")
def weigh(
    request_id: UUID, viewer: CurrentViewer, posted: Annotated[Posted[WeightsForm], reads(WeightsForm)]
) -> Response:
    """How much each rule counts, for the whole organisation."""
    request = ours(viewer, request_id)
    form = form_of(posted, viewer, request)
    assert request.organisation_id  # noqa: S101  it is with the viewer's
    MatchWeights.weigh(request.organisation_id, weights_in(form), by=viewer)
    return done(viewer, request, posted, N_("They are ranked anew."))
