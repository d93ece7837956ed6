"""What waits for an answer doesn't lapse: after a week it is asked again, kindly; after another the coordinator is told."""

from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, col, func, select

from app.friendship.after.ending import Farewell
from app.friendship.after.first import FirstMeeting
from app.friendship.after.looks import APART, FIRST_LOOK, Look
from app.friendship.after.sides import Side, tell_coordinator, tell_side
from app.friendship.models import FriendshipRequest
from app.friendship.private import SIDES, said
from app.friendship.proposals import Proposal
from app.friendship.states import ProposalState, RequestState
from app.friendship.steps import RequestStep
from app.notifications.kinds import Kind

ASK_AGAIN = timedelta(weeks=1)
TO_MEET = timedelta(weeks=3)  # to find a day for a first meeting, before somebody is asked how it was
S = RequestState


def _places(row: Any, side: Side) -> str:
    match row:
        case Proposal():
            return "/request" if side == "youth" else f"/proposals/{row.id}"
        case FirstMeeting():
            return f"/first-meetings/{row.id}"
        case _:
            return f"/looks/{row.id}"


def _waiting(session: Session) -> list[tuple[Any, timedelta]]:
    """What isn't answered by both, and how long it may take at first."""
    state = FriendshipRequest.state
    proposals = select(Proposal).where(Proposal.state == ProposalState.OPEN)
    meetings = (
        select(FirstMeeting)
        .join(FriendshipRequest, col(FriendshipRequest.id) == FirstMeeting.request_id)
        .where(state == S.FIRST_MEETING, col(FirstMeeting.closed_at).is_(None))
    )
    looks = (
        select(Look)
        .join(FriendshipRequest, col(FriendshipRequest.id) == Look.request_id)
        .where(state == S.ACTIVE, col(Look.told_at).is_(None))
    )
    return [
        *((row, ASK_AGAIN) for row in session.exec(proposals)),
        *((row, TO_MEET) for row in session.exec(meetings)),
        *((row, ASK_AGAIN) for row in session.exec(looks)),
    ]


def ask_again(session: Session, now: datetime) -> None:
    """Remind each side that hasn't answered, once; where that brings nothing, tell the coordinator, once."""
    for row, patience in _waiting(session):
        answered = said(session, row.id)
        silent = [side for side in SIDES if side not in answered]
        if not silent or row.told_at:
            continue
        if row.asked_again_at is None and row.created_at + patience <= now:
            row.asked_again_at = now
            for side in silent:
                tell_side(session, row, side, Kind.REMINDER, _places(row, side))
        elif row.asked_again_at and row.asked_again_at + ASK_AGAIN <= now:
            row.told_at = now
            tell_coordinator(session, session.get_one(FriendshipRequest, row.request_id))


def look_again(session: Session, now: datetime) -> None:
    """Ask both whether it is still as they agreed, where the time has come."""
    since = (
        select(RequestStep.request_id, func.max(RequestStep.at).label("at"))
        .where(RequestStep.state == S.ACTIVE)
        .group_by(col(RequestStep.request_id))
        .subquery()
    )
    active = select(FriendshipRequest, since.c.at).join(since, since.c.request_id == FriendshipRequest.id)
    for request, begun in session.exec(active.where(FriendshipRequest.state == S.ACTIVE)).all():
        last = session.exec(
            select(Look).where(Look.request_id == request.id).order_by(col(Look.number).desc()).limit(1)
        ).first()
        due = last.created_at + APART if last else begun + FIRST_LOOK
        if due > now or request.family_id is None:
            continue
        look = Look(
            request_id=request.id,
            youth_id=request.youth_id,
            family_id=request.family_id,
            organisation_id=request.organisation_id,
            number=last.number + 1 if last else 1,
            created_at=now,
        )
        session.add(look)
        session.flush()
        for side in SIDES:
            tell_side(session, look, side, Kind.FRIENDSHIP, _places(look, side))


def over(session: Session, now: datetime) -> list[Farewell]:
    """Farewells whose time has passed, closed now."""
    past = select(Farewell).where(col(Farewell.closed_at).is_(None), col(Farewell.until) <= now)
    rows = list(session.exec(past))
    for row in rows:
        row.closed_at = now
    return rows
