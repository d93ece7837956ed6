"""A placement goes on: expectations, visit, moving in, living there."""

from typing import Annotated
from uuid import UUID

from starlette.responses import Response

from app.placement import moving
from app.placement.forms import LivingForm, MoveForm, VisitForm
from app.placement.models import Placement
from app.placement.routes.context import LEADING, SHOW
from app.placement.routes.going import asked, moved
from app.web.forms import Form, Posted, reads
from app.web.routing import CurrentViewer, staff_router

router = staff_router("/placements/{placement_id}", *LEADING)


@router.post("/expectations", name="placements.expect")
def expect(
    placement_id: UUID, viewer: CurrentViewer, posted: Annotated[Posted[Form], reads(Form)]
) -> Response:
    """Ask both what they expect."""
    return moved(viewer, placement_id, SHOW, posted, lambda it, _: moving.expect(it, by=viewer))


@router.get("/visit", name="placements.visit")
def visit(placement_id: UUID, viewer: CurrentViewer) -> Response:
    """Ask on which day they meet."""
    return asked(viewer, placement_id, "placement/visit.html")


@router.post("/visit", name="placements.plan_visit")
def plan_visit(
    placement_id: UUID, viewer: CurrentViewer, posted: Annotated[Posted[VisitForm], reads(VisitForm)]
) -> Response:
    """They meet on a day."""
    return moved(
        viewer, placement_id, "placement/visit.html", posted,
        lambda it, form: moving.plan_visit(it, form.on, seen=form.seen, by=viewer),
    )  # fmt: skip


@router.get("/moving-in", name="placements.moving_in")
def moving_in(placement_id: UUID, viewer: CurrentViewer) -> Response:
    """Ask when, whether with a friend, whether with an interpreter."""
    return asked(viewer, placement_id, "placement/moving_in.html")


@router.post("/moving-in", name="placements.plan_move")
def plan_move(
    placement_id: UUID, viewer: CurrentViewer, posted: Annotated[Posted[MoveForm], reads(MoveForm)]
) -> Response:
    """The youth moves in on a day."""

    def work(it: Placement, form: MoveForm) -> None:
        how = {"friend_along": form.friend_along, "interpreter": form.interpreter}
        moving.plan_move(it, form.on, **how, seen=form.seen, by=viewer)  # type: ignore[arg-type]

    return moved(viewer, placement_id, "placement/moving_in.html", posted, work)


@router.get("/living", name="placements.living")
def living(placement_id: UUID, viewer: CurrentViewer) -> Response:
    """Ask since when they live there."""
    return asked(viewer, placement_id, "placement/living.html")


@router.post("/living", name="placements.live")
def live(
    placement_id: UUID, viewer: CurrentViewer, posted: Annotated[Posted[LivingForm], reads(LivingForm)]
) -> Response:
    """They live there from now on."""
    return moved(
        viewer, placement_id, "placement/living.html", posted,
        lambda it, form: moving.begin_living(it, form.on, by=viewer),
    )  # fmt: skip
