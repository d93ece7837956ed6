"""What a coordinator sees of one request, and the families to choose from."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import col

from app.friendship import private
from app.friendship.facts import said
from app.friendship.models import FriendshipRequest
from app.friendship.pages import after, first_name, matching, path_with_times
from app.friendship.pages.queue import spoken
from app.friendship.proposals import Proposal
from app.friendship.sharing import VOLUNTEERS, answers_for
from app.friendship.states import ProposalState, RequestState
from app.friendship.steps import RequestStep
from app.identity.models import Account, Organisation
from app.identity.viewer import Viewer
from app.kit import clock
from app.people.models import Family, Youth

S = RequestState
R = FriendshipRequest


def review(viewer: Viewer, request: FriendshipRequest, *, every: bool = False) -> dict[str, Any]:
    """Everything the page of one request shows to this coordinator; with `every` all families, not the first."""
    row = viewer.first(
        viewer.rows(
            R,
            R.id,
            R.state,
            R.sent_at,
            R.taken_at,
            R.family_id,
            Youth.name,
            Youth.birth_date,
            Youth.language,
            Youth.postcode,
            Organisation.name.label("organisation"),  # type: ignore[attr-defined]
            Account.name.label("coordinator"),  # type: ignore[attr-defined]
        )
        .join(Youth, col(Youth.id) == col(R.youth_id))
        .outerjoin(Organisation, col(Organisation.id) == col(R.organisation_id))
        .outerjoin(Account, col(Account.id) == col(R.coordinator_id))
        .where(col(R.id) == request.id)
    )
    assert row is not None  # noqa: S101  it was found a moment ago
    ours = request.is_with(viewer)
    age = clock.age_on(row.birth_date, viewer.today)
    looking = ours and request.state == S.LOOKING
    return {
        "request": row,
        "first_name": first_name(row.name),
        "age": age,
        "spoken": spoken(row.language),
        "ours": ours,
        "mine": request.coordinator_id == viewer.account_id,
        "said": said(answers_for(request, viewer)),
        "steps": path_with_times(viewer, row) if ours else [],
        "notes": _notes(viewer, request) if ours else [],
        **(matching.ranked(viewer, request, row, every=every) if looking else matching.NOTHING),
        "others": _others(viewer, request) if looking else [],
        "proposal": _proposal(viewer, request) if ours else None,
        "course": after.course(viewer, request.id) if ours else after.Course(),
        "tried": _tried(viewer, request) if ours else [],
    }


def _notes(viewer: Viewer, request: FriendshipRequest) -> list[Any]:
    """The notes that came along when it was handed on to us."""
    notes = viewer.rows(RequestStep, RequestStep.at, RequestStep.note, Account.name).join(
        Account, col(Account.id) == col(RequestStep.by_account)
    )
    return viewer.run(
        notes.where(col(RequestStep.request_id) == request.id, col(RequestStep.note).is_not(None))
    )


def _others(viewer: Viewer, request: FriendshipRequest) -> list[Any]:
    """The organisations it can be handed on to."""
    every = viewer.run(
        viewer.rows(Organisation, Organisation.id, Organisation.name, Organisation.municipality_id).where(
            col(Organisation.kind) == VOLUNTEERS
        )
    )
    mine = next((one.municipality_id for one in every if one.id == request.organisation_id), None)
    return [one for one in every if one.municipality_id == mine and one.id != request.organisation_id]


@dataclass(frozen=True, slots=True)
class Asked:
    """The family that is asked now, or was brought together: how many have said yes, not who."""

    id: UUID
    state: ProposalState
    at: datetime
    family_id: UUID
    family: str
    yeses: int


def _proposal(viewer: Viewer, request: FriendshipRequest) -> Asked | None:
    row = viewer.first(
        viewer.rows(
            Proposal,
            Proposal.id,
            Proposal.state,
            Proposal.created_at,
            Family.id.label("family_id"),  # type: ignore[attr-defined]
            Family.name.label("family"),  # type: ignore[attr-defined]
        )
        .join(Family, col(Family.id) == col(Proposal.family_id))
        .where(
            col(Proposal.request_id) == request.id,
            col(Proposal.state).in_((ProposalState.OPEN, ProposalState.BOTH_YES)),
        )
        .order_by(col(Proposal.created_at).desc())
    )
    if row is None or (row.state == ProposalState.BOTH_YES and row.family_id != request.family_id):
        return None
    yeses = sum(says == "yes" for says in private.said(viewer.session, row.id).values())
    return Asked(row.id, row.state, row.created_at, row.family_id, row.family, yeses)


def _tried(viewer: Viewer, request: FriendshipRequest) -> list[Any]:
    """The families that were asked and didn't become it, each with a thought on why."""
    rows = (
        viewer.rows(Proposal, Proposal.created_at, Proposal.thought, Family.name)
        .join(Family, col(Family.id) == col(Proposal.family_id))
        .where(col(Proposal.request_id) == request.id, col(Proposal.state) == ProposalState.DECLINED)
    )
    return viewer.run(rows.order_by(col(Proposal.created_at)))
