"""The whole queue at once, by the worker: with the eyes of the coordinator who asked, and telling how far it is."""

from typing import Any
from uuid import UUID

from sqlmodel import col, select

from app.friendship.matching import gathering
from app.friendship.matching.kept import weights_of
from app.friendship.matching.planned import JOB, PlanState, QueuePlan
from app.friendship.matching.sides import Offered, Wanted
from app.friendship.matching.together import Plan, plan
from app.friendship.models import FriendshipRequest
from app.identity.viewer import Viewer, load_viewer
from app.kit import clock
from app.kit.db import transaction
from app.kit.jobs import works_on
from app.people.models import Youth

R = FriendshipRequest


def _both_sides(viewer: Viewer, organisation_id: UUID) -> tuple[list[Wanted], list[Offered]]:
    """Whom the organisation looks for, and who waits for anybody.

    All answers count here, so that nobody falls behind because no organisation has taken their request yet. The page
    shows of those only what the queue shares (sharing.answers_for).
    """
    rows = viewer.run(
        viewer.rows(
            R, R.id, R.state, R.answers, R.sent_at, Youth.birth_date, Youth.postcode
        )
        .join(Youth, col(Youth.id) == col(R.youth_id))
        .where(gathering.waits(organisation_id))
    )  # fmt: skip
    said, before = gathering.choices(viewer), gathering.tried(viewer, organisation_id)
    wanted = [gathering.wanted(viewer, row, row.answers, before[row.id], said[row.id]) for row in rows]
    offered = [side.offered for side in gathering.families(viewer, organisation_id).values()]
    return wanted, [one for one in offered if one.approved and one.places > 0]


def _tell(plan_id: UUID, run: UUID, **values: Any) -> None:
    """Write down how far it is, unless it has been asked for anew."""
    with transaction() as session:
        row = session.exec(select(QueuePlan).where(QueuePlan.id == plan_id).with_for_update()).first()
        if row and row.run == run:
            session.add(row.with_(**values))


def _ids(made: Plan) -> list[list[str]]:
    return [[str(pair.wanted), str(pair.offered)] for pair in made.pairs]


@works_on(JOB)
def think(payload: dict[str, Any]) -> None:
    """Put all of them together, as they are now."""
    plan_id, run = UUID(payload["plan"]), UUID(payload["run"])
    with transaction(writes=False) as session:
        row = session.get(QueuePlan, plan_id)
        if row is None or row.run != run:
            return
        viewer = load_viewer(session, row.asked_by, clock.now())
        wanted, offered = _both_sides(viewer, row.organisation_id)
        weights = weights_of(viewer, row.organisation_id)
    try:
        both = plan(
            wanted, offered, weights, progress=lambda done, of: _tell(plan_id, run, steps_done=done, steps=of)
        )
    except Exception:
        _tell(plan_id, run, state=PlanState.FAILED)
        raise
    result = {
        "together": _ids(both.together),
        "today": _ids(both.today),
        "together_worth": both.together.value,
        "today_worth": both.today.value,
        "asked": len(wanted),
        "families": len(offered),
    }
    _tell(plan_id, run, state=PlanState.DONE, result=result)
