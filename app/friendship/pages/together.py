"""The whole queue thought of together: how far it is, and each pair with its reasons."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import col

from app.friendship.matching import gathering
from app.friendship.matching.kept import weights_of
from app.friendship.matching.planned import PlanState, QueuePlan
from app.friendship.matching.ranking import Ranked, rank
from app.friendship.models import FriendshipRequest
from app.friendship.pages import first_name
from app.friendship.pages.matching import IMPORTANCES, weights_shown
from app.friendship.questions import SHARED, only
from app.friendship.sharing import VOLUNTEERS
from app.friendship.states import RequestState
from app.identity.models import Organisation
from app.identity.policy import Role
from app.identity.viewer import Viewer
from app.kit import clock
from app.kit.errors import NotFound
from app.people.models import Youth

R = FriendshipRequest
S = RequestState
FIRST = 30  # so many pairs are shown at once


@dataclass(frozen=True, slots=True)
class Pair:
    """A young person and the family they would get, as things are now."""

    request_id: UUID
    name: str
    age: int
    sent_at: datetime | None
    family_id: UUID
    family: str
    how: Ranked
    ours: bool  # else nobody works on it yet, and only what the queue shares is said
    today: str  # the family by first come, first served; empty where there would be none


def organisation_of(viewer: Viewer) -> UUID:
    """The coordinator's volunteer organisation. Raises NotFound where there is none."""
    mine = (
        viewer.rows(Organisation, Organisation.id)
        .where(
            col(Organisation.id).in_(viewer.organisations(Role.COORDINATOR)),
            col(Organisation.kind) == VOLUNTEERS,
        )
        .order_by(col(Organisation.id))
    )
    found = viewer.first(mine)
    if found is None:
        raise NotFound
    organisation_id: UUID = found.id
    return organisation_id


def _still(viewer: Viewer, organisation_id: UUID, ids: list[UUID]) -> dict[UUID, Any]:
    """Those of the requests that still wait for a family."""
    columns = (R.id, R.state, R.answers, R.sent_at, Youth.name, Youth.birth_date, Youth.postcode)
    rows = (
        viewer.rows(R, *columns)
        .join(Youth, col(Youth.id) == col(R.youth_id))
        .where(col(R.id).in_(ids), gathering.waits(organisation_id))
    )
    return {row.id: row for row in viewer.run(rows)}


def _pairs(viewer: Viewer, organisation_id: UUID, result: dict[str, Any]) -> list[Pair]:
    """Each pair as it is now: who has found somebody meanwhile is left out, and so is what can't be any more."""
    together = [(UUID(one), UUID(other)) for one, other in result["together"]]
    today = {UUID(one): UUID(other) for one, other in result["today"]}
    still = _still(viewer, organisation_id, [one for one, _other in together])
    sides, weights = gathering.families(viewer, organisation_id), weights_of(viewer, organisation_id)
    said, before = gathering.choices(viewer), gathering.tried(viewer, organisation_id)
    found = []
    for request_id, family_id in together:
        row, side = still.get(request_id), sides.get(family_id)
        if row is None or side is None:
            continue
        ours = row.state == S.LOOKING
        answers = row.answers if ours else only(row.answers, SHARED)
        asks = gathering.wanted(viewer, row, answers, before[row.id], said[row.id])
        (how,) = rank(asks, [side.offered], weights)
        other = sides.get(today[request_id]) if request_id in today else None
        if how.possible:
            age = clock.age_on(row.birth_date, viewer.today)
            found.append(
                Pair(row.id, first_name(row.name), age, row.sent_at, family_id, side.name, how, ours,
                     other.name if other else "")
            )  # fmt: skip
    return viewer.listed(
        sorted(found, key=lambda one: (one.sent_at is None, one.sent_at)), "friendship_request"
    )


def show(viewer: Viewer, *, every: bool = False) -> dict[str, Any]:
    """What the page of the whole queue shows; with `every` all pairs, not the first."""
    organisation_id = organisation_of(viewer)
    columns = (QueuePlan.id, QueuePlan.state, QueuePlan.asked_at, QueuePlan.steps_done, QueuePlan.steps)
    plan = viewer.first(
        viewer.rows(QueuePlan, *columns, QueuePlan.result).where(
            col(QueuePlan.organisation_id) == organisation_id
        )
    )
    result = plan.result if plan and plan.state == PlanState.DONE else None
    pairs = _pairs(viewer, organisation_id, result) if result else []
    return {
        "plan": plan,
        "result": result,
        "better": _better(result) if result else 0,
        "pairs": pairs if every else pairs[:FIRST],
        "more": 0 if every else max(0, len(pairs) - FIRST),
        "rules": weights_shown(viewer, organisation_id),
        "importances": IMPORTANCES,
    }


def _better(result: dict[str, Any]) -> int:
    """How much better all together is than one after the other, in per cent."""
    today, together = result["today_worth"], result["together_worth"]
    return round(100 * (together - today) / today) if today else 0
