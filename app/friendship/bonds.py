"""What begins and ends with a friendship: the tie, the conversation, the family's free places."""

from typing import TYPE_CHECKING

from sqlmodel import col, select

from app.friendship.states import ProposalState
from app.identity.policy import Role
from app.kit import clock
from app.messaging.opening import open_direct, settle_youth
from app.people.models import Family, FamilyState, Tie, Youth

if TYPE_CHECKING:
    from uuid import UUID

    from app.friendship.models import FriendshipRequest
    from app.identity.viewer import Viewer


def tied_to(family_id: "UUID", by: "Viewer") -> int:
    """How many youths a family is the friend of now."""
    ties = select(Tie.id).where(
        Tie.family_id == family_id, Tie.role == Role.FRIEND, Tie.in_force(clock.now())
    )
    return len(by.session.exec(ties).all())


def tie(request: "FriendshipRequest", family: Family, by: "Viewer") -> None:
    """Both have said yes: they may know each other, and write."""
    by.add(Tie(youth_id=request.youth_id, family_id=family.id, role=Role.FRIEND, starts_at=by.now))
    if tied_to(family.id, by) >= family.capacity:
        family.state, family.since = FamilyState.MATCHED, by.now
    open_direct(by, by.session.get_one(Youth, request.youth_id), family=family)


def untie(request: "FriendshipRequest", by: "Viewer") -> None:
    """The tie ends now and the family has a free place again. What was stays in the history."""
    ties = select(Tie).where(
        Tie.youth_id == request.youth_id,
        Tie.family_id == request.family_id,
        Tie.role == Role.FRIEND,
        Tie.in_force(clock.now()),
    )
    for there in by.session.exec(ties.with_for_update()):
        there.ends_at, there.ended_because = max(by.now, there.starts_at), "over"
    family = by.session.get_one(Family, request.family_id, with_for_update=True)
    by.session.flush()
    settle_youth(by, request.youth_id)
    if family.state == FamilyState.MATCHED and tied_to(family.id, by) < family.capacity:
        family.state, family.since = FamilyState.APPROVED, by.now


def part(request: "FriendshipRequest", by: "Viewer") -> None:
    """The family and the youth go their ways before it became a friendship."""
    if request.family_id:
        untie(request, by)
        request.family_id = None


def close_proposals(request: "FriendshipRequest", by: "Viewer") -> None:
    """Nothing is asked of a family any more about a request that is taken back."""
    from app.friendship.proposals import Proposal  # noqa: PLC0415  a proposal stands on its request

    still = select(Proposal).where(
        Proposal.request_id == request.id, col(Proposal.state) == ProposalState.OPEN
    )
    for proposal in by.session.exec(still.with_for_update()):
        proposal.state = ProposalState.WITHDRAWN
