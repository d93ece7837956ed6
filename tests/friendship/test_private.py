"""What one side answers in private is seen by nobody of the other side: not on a page, in a row, or in the trail."""

from collections.abc import Callable

import pytest
from sqlmodel import Session, col, select

from app.audit.models import AuditLine
from app.demo.cast import id_of
from app.friendship.after.first import FirstMeeting
from app.friendship.private import PrivateAnswer
from app.friendship.states import After, RequestState
from app.friendship.steps import RequestStep
from tests.friendship.conftest import ViewerOf, Way

YOUTH, FAMILY, RED_CROSS = "youth-new", "family-free", "coordinator-rk"
SIDES = [YOUTH, FAMILY]


def _proposed(way: Way, viewer_of: ViewerOf, session: Session, who: str) -> None:
    way.proposed()
    way.proposal.answer(yes=False, thought="Too far", by=viewer_of(who))


def _met(way: Way, viewer_of: ViewerOf, session: Session, who: str) -> None:
    way.met()
    session.flush()
    session.exec(select(FirstMeeting)).one().answer(After.NO, "Too far", by=viewer_of(who))


@pytest.mark.parametrize("who", SIDES)
@pytest.mark.parametrize("no", [_proposed, _met], ids=["to a proposal", "after meeting"])
def test_a_no_is_a_row_of_its_own_and_a_step_without_a_name(
    way: Way, viewer_of: ViewerOf, session: Session, who: str, no: Callable[..., None]
):
    no(way, viewer_of, session, who)
    session.flush()
    other = next(slug for slug in SIDES if slug != who)
    said = PrivateAnswer.says == "no"
    assert len(viewer_of(who).all(PrivateAnswer, said)) == 1
    assert viewer_of(other).all(PrivateAnswer, said) == []
    assert viewer_of("caseworker").all(PrivateAnswer) == []
    steps = select(RequestStep).order_by(col(RequestStep.at), col(RequestStep.id))
    last = session.exec(steps).all()[-1]
    assert (last.state, last.by_account) == (RequestState.LOOKING, None)


@pytest.mark.parametrize("no", [_proposed, _met], ids=["to a proposal", "after meeting"])
def test_the_youths_trail_doesnt_tell_what_a_family_answered(
    way: Way, viewer_of: ViewerOf, session: Session, no: Callable[..., None]
):
    no(way, viewer_of, session, FAMILY)
    session.flush()
    family = viewer_of(FAMILY).account_id
    answers = select(AuditLine).where(AuditLine.actor_id == family, col(AuditLine.verb).like("%answer%"))
    assert session.exec(answers).all()  # it is written down
    lines = viewer_of(YOUTH).all(AuditLine, AuditLine.actor_id == family)
    assert not [line for line in lines if "answer" in line.verb]


def test_the_youths_own_answer_stands_in_their_trail(way: Way, viewer_of: ViewerOf, session: Session):
    _proposed(way, viewer_of, session, YOUTH)
    session.flush()
    lines = viewer_of(YOUTH).all(AuditLine, AuditLine.subject == "private_answer")
    assert [line.actor_id for line in lines] == [id_of(YOUTH)]


def test_an_answer_said_anew_takes_the_place_of_the_one_before(
    way: Way, viewer_of: ViewerOf, session: Session
):
    way.met()
    session.flush()
    meeting = session.exec(select(FirstMeeting)).one()
    for answer in (After.YES, After.AGAIN):
        meeting.answer(answer, by=viewer_of(FAMILY))
    assert [
        row.says for row in viewer_of(FAMILY).all(PrivateAnswer, PrivateAnswer.about_id == meeting.id)
    ] == ["again"]
