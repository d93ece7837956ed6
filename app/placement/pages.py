"""What the lists of placements read: across the youths of somebody who leads, of one youth, of a family."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlmodel import col

from app.identity.policy import Role
from app.identity.viewer import Viewer
from app.people.models import Family, Tie, Youth
from app.people.ties import families_of, tied_youths
from app.placement.follow_ups import PlacementNote
from app.placement.kinds import STATES
from app.placement.models import LEADING, Placement, PlacementState
from app.placement.talks import PlacementTalk


@dataclass(frozen=True, slots=True)
class Stay:
    """A placement as the lists show it."""

    id: UUID
    youth_id: UUID
    youth: str
    family: str
    state: PlacementState
    since: datetime
    next_follow_up: date | None
    days_over: int
    asks: bool  # the youth has a question

    @property
    def label(self) -> str:
        """The state in words."""
        return STATES[self.state]

    @property
    def is_over(self) -> bool:
        """Whether a follow-up should have been held by now."""
        return self.days_over > 0


def _stays(viewer: Viewer, *where: Any) -> list[Stay]:
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
        .where(*where)
    )
    asking = viewer.rows(PlacementTalk, PlacementTalk.placement_id).where(
        col(PlacementTalk.asked_at).is_not(None), col(PlacementTalk.reply).is_(None)
    )
    asks = {row.placement_id for row in viewer.run(asking)}
    found = [
        Stay(
            row.id,
            row.youth_id,
            row.youth,
            row.family,
            row.state,
            row.since,
            row.next_follow_up,
            (viewer.today - row.next_follow_up).days
            if row.next_follow_up and row.state == PlacementState.LIVING
            else 0,
            row.id in asks,
        )
        for row in rows
    ]
    ended = PlacementState.ENDED
    found.sort(
        key=lambda stay: (stay.state == ended, not stay.is_over, not stay.asks, -stay.days_over, stay.since)
    )
    return found


def stays(viewer: Viewer) -> list[Stay]:
    """The placements the viewer leads, those overdue first; one line in the trail."""
    led = _stays(viewer, col(Placement.youth_id).in_(tied_youths(viewer, *LEADING)))
    return viewer.listed(led, "placement")


def late(viewer: Viewer) -> int:
    """How many of them wait for a visit that is overdue, or for an answer to a question."""
    led = _stays(viewer, col(Placement.youth_id).in_(tied_youths(viewer, *LEADING)))
    return sum(stay.is_over or stay.asks for stay in led if stay.state != PlacementState.ENDED)


def of_youth(viewer: Viewer, youth_id: UUID) -> list[Stay]:
    """The placements of one youth, the one that goes on first."""
    return _stays(viewer, Placement.youth_id == youth_id)


def on_the_way(viewer: Viewer, youth_id: UUID) -> list[Stay]:
    """The placement of a youth who doesn't live there yet."""
    here = (PlacementState.LIVING, PlacementState.ENDED)
    return _stays(viewer, Placement.youth_id == youth_id, col(Placement.state).not_in(here))


def of_family(viewer: Viewer) -> list[Stay]:
    """The placements of the viewer's own family, for its Home."""
    return _stays(viewer, col(Placement.family_id).in_(families_of(viewer))) if viewer.is_(Role.HOST) else []


def learned(viewer: Viewer, youth_id: UUID) -> dict[UUID, str]:
    """What was learned when placements of a youth ended, for those who may read it."""
    rows = viewer.all(
        PlacementNote, PlacementNote.youth_id == youth_id, col(PlacementNote.follow_up_id).is_(None)
    )
    return {row.placement_id: row.words for row in rows}


def hosted_without_placement(viewer: Viewer) -> int:
    """How many supervised youths live with a family although no placement is written down."""
    return viewer.count(
        Tie,
        Tie.in_force(viewer.now),
        Tie.role == Role.HOST,
        col(Tie.youth_id).in_(tied_youths(viewer, *LEADING)),
        col(Tie.youth_id).not_in(viewer.rows(Placement, Placement.youth_id)),
    )
