"""What waits is asked again and doesn't lapse; then the coordinator is told."""

from datetime import timedelta

from sqlmodel import Session, col, select

from app.demo.cast import id_of
from app.friendship.after.waiting import ASK_AGAIN, TO_MEET, ask_again
from app.friendship.states import ProposalState, RequestState
from app.kit import clock
from app.kit.jobs import Job
from app.notifications.kinds import Kind
from tests.friendship.conftest import ViewerOf, Way

DAY = timedelta(days=1)


def _reminded(session: Session) -> set[str]:
    """Who is told since the last look."""
    jobs = session.exec(select(Job).where(Job.kind == "tell", col(Job.key).contains(Kind.REMINDER))).all()
    told = {job.payload["account"] for job in jobs}
    for job in jobs:
        session.delete(job)
    session.flush()
    return told


def _look(session: Session, at) -> set[str]:
    with clock.freeze(at):
        ask_again(session, clock.now())
        session.flush()
        return _reminded(session)


def test_a_proposal_is_asked_again_of_who_is_silent_and_then_the_coordinator_is_told(
    way: Way, viewer_of: ViewerOf, session: Session
):
    way.proposed().answer(True, by=viewer_of("youth-new"))
    made = way.proposal.created_at
    _look(session, made)  # the demo's own, long waiting, are done with here
    _reminded(session)
    family, coordinator = {str(id_of("family-free"))}, {str(id_of("coordinator-rk"))}
    assert family.isdisjoint(_look(session, made + ASK_AGAIN - DAY))
    first = _look(session, made + ASK_AGAIN)
    assert family <= first
    assert str(id_of("youth-new")) not in first
    assert family.isdisjoint(_look(session, made + ASK_AGAIN + DAY))
    then = _look(session, made + 2 * ASK_AGAIN)
    assert coordinator <= then
    assert family.isdisjoint(then)
    assert _look(session, made + 9 * ASK_AGAIN) == set()
    assert (way.proposal.state, way.request.state) == (ProposalState.OPEN, RequestState.PROPOSED)


def test_a_first_meeting_gets_time_before_anybody_is_asked(way: Way, session: Session):
    way.met()
    session.flush()
    begun = clock.now()
    both = {str(id_of("youth-new")), str(id_of("family-free"))}
    assert both.isdisjoint(_look(session, begun + TO_MEET - DAY))
    assert both <= _look(session, begun + TO_MEET + DAY)
    assert way.request.state == RequestState.FIRST_MEETING
