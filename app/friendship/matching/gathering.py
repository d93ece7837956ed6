"""The two sides as the database has them: requests an organisation may think about, and its families."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_
from sqlmodel import col

from app.friendship.matching.kept import MatchChoice
from app.friendship.matching.kept import Said as Chosen
from app.friendship.matching.sides import Offered, Wanted
from app.friendship.models import FriendshipRequest
from app.friendship.proposals import TRIED, Proposal
from app.friendship.states import ProposalState, RequestState
from app.identity.policy import Role
from app.identity.viewer import Viewer
from app.kit import clock
from app.people.models import Family, FamilyState, Tie

# Those that could be put forward, or soon; who knows somebody already, rests or has left isn't shown.
NEAR_READY = (FamilyState.INTERVIEW, FamilyState.CERTIFICATE, FamilyState.APPROVED)


@dataclass(frozen=True, slots=True)
class FamilySide:
    """A family of the organisation: what counts, and what its coordinator may see besides."""

    offered: Offered
    name: str
    profile: dict[str, Any]
    postcode: str


def families(viewer: Viewer, organisation_id: UUID | None) -> dict[UUID, FamilySide]:
    """The organisation's friendship families that are ready or near it. Three statements, however many."""
    rows = viewer.run(
        viewer.rows(
            Family, Family.id, Family.name, Family.state, Family.certificate_on,
            Family.profile, Family.postcode, Family.capacity,
        ).where(
            col(Family.kind) == Role.FRIEND,
            col(Family.state).in_(NEAR_READY),
            col(Family.organisation_id) == organisation_id,
        )
    )  # fmt: skip
    ties = viewer.run(
        viewer.rows(Family, Family.id, func.count(Tie.id).label("many"))  # type: ignore[arg-type]
        .join(Tie, col(Tie.family_id) == col(Family.id))
        .where(
            Tie.in_force(viewer.now),
            col(Tie.role) == Role.FRIEND,
            col(Family.organisation_id) == organisation_id,
        )
        .group_by(col(Family.id))
    )
    asked = viewer.run(
        viewer.rows(Proposal, Proposal.family_id).where(
            col(Proposal.organisation_id) == organisation_id, col(Proposal.state) == ProposalState.OPEN
        )
    )
    taken = Counter({row.id: row.many for row in ties})
    taken.update(row.family_id for row in asked)
    return {
        row.id: FamilySide(
            Offered.of(
                row.id,
                row.profile,
                approved=row.state == FamilyState.APPROVED,
                certificate_on=row.certificate_on,
                today=viewer.today,
                places=row.capacity - taken[row.id],
                postcode=row.postcode,
            ),
            row.name,
            row.profile,
            row.postcode,
        )
        for row in rows
    }


def waits(organisation_id: UUID) -> ColumnElement[bool]:
    """Requests that wait for a family: those nobody has taken, and those the organisation looks for."""
    state = col(FriendshipRequest.state)
    ours = col(FriendshipRequest.organisation_id) == organisation_id
    return or_(state == RequestState.SENT, and_(state == RequestState.LOOKING, ours))


def tried(viewer: Viewer, organisation_id: UUID | None) -> dict[UUID, set[UUID]]:
    """Request → the families that were put forward before and didn't become it."""
    rows = viewer.rows(Proposal, Proposal.request_id, Proposal.family_id).where(
        col(Proposal.organisation_id) == organisation_id, col(Proposal.state).in_(TRIED)
    )
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for row in viewer.run(rows):
        found[row.request_id].add(row.family_id)
    return found


def choices(viewer: Viewer, *where: Any) -> dict[UUID, dict[UUID, Any]]:
    """Request → family → what was said of it, and why."""
    columns = (MatchChoice.id, MatchChoice.request_id, MatchChoice.family_id, MatchChoice.said)
    rows = viewer.rows(MatchChoice, *columns, MatchChoice.reason).where(*where)
    found: dict[UUID, dict[UUID, Any]] = defaultdict(dict)
    for row in viewer.run(rows):
        found[row.request_id][row.family_id] = row
    return found


def ruled_out(said: dict[UUID, Any]) -> set[UUID]:
    """The families that were ruled out for a request."""
    return {family for family, row in said.items() if row.said == Chosen.RULED_OUT}


def pinned(said: dict[UUID, Any]) -> set[UUID]:
    """The families that were pinned for a request."""
    return {family for family, row in said.items() if row.said == Chosen.PINNED}


def wanted(
    viewer: Viewer, row: Any, answers: dict[str, Any], before: set[UUID], said: dict[UUID, Any]
) -> Wanted:
    """One request as the rules read it. `row` has id, sent_at and of the youth birth_date and postcode."""
    return Wanted.of(
        row.id,
        answers,
        age=clock.age_on(row.birth_date, viewer.today),
        postcode=row.postcode,
        waited=(viewer.now - row.sent_at).days if row.sent_at else 0,
        ruled_out=before | ruled_out(said),
    )
