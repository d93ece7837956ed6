"""A coordinator puts families forward, and makes it a friendship."""

from typing import Annotated
from uuid import UUID

from starlette.responses import Response

from app.friendship.forms import EndForm, ProposeForm, Tap
from app.friendship.matching.kept import put_forward
from app.friendship.proposals import Proposal
from app.friendship.routes.reviewing import done, form_of, ours
from app.identity.policy import Role
from app.kit.errors import NotFound
from app.people.models import Family
from app.web.forms import Posted, reads, told
from app.web.i18n import N_
from app.web.routing import CurrentViewer, staff_router

router = staff_router("/requests/{request_id}", Role.COORDINATOR)


@router.post("/proposals", name="proposals.create")
def create(
    request_id: UUID, viewer: CurrentViewer, posted: Annotated[Posted[ProposeForm], reads(ProposeForm)]
) -> Response:
    """Put a family forward."""
    request = ours(viewer, request_id)
    form = form_of(posted, viewer, request)
    family = viewer.find(Family, form.family_id)
    told(lambda: put_forward(request, family, by=viewer), posted)
    return done(viewer, request, posted, N_("The family is put forward. Both can say yes or no now."))


@router.post("/proposals/{proposal_id}/withdrawal", name="proposals.withdraw")
def withdraw(
    request_id: UUID, proposal_id: UUID, viewer: CurrentViewer, posted: Annotated[Posted[Tap], reads(Tap)]
) -> Response:
    """Take a proposal back."""
    request, proposal = ours(viewer, request_id), viewer.find(Proposal, proposal_id)
    if proposal.request_id != request.id:
        raise NotFound
    told(lambda: proposal.withdraw(by=viewer), posted)
    return done(viewer, request, posted, N_("It is taken back. You can put another family forward."))


@router.post("/friendship", name="requests.befriend")
def befriend(request_id: UUID, viewer: CurrentViewer, posted: Annotated[Posted[Tap], reads(Tap)]) -> Response:
    """After a good first meeting."""
    request = ours(viewer, request_id)
    told(lambda: request.befriend(by=viewer), posted)
    return done(viewer, request, posted, N_("They are friends now."))


@router.post("/parting", name="requests.part")
def part(request_id: UUID, viewer: CurrentViewer, posted: Annotated[Posted[Tap], reads(Tap)]) -> Response:
    """After a first meeting that didn't become more."""
    request = ours(viewer, request_id)
    told(lambda: request.not_this_time(by=viewer), posted)
    return done(viewer, request, posted, N_("It ended gently. The search goes on."))


@router.post("/ending", name="requests.close")
def close(
    request_id: UUID, viewer: CurrentViewer, posted: Annotated[Posted[EndForm], reads(EndForm)]
) -> Response:
    """The friendship ends."""
    request = ours(viewer, request_id)
    form = form_of(posted, viewer, request)
    told(lambda: form.end(request, viewer), posted)
    return done(viewer, request, posted, N_("The friendship has ended. Its history stays."))
