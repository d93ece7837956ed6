"""After the first meeting: three answers, each in private."""

import pytest
from sqlmodel import Session, select

from app.demo.cast import id_of
from app.friendship.after.first import FirstMeeting
from app.friendship.pages import after as pages
from app.friendship.states import After, ProposalState, RequestState
from app.identity.policy import Role
from app.kit import clock
from app.kit.errors import NotFound, Refused
from app.meetups.models import Meetup, MeetupTime
from app.meetups.plan import MeetupState, Side, What
from app.people.models import Tie
from tests.conftest import ClientOf
from tests.friendship.conftest import ViewerOf, Way

S = RequestState
SIDES = ["youth-new", "family-free"]


def _meeting(session: Session, number: int = 1) -> FirstMeeting:
    session.flush()
    return session.exec(
        select(FirstMeeting).where(FirstMeeting.youth_id == id_of("youth-new"), FirstMeeting.number == number)
    ).one()


def test_two_yeses_lead_to_what_they_expect_and_agreeing_makes_them_friends(
    way: Way, viewer_of: ViewerOf, session: Session
):
    request = way.met()
    for slug in SIDES:
        assert request.state == S.FIRST_MEETING
        for _tap in range(2):
            _meeting(session).answer(After.YES, by=viewer_of(slug))
    assert request.state == S.EXPECTATIONS
    for _tap in range(2):
        request.expectations_agreed(viewer_of("family-free"))
    assert request.state == S.ACTIVE


@pytest.mark.parametrize("slug", SIDES)
def test_a_no_ends_it_gently_and_nobody_learns_whose(
    way: Way, viewer_of: ViewerOf, session: Session, slug: str
):
    request = way.met()
    other = next(one for one in SIDES if one != slug)
    _meeting(session).answer(After.YES, by=viewer_of(other))
    _meeting(session).answer(After.NO, "Too far", by=viewer_of(slug))
    session.flush()
    assert (request.state, request.family_id) == (S.LOOKING, None)
    assert (way.proposal.state, way.proposal.thought) == (ProposalState.DECLINED, "Too far")
    assert not viewer_of("youth-new").all(Tie, Tie.role == Role.FRIEND, Tie.in_force(clock.now()))
    with pytest.raises(Refused):
        _meeting(session).answer(After.AGAIN, by=viewer_of(other))


def test_once_more_offers_another_meeting(way: Way, viewer_of: ViewerOf, session: Session):
    request = way.met()
    _meeting(session).answer(After.AGAIN, by=viewer_of("youth-new"))
    _meeting(session).answer(After.YES, by=viewer_of("family-free"))
    assert request.state == S.FIRST_MEETING
    second = _meeting(session, 2)
    asked = pages.asked(viewer_of("family-free"), request.id)
    assert (asked.meeting, asked.again, asked.meeting_answer) == (second.id, True, "")
    for slug in SIDES:
        second.answer(After.YES, by=viewer_of(slug))
    assert request.state == S.EXPECTATIONS


@pytest.mark.parametrize("slug", ["family", "mfi", "caseworker", "coordinator-rk", "youth-matched", "contact-person"])  # fmt: skip
def test_nobody_answers_for_another(way: Way, viewer_of: ViewerOf, session: Session, slug: str):
    way.met()
    with pytest.raises(NotFound):
        _meeting(session).answer(After.YES, by=viewer_of(slug))


def test_the_coordinator_sees_how_many_answered_and_not_what(
    way: Way, viewer_of: ViewerOf, session: Session, client_of: ClientOf
):
    request = way.met()
    _meeting(session).answer(After.AGAIN, by=viewer_of("family-free"))
    assert pages.course(viewer_of("coordinator-rk"), request.id) == pages.Course(answered=1, number=1)
    session.commit()
    coordinator = client_of("coordinator-rk")
    assert "One of them has answered" in coordinator.get(f"/requests/{request.id}").text
    assert coordinator.get(f"/first-meetings/{_meeting(session).id}").status_code == 404


def test_what_they_had_planned_is_called_off_and_it_does_not_say_by_whom(
    way: Way, viewer_of: ViewerOf, session: Session
):
    way.met()
    meetup = Meetup(
        youth_id=id_of("youth-new"), family_id=id_of("family:family-free"), offered_by=id_of("family-free"),
        offered_by_side=Side.FAMILY, what=What.OTHER, state=MeetupState.AGREED,
    )  # fmt: skip
    session.add(meetup)
    session.flush()
    time = MeetupTime(meetup_id=meetup.id, starts_at=clock.in_days(3), ends_at=clock.in_days(3.1))
    session.add(time)
    session.flush()
    meetup.chosen_time_id = time.id
    _meeting(session).answer(After.NO, by=viewer_of("youth-new"))
    assert (meetup.state, meetup.cancelled_by, meetup.cancelled_by_side) == (
        MeetupState.CANCELLED,
        None,
        Side.STAFF,
    )


def test_both_answer_on_their_phones(way: Way, client_of: ClientOf, session: Session):
    request = way.met()
    session.commit()
    at = f"/first-meetings/{_meeting(session).id}"
    for slug in SIDES:
        client = client_of(slug)
        assert at in client.get("/request" if slug == "youth-new" else f"/proposals/{way.proposal.id}").text
        assert client.get(at).status_code == 200
        assert client.post(f"{at}/answer", data={"answer": "perhaps"}).status_code == 422
        assert client.post(f"{at}/answer", data={"answer": "yes"}).status_code == 303
    session.expire_all()
    assert request.state == S.EXPECTATIONS
    assert "what you expect of each other" in client_of("youth-new").get("/request").text
    assert (
        "what you expect of each other" in client_of("family-free").get(f"/proposals/{way.proposal.id}").text
    )
