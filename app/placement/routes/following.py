"""Follow-up meetings."""

from typing import Annotated
from uuid import UUID

from starlette.responses import Response

from app.identity.policy import Change
from app.placement.follow_ups import follow_up
from app.placement.forms import FollowUpForm
from app.placement.routes.context import LEADING, to_change
from app.web.forms import Posted, reads, told
from app.web.i18n import N_
from app.web.pages import page, see
from app.web.routing import CurrentViewer, staff_router

leading = staff_router("/placements/{placement_id}/follow-ups", *LEADING)


@leading.get("", name="follow_ups.new")
def meeting(placement_id: UUID, viewer: CurrentViewer) -> Response:
    """Write down a meeting."""
    return page("placement/follow_up.html", **to_change(viewer, placement_id, Change.FOLLOW_UP)[1])


@leading.post("", name="follow_ups.create")
def met(
    placement_id: UUID, viewer: CurrentViewer, posted: Annotated[Posted[FollowUpForm], reads(FollowUpForm)]
) -> Response:
    """A meeting was held: the next one is set by the rhythm."""
    placement, context = to_change(viewer, placement_id, Change.FOLLOW_UP)
    form = posted.or_again("placement/follow_up.html", **context)
    told(lambda: follow_up(placement, form.held_on, form.notes, form.agreed, by=viewer), posted, "held_on")
    posted.or_again("placement/follow_up.html", **context)
    return see("placements.show", placement_id=placement.id, flash=N_("Written down. The next one is set."))
