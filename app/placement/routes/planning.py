"""The plan: goals and steps."""

from typing import Annotated, Any
from uuid import UUID

from starlette.responses import Response

from app.identity.policy import Change
from app.identity.viewer import Viewer
from app.kit.errors import NotFound
from app.placement.forms import GoalForm, GoalStateForm, StepForm
from app.placement.models import Placement
from app.placement.plan import PlanGoal, PlanStep
from app.placement.routes.context import KEPT, LEADING, READING, shown
from app.web.forms import Form, Posted, reads, told
from app.web.pages import page, see
from app.web.routing import CurrentViewer, member_router, staff_router

leading = staff_router("/goals/{goal_id}", *LEADING)
plan = member_router("/placements/{placement_id}/goals", *READING)
doing = member_router("/plan-steps/{step_id}", *READING)


def _planning(viewer: Viewer, placement_id: UUID) -> tuple[Placement, dict[str, Any]]:
    placement = viewer.find(Placement, placement_id)
    if not placement.may(Change.SET_GOAL, viewer) and not placement.may(Change.PROPOSE_GOAL, viewer):
        raise NotFound
    return placement, shown(viewer, placement)


@plan.get("", name="goals.new")
def goal(placement_id: UUID, viewer: CurrentViewer) -> Response:
    """A new goal."""
    return page("placement/goal.html", **_planning(viewer, placement_id)[1])


@plan.post("", name="goals.create")
def set_goal(
    placement_id: UUID, viewer: CurrentViewer, posted: Annotated[Posted[GoalForm], reads(GoalForm)]
) -> Response:
    """A goal, set or proposed."""
    placement, context = _planning(viewer, placement_id)
    form = posted.or_again("placement/goal.html", **context)
    PlanGoal.set(placement, form.words, by=viewer)
    return see("placements.show", placement_id=placement.id, flash=KEPT, anchor="plan")


def _goal(viewer: Viewer, goal_id: UUID) -> tuple[PlanGoal, dict[str, Any]]:
    found = viewer.find(PlanGoal, goal_id)
    if not found.may(Change.ADD_STEP, viewer):
        raise NotFound
    return found, {"goal": found} | shown(viewer, viewer.find(Placement, found.placement_id))


@leading.post("", name="goals.move")
def move(
    goal_id: UUID, viewer: CurrentViewer, posted: Annotated[Posted[GoalStateForm], reads(GoalStateForm)]
) -> Response:
    """A proposed goal is taken in; one of the plan is reached."""
    found, context = _goal(viewer, goal_id)
    form = posted.or_again("placement/step.html", **context)
    (found.reach if form.reached else found.take_in)(by=viewer)
    return see("placements.show", placement_id=found.placement_id, flash=KEPT, anchor="plan")


@leading.get("/steps", name="plan_steps.new")
def step(goal_id: UUID, viewer: CurrentViewer) -> Response:
    """A new step to a goal."""
    return page("placement/step.html", **_goal(viewer, goal_id)[1])


@leading.post("/steps", name="plan_steps.create")
def add_step(
    goal_id: UUID, viewer: CurrentViewer, posted: Annotated[Posted[StepForm], reads(StepForm)]
) -> Response:
    """A step, whose it is and by when."""
    found, context = _goal(viewer, goal_id)
    form = posted.or_again("placement/step.html", **context)
    told(lambda: PlanStep.add(found, form.words, form.doer, form.due, by=viewer), posted, "doer")
    posted.or_again("placement/step.html", **context)
    return see("placements.show", placement_id=found.placement_id, flash=KEPT, anchor="plan")


@doing.post("", name="plan_steps.do")
def do(step_id: UUID, viewer: CurrentViewer, posted: Annotated[Posted[Form], reads(Form)]) -> Response:  # noqa: ARG001
    """It is done."""
    one = viewer.find(PlanStep, step_id)
    one.do(by=viewer)
    return see("placements.show", placement_id=one.placement_id, flash=KEPT, anchor="plan")
