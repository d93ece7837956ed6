"""What the supervisor's list reads."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlmodel import col

from app.identity.policy import Role
from app.identity.viewer import Viewer
from app.people.models import Family, Tie, Youth
from app.people.ties import tied_youths
from app.placement.models import Placement, PlacementState
from app.web.i18n import N_

STATES = {
    PlacementState.CONSIDERED: N_("Being considered"),
    PlacementState.EXPECTATIONS: N_("Talking about expectations"),
    PlacementState.VISIT: N_("Visiting"),
    PlacementState.MOVING_IN: N_("Moving in"),
    PlacementState.LIVING: N_("Living there"),
    PlacementState.ENDED: N_("Ended"),
}


@dataclass(frozen=True, slots=True)
class Stay:
    """A placement as the list shows it."""

    id: UUID
    youth_id: UUID
    youth: str
    family: str
    state: PlacementState
    since: datetime
    next_follow_up: date | None
    days_over: int

    @property
    def label(self) -> str:
        """The state in words."""
        return STATES[self.state]

    @property
    def is_over(self) -> bool:
        """Whether a follow-up should have been held by now."""
        return self.days_over > 0


def stays(viewer: Viewer) -> list[Stay]:
    """The placements the viewer supervises, those overdue first; two queries, one line in the trail."""
    rows = viewer.run(
        viewer.rows(
            Placement,
            Placement.id,
            Placement.youth_id,
            Placement.state,
            Placement.since,
            Placement.next_follow_up,
            col(Youth.name).label("youth"),
            col(Family.name).label("family"),
        )
        .join(Youth, col(Youth.id) == Placement.youth_id)
        .join(Family, col(Family.id) == Placement.family_id)
        .where(col(Placement.youth_id).in_(tied_youths(viewer, Role.SUPERVISOR)))
    )
    today = viewer.today
    found = [
        Stay(
            row.id,
            row.youth_id,
            row.youth,
            row.family,
            row.state,
            row.since,
            row.next_follow_up,
            (today - row.next_follow_up).days
            if row.next_follow_up and row.state == PlacementState.LIVING
            else 0,
        )
        for row in rows
    ]
    found.sort(key=lambda stay: (stay.state == PlacementState.ENDED, -stay.days_over, stay.since))
    return viewer.listed(found, "placement")


def hosted_without_placement(viewer: Viewer) -> int:
    """How many supervised youths live with a family although no placement is written down."""
    return viewer.count(
        Tie,
        Tie.in_force(viewer.now),
        Tie.role == Role.HOST,
        col(Tie.youth_id).in_(tied_youths(viewer, Role.SUPERVISOR)),
        col(Tie.youth_id).not_in(viewer.rows(Placement, Placement.youth_id)),
    )
