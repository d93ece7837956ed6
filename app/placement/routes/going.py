"""Forms that move a placement on: what they share."""

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from pydantic import BaseModel
from starlette.responses import Response

from app.identity.policy import Change
from app.identity.viewer import Viewer
from app.people.hosting import AFTERWARDS
from app.people.models import Residence
from app.placement.models import Placement
from app.placement.routes.context import KEPT, to_change
from app.web.forms import Posted, told
from app.web.i18n import N_
from app.web.pages import page, see

F = TypeVar("F", bound=BaseModel)
HOMES = {
    Residence.CENTRE: N_("Youth centre"),
    Residence.OWN: N_("A room or flat of their own"),
    Residence.ASYLUM: N_("Asylum centre"),
}


def moved(
    viewer: Viewer,
    placement_id: UUID,
    template: str,
    posted: Posted[F],
    work: Callable[[Placement, F], None],
    change: Change = Change.MOVE_PLACEMENT,
) -> Response:
    """Do it by the rules; what isn't right is shown where it was written."""
    placement, context = to_change(viewer, placement_id, change)
    context |= {"homes": HOMES, "afterwards": AFTERWARDS}
    form = posted.or_again(template, **context)
    told(lambda: work(placement, form), posted, "on" if "on" in posted.words else "")
    posted.or_again(template, **context)
    return see("placements.show", placement_id=placement.id, flash=KEPT)


def asked(
    viewer: Viewer, placement_id: UUID, template: str, change: Change = Change.MOVE_PLACEMENT
) -> Response:
    """The form."""
    _, context = to_change(viewer, placement_id, change)
    return page(template, **context, homes=HOMES, afterwards=AFTERWARDS)
