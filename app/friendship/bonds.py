"""What begins and ends with a friendship: the tie, the conversation, the family's free places."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from sqlmodel import col, select

from app.friendship import news
from app.friendship.states import ProposalState
from app.identity.policy import Role
from app.kit import clock
from app.messaging.opening import open_direct, settle_youth
from app.people.models import Family, FamilyState, Tie, Youth

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from app.friendship.models import FriendshipRequest
    from app.identity.viewer import Viewer


# Rooms above call off what a pair had planned: (by, youth, family). Handed down at start-up.
parting: list[Callable[["Viewer", "UUID", "UUID"], None]] = []


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
    """The tie ends now and the family has a free place again. What was stays in the history.

    What they had planned is called off first: nobody waits for somebody who doesn't come.
    """
    for call_off in parting:
        if request.family_id:
            call_off(by, request.youth_id, request.family_id)
    until(request, by.now, by)
    family = by.session.get_one(Family, request.family_id, with_for_update=True)
    by.session.flush()
    settle_youth(by, request.youth_id)
    if family.state == FamilyState.MATCHED and tied_to(family.id, by) < family.capacity:
        family.state, family.since = FamilyState.APPROVED, by.now


def until(request: "FriendshipRequest", at: "datetime", by: "Viewer") -> None:
    """The tie ends at a moment."""
    ties = select(Tie).where(
        Tie.youth_id == request.youth_id,
        Tie.family_id == request.family_id,
        Tie.role == Role.FRIEND,
        Tie.in_force(clock.now()),
    )
    for there in by.session.exec(ties.with_for_update()):
        there.ends_at, there.ended_because = max(at, there.starts_at), "over"


def part(request: "FriendshipRequest", by: "Viewer", thought: str = "") -> None:
    """The family and the youth go their ways before it became a friendship."""
    if request.family_id:
        untie(request, by)
        close_first_meetings(request, by)
        _close(request, ProposalState.DECLINED, by, thought)
        news.parted(request, by)
        request.family_id = None


def farewell(request: "FriendshipRequest", word: str, by: "Viewer", *, last: bool) -> None:
    """A friendship ends; with `last` the two still know each other for a while."""
    from app.friendship.after import ending  # noqa: PLC0415  a farewell stands on its request

    ending.begin(request, word, by, last=last)
    _close(request, ProposalState.ENDED, by)


def close_first_meetings(request: "FriendshipRequest", by: "Viewer") -> None:
    """Nobody is asked any more how a first meeting was."""
    from app.friendship.after.first import FirstMeeting  # noqa: PLC0415  it stands on its request

    still = select(FirstMeeting).where(
        FirstMeeting.request_id == request.id, col(FirstMeeting.closed_at).is_(None)
    )
    for meeting in by.session.exec(still.with_for_update()):
        meeting.closed_at = by.now


def _close(request: "FriendshipRequest", state: ProposalState, by: "Viewer", thought: str = "") -> None:
    """What both had said yes to is over: the family's page says so, and no longer who it was."""
    from app.friendship.proposals import Proposal  # noqa: PLC0415  a proposal stands on its request

    agreed = select(Proposal).where(
        Proposal.request_id == request.id,
        Proposal.family_id == request.family_id,
        Proposal.state == ProposalState.BOTH_YES,
    )
    for proposal in by.session.exec(agreed.with_for_update()):
        proposal.state, proposal.thought = state, thought or proposal.thought
    close_agreement(request, by)


def close_agreement(request: "FriendshipRequest", by: "Viewer") -> None:
    """What they agreed is over: the organisation keeps it, the two don't see each other's answers any more."""
    from app.friendship.agreeing.agreement import Agreement  # noqa: PLC0415  it stands on its request

    theirs = select(Agreement).where(
        Agreement.request_id == request.id, Agreement.family_id == request.family_id
    )
    for agreement in by.session.exec(theirs.with_for_update()):
        agreement.closed_at = by.now


def close_proposals(request: "FriendshipRequest", by: "Viewer") -> None:
    """Nothing is asked of a family any more about a request that is taken back."""
    from app.friendship.proposals import Proposal  # noqa: PLC0415  a proposal stands on its request

    still = select(Proposal).where(
        Proposal.request_id == request.id, col(Proposal.state) == ProposalState.OPEN
    )
    for proposal in by.session.exec(still.with_for_update()):
        proposal.state = ProposalState.WITHDRAWN
