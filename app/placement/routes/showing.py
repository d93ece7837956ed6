"""Where a placement stands: the lists, the youth's own page, the page of one, a guide."""

from typing import Any
from uuid import UUID

from starlette.responses import Response

from app.identity.policy import Change, Role
from app.identity.viewer import Viewer
from app.kit.errors import NotFound
from app.people.choosing import CARING
from app.people.models import Youth
from app.people.pages import myself
from app.people.ties import is_tied
from app.placement import pages
from app.placement.guides import GUIDES
from app.placement.models import Placement
from app.placement.routes.context import LEADING, READING, SHOW, shown
from app.web.pages import page
from app.web.routing import CurrentViewer, member_router, staff_router

lists = staff_router("/placements", *LEADING)
own = member_router("/placement", Role.YOUTH)
around = member_router("/youths/{youth_id}/placements", *CARING)
reading = member_router("/placements/{placement_id}", *READING)


@lists.get("", name="placements.index")
def index(viewer: CurrentViewer) -> Response:
    """Those whose follow-up is overdue first."""
    return page(
        "placement/index.html", stays=pages.stays(viewer), unwritten=pages.hosted_without_placement(viewer)
    )


@own.get("", name="placements.mine")
def mine(viewer: CurrentViewer) -> Response:
    """Where my own stands."""
    stays = pages.of_youth(viewer, myself(viewer).id)
    if not stays:
        return page("placement/none.html")
    return page(SHOW, **shown(viewer, viewer.find(Placement, stays[0].id)))


def of(viewer: Viewer, youth_id: UUID) -> dict[str, Any]:
    """The placements of a youth for those around them. Raises NotFound for anybody else."""
    youth = viewer.find(Youth, youth_id)
    if not is_tied(viewer, youth.id, *CARING):
        raise NotFound
    stays = pages.of_youth(viewer, youth.id)
    proposed = Placement(youth_id=youth.id, family_id=youth.id)
    leads = proposed.may(Change.CONSIDER_PLACEMENT, viewer)
    return {"youth": youth, "stays": stays, "leads": leads, "learned": pages.learned(viewer, youth.id)}


@around.get("", name="placements.of_youth")
def of_youth(youth_id: UUID, viewer: CurrentViewer) -> Response:
    """Where one youth lives with a family, or has."""
    return page("placement/of_youth.html", **of(viewer, youth_id))


@reading.get("", name="placements.show")
def show(placement_id: UUID, viewer: CurrentViewer) -> Response:
    """One placement, as each side may know it."""
    return page(SHOW, **shown(viewer, viewer.find(Placement, placement_id)))


@reading.get("/guides/{guide}", name="placements.guide")
def guide(placement_id: UUID, guide: str, viewer: CurrentViewer) -> Response:
    """What to do when it gets hard, and whom to call."""
    placement = viewer.find(Placement, placement_id)
    if guide not in GUIDES:
        raise NotFound
    return page("placement/guide.html", guide=GUIDES[guide], **shown(viewer, placement))
