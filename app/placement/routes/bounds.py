"""A placement begins with a family that is considered, and ends with why."""

from typing import Annotated, Any
from uuid import UUID

from starlette.responses import Response

from app.identity.policy import Change
from app.identity.viewer import Viewer
from app.kit.errors import NotFound
from app.placement import ending, moving
from app.placement.choosing import families_to_choose
from app.placement.forms import ConsiderForm, EndForm
from app.placement.models import Placement
from app.placement.routes.context import KEPT, LEADING
from app.placement.routes.going import asked, moved
from app.placement.routes.showing import of
from app.web.forms import Posted, reads, told
from app.web.pages import page, see
from app.web.routing import CurrentViewer, staff_router

beginning = staff_router("/youths/{youth_id}/placements", *LEADING)
closing = staff_router("/placements/{placement_id}/ending", *LEADING)


def _new(viewer: Viewer, youth_id: UUID) -> dict[str, Any]:
    found = of(viewer, youth_id)
    if not found["leads"]:
        raise NotFound
    return found | {"families": families_to_choose(viewer, youth_id)}


@beginning.get("/new", name="placements.new")
def new(youth_id: UUID, viewer: CurrentViewer) -> Response:
    """Choose a family."""
    return page("placement/new.html", **_new(viewer, youth_id))


@beginning.post("", name="placements.create")
def consider(
    youth_id: UUID, viewer: CurrentViewer, posted: Annotated[Posted[ConsiderForm], reads(ConsiderForm)]
) -> Response:
    """The family is considered from now on."""
    found = _new(viewer, youth_id)
    form = posted.or_again("placement/new.html", **found)
    placement = told(lambda: moving.consider(found["youth"], form.family_id, by=viewer), posted, "family_id")
    posted.or_again("placement/new.html", **found)
    return see("placements.show", placement_id=placement.id, flash=KEPT)


@closing.get("", name="placements.ending")
def ask_end(placement_id: UUID, viewer: CurrentViewer) -> Response:
    """Ask why it ends and what was learned."""
    return asked(viewer, placement_id, "placement/ending.html", Change.END_PLACEMENT)


@closing.post("", name="placements.end")
def end(
    placement_id: UUID, viewer: CurrentViewer, posted: Annotated[Posted[EndForm], reads(EndForm)]
) -> Response:
    """It ends today."""

    def work(it: Placement, form: EndForm) -> None:
        ending.end(it, form.because, form.words, form.learned, form.residence, by=viewer)

    return moved(viewer, placement_id, "placement/ending.html", posted, work, Change.END_PLACEMENT)
