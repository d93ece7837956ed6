"""What the page of one placement reads: each side sees what is theirs."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import col

from app.identity.policy import Change
from app.identity.viewer import Viewer
from app.people.models import Family, Youth
from app.placement.answers import PlacementAnswers
from app.placement.follow_ups import FollowUp, PlacementNote
from app.placement.helping import Help, help_for
from app.placement.kinds import POINTS, STATES
from app.placement.models import Placement, PlacementState
from app.placement.moving import missing
from app.placement.plan import PlanGoal, PlanStep
from app.placement.statements import differing
from app.placement.steps import PlacementStep
from app.placement.talks import PlacementTalk
from app.placement.visits import VisitWord


@dataclass(frozen=True, slots=True)
class PathStep:
    """One state on the path."""

    label: str
    state: str  # done, now, next
    who: str = ""


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal and its steps; with each step whether the viewer may say that it is done."""

    row: PlanGoal
    steps: list[tuple[PlanStep, bool]]


@dataclass(frozen=True, slots=True)
class Shown:
    """A placement as its page shows it to one of those around it."""

    placement: Placement
    youth: str
    family: str
    side: str
    leads: bool
    path: list[PathStep]
    days: dict[PlacementState, date]
    missing: list[str]
    talks: list[PlacementTalk]
    answers: dict[str, dict[str, str]]
    visit_words: dict[str, VisitWord]
    follow_ups: list[FollowUp]
    notes: dict[UUID | None, str]
    goals: list[Goal]
    help: Help
    today: date

    @property
    def days_over(self) -> int:
        """For how many days a follow-up should have been held."""
        due = self.placement.next_follow_up
        return max(0, (self.today - due).days) if due else 0

    @property
    def agreed(self) -> dict[str, str]:
        """Statement → what they agreed."""
        return self.placement.agreed or {}

    @property
    def to_understand(self) -> list[PlacementTalk]:
        """What the youth was told and hasn't said anything to, or has had an answer to."""
        return [one for one in self.talks if not one.understood_at and not one.waits_for_reply]

    @property
    def to_answer(self) -> bool:
        """Whether the viewer's side is asked what it expects."""
        asked = self.placement.state == PlacementState.EXPECTATIONS and not self.placement.opened_at
        return asked and bool(self.side) and self.side not in self.answers

    @property
    def to_say(self) -> bool:
        """Whether the viewer's side is asked how the visit went."""
        on = self.placement.visit_on
        visited = self.placement.state == PlacementState.VISIT and on is not None and on <= self.today
        return visited and bool(self.side)

    @property
    def untold(self) -> bool:
        """Whether something of this state hasn't been told."""
        told = {key for talk in self.talks for key in talk.points}
        return any(key not in told for key in POINTS[self.placement.state])

    @property
    def differing(self) -> list[str]:
        """The statements they see differently; nothing before both have answered."""
        return differing(*self.answers.values()) if self.placement.opened_at else []


def show(viewer: Viewer, placement: Placement) -> Shown:
    """The page of a placement; a fixed number of queries."""
    names = viewer.first(
        viewer.rows(
            Placement,
            col(Youth.name).label("youth"),
            col(Youth.municipality_id).label("municipality_id"),
            col(Family.name).label("family"),
            col(Family.organisation_id).label("organisation_id"),
        )
        .join(Youth, col(Youth.id) == Placement.youth_id)
        .join(Family, col(Family.id) == Placement.family_id)
        .where(col(Placement.id) == placement.id)
    )
    assert names  # noqa: S101  the viewer has found the placement
    leads = placement.may(Change.MOVE_PLACEMENT, viewer)
    days = {
        row.state: row.day for row in viewer.all(PlacementStep, PlacementStep.placement_id == placement.id)
    }
    notes = viewer.all(PlacementNote, PlacementNote.placement_id == placement.id)
    return Shown(
        placement=placement,
        youth=names.youth,
        family=names.family,
        side=placement.side_of(viewer),
        leads=leads,
        path=_path(placement),
        days=days,
        missing=missing(placement, viewer) if leads and placement.state != PlacementState.ENDED else [],
        talks=viewer.all(
            PlacementTalk, PlacementTalk.placement_id == placement.id, order_by=col(PlacementTalk.id).desc()
        ),
        answers={
            row.side: row.answers
            for row in viewer.all(PlacementAnswers, PlacementAnswers.placement_id == placement.id)
        },
        visit_words={row.side: row for row in viewer.all(VisitWord, VisitWord.placement_id == placement.id)},
        follow_ups=viewer.all(
            FollowUp, FollowUp.placement_id == placement.id, order_by=col(FollowUp.held_on).desc()
        ),
        notes={row.follow_up_id: row.words for row in notes},
        goals=_goals(viewer, placement),
        help=help_for(viewer, placement.youth_id, names.organisation_id, names.municipality_id),
        today=viewer.today,
    )


def _path(placement: Placement) -> list[PathStep]:
    """The path; one that ended early shows no steps that never came."""
    order = [*PlacementState]
    here = order.index(placement.state)
    reached = order if placement.state != PlacementState.ENDED else [PlacementState.ENDED]
    return [
        PathStep(STATES[state], "done" if place < here else "now" if place == here else "next")
        for place, state in enumerate(order)
        if state in reached and (state != PlacementState.ENDED or state == placement.state)
    ]


def _goals(viewer: Viewer, placement: Placement) -> list[Goal]:
    steps: dict[UUID, list[tuple[PlanStep, bool]]] = defaultdict(list)
    for step in viewer.all(PlanStep, PlanStep.placement_id == placement.id):
        steps[step.goal_id].append((step, not step.done_at and step.may(Change.DO_STEP, viewer)))
    rows = viewer.all(PlanGoal, PlanGoal.placement_id == placement.id)
    rows.sort(key=lambda row: bool(row.reached_at))
    return [Goal(row, steps[row.id]) for row in rows]
