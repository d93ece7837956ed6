"""Which integration families can be proposed: approved, of the own municipality, with a place free."""

from collections import defaultdict
from typing import TYPE_CHECKING
from uuid import UUID

from sqlmodel import col, select

from app.identity.policy import Role
from app.people.models import Family, FamilyState, Tie
from app.placement.models import LEADING, Placement, PlacementState

if TYPE_CHECKING:
    from app.identity.viewer import Viewer


def families_to_choose(viewer: "Viewer", youth_id: UUID) -> list[Family]:
    """The families with a place that nobody else has or is considered for; also the one this youth lives with."""
    own = frozenset[UUID]().union(*(viewer.organisations(role) for role in LEADING))
    there = select(Family).where(
        Family.kind == Role.HOST,
        col(Family.state).in_((FamilyState.APPROVED, FamilyState.MATCHED)),
        col(Family.organisation_id).in_(own),
    )
    families = viewer.session.exec(there.order_by(col(Family.since))).all()
    ids = [family.id for family in families]
    taken: dict[UUID | None, set[UUID]] = defaultdict(set)
    for statement in (
        select(Placement.family_id, Placement.youth_id).where(
            col(Placement.family_id).in_(ids), col(Placement.state) != PlacementState.ENDED
        ),
        select(Tie.family_id, Tie.youth_id).where(
            col(Tie.family_id).in_(ids), Tie.role == Role.HOST, Tie.in_force(viewer.now)
        ),
    ):
        for family_id, housed in viewer.session.exec(statement):
            taken[family_id].add(housed)
    return [family for family in families if len(taken[family.id] - {youth_id}) < family.capacity]
