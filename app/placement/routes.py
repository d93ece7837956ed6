"""The supervisor's placements."""

from typing import Annotated, Any
from uuid import UUID

from starlette.responses import Response

from app.identity.policy import Role
from app.identity.viewer import Viewer
from app.kit import clock
from app.placement import pages
from app.placement.forms import FollowUpForm
from app.placement.models import Placement
from app.web.forms import Posted, reads, told
from app.web.i18n import N_
from app.web.pages import page, see
from app.web.routing import CurrentViewer, staff_router

router = staff_router("/placements", Role.SUPERVISOR)


def _context(viewer: Viewer, at: UUID | None = None) -> dict[str, Any]:
    """`at` is the placement whose form is shown again."""
    return {
        "at": at,
        "stays": pages.stays(viewer),
        "unwritten": pages.hosted_without_placement(viewer),
        "today": clock.today(),
    }


@router.get("", name="placements.index")
def index(viewer: CurrentViewer) -> Response:
    """Those whose follow-up is overdue first."""
    return page("placement/index.html", **_context(viewer))


@router.post("/{placement_id}/follow-ups", name="follow_ups.create")
def follow_up(
    placement_id: UUID, viewer: CurrentViewer, posted: Annotated[Posted[FollowUpForm], reads(FollowUpForm)]
) -> Response:
    """A meeting was held: the next one is set by the rhythm."""
    placement = viewer.find(Placement, placement_id)

    if posted.form is not None:
        held_on = posted.form.held_on
        told(lambda: placement.follow_up(held_on, by=viewer), posted, "held_on")
    if posted.form is None:
        posted.or_again("placement/index.html", **_context(viewer, placement.id))
    return see("placements.index", flash=N_("Written down. The next one is set."))
