"""The demo after two yeses: two who are to meet, two who talk about what they expect, a look, an end with care."""

from sqlmodel import Session, col, select

from app.demo.cast import id_of
from app.demo.life import someone
from app.friendship.after import waiting
from app.friendship.after.first import FirstMeeting
from app.friendship.after.looks import Look
from app.friendship.models import FriendshipRequest
from app.friendship.proposals import Proposal
from app.friendship.states import After, EndedBecause, RequestState, Still
from app.kit import clock
from app.people.models import Family, Youth

COORDINATOR = "coordinator-drc"
GOODBYE = "Tak for alle søndagene. Vi glemmer dem ikke."


def lay_answers(session: Session) -> None:
    """Each state that follows two yeses, as both sides and the coordinator see it."""
    _together(session, "town-youth-16", 4, 12)
    with someone(session, "town-youth-16", 2) as youth:
        _meeting(session, "town-youth-16").answer(After.AGAIN, by=youth)
    _together(session, "town-youth-18", 1, 30)
    for slug in ("town-youth-18", "town-family-1"):
        with someone(session, slug, 6) as one:
            _meeting(session, "town-youth-18").answer(After.YES, by=one)
    with someone(session, "town-family-6", 3) as family:
        friends = session.exec(select(FriendshipRequest).where(
            FriendshipRequest.youth_id == id_of("town-youth-1"), FriendshipRequest.state == RequestState.ACTIVE
        )).one()  # fmt: skip
        friends.end(EndedBecause.MOVED, "", GOODBYE, last=True, by=family)
    waiting.look_again(session, clock.now())
    with someone(session, "family", 0) as family:
        look = session.exec(select(Look).where(Look.youth_id == id_of("youth-matched"))).one()
        look.answer(Still.TALK, by=family)


def _together(session: Session, youth: str, family: int, days: int) -> None:
    """From asking to two yeses."""
    with someone(session, youth, days + 20) as asks:
        request = FriendshipRequest.begin(asks.find(Youth, id_of(youth)), by=asks)
        request.fill("interests", ["music", "cooking"], by=asks)
        request.send(by=asks)
    with someone(session, COORDINATOR, days + 10) as coordinator:
        request.take(by=coordinator)
        found = coordinator.find(Family, id_of(f"town-family:{family}"))
        proposal = Proposal.put_forward(request, found, by=coordinator)
    for slug in (youth, f"town-family-{family}"):
        with someone(session, slug, days) as one:
            proposal.answer(True, by=one)


def _meeting(session: Session, youth: str) -> FirstMeeting:
    return session.exec(
        select(FirstMeeting).where(
            FirstMeeting.youth_id == id_of(youth), col(FirstMeeting.closed_at).is_(None)
        )
    ).one()
