"""Is it still as we agreed? After eight weeks, and twice a year."""

from datetime import datetime, timedelta

import pytest
from sqlmodel import Session, col, select

from app.demo.cast import id_of
from app.friendship.after.looks import APART, FIRST_LOOK, Look
from app.friendship.after.waiting import look_again
from app.friendship.pages import after as pages
from app.friendship.states import EndedBecause, Still
from app.kit import clock
from app.kit.errors import NotFound, Refused
from app.kit.jobs import Job
from tests.conftest import ClientOf
from tests.friendship.conftest import ViewerOf, Way

DAY = timedelta(days=1)


def _looks(session: Session, at: datetime) -> list[Look]:
    with clock.freeze(at):
        look_again(session, clock.now())
        session.flush()
    theirs = select(Look).where(Look.youth_id == id_of("youth-new")).order_by(col(Look.number))
    return list(session.exec(theirs))


def test_both_are_asked_after_eight_weeks_and_twice_a_year(way: Way, session: Session):
    way.friends()
    session.flush()
    begun = clock.now()
    assert _looks(session, begun + FIRST_LOOK - DAY) == []
    first = begun + FIRST_LOOK + DAY
    assert [look.number for look in _looks(session, first)] == [1]
    assert [look.number for look in _looks(session, first + DAY)] == [1]
    assert [look.number for look in _looks(session, first + APART)] == [1, 2]


@pytest.mark.parametrize(("answer", "reaches"), [(Still.AS_AGREED, False), (Still.CHANGED, True), (Still.TALK, True)])  # fmt: skip
def test_only_a_change_and_a_wish_to_talk_reach_the_coordinator(way: Way, viewer_of: ViewerOf, session: Session, answer: Still, reaches: bool):  # fmt: skip
    request = way.friends()
    session.flush()
    (look,) = _looks(session, clock.now() + FIRST_LOOK + DAY)
    for _tap in range(2):
        look.answer(answer, by=viewer_of("youth-new"))
    session.flush()
    key = f"tell:{id_of('coordinator-rk')}:reminder:{request.id}"
    assert bool(session.exec(select(Job).where(Job.key == key)).all()) is reaches
    told = pages.course(viewer_of("coordinator-rk"), request.id)
    assert told.youth_says == (answer if reaches else None)
    assert told.family_says is None
    assert pages.asked(viewer_of("family-free"), request.id).look == look.id


def test_an_answer_is_private_and_ones_own(
    way: Way, viewer_of: ViewerOf, session: Session, client_of: ClientOf
):
    way.friends()
    session.flush()
    (look,) = _looks(session, clock.now() + FIRST_LOOK + DAY)
    for slug in ("family", "coordinator-rk", "caseworker", "youth-matched"):
        with pytest.raises(NotFound):
            look.answer(Still.TALK, by=viewer_of(slug))
    session.commit()
    at = f"/looks/{look.id}"
    assert client_of("family-free").post(f"{at}/answer", data={"answer": "changed"}).status_code == 303
    assert "gets in touch" in client_of("family-free").get(at).text
    assert "gets in touch" not in client_of("youth-new").get(at).text


def test_nobody_is_asked_once_it_has_ended(way: Way, viewer_of: ViewerOf, session: Session):
    request = way.friends()
    session.flush()
    (look,) = _looks(session, clock.now() + FIRST_LOOK + DAY)
    request.end(EndedBecause.MOVED, by=viewer_of("youth-new"))
    with pytest.raises(Refused):
        look.answer(Still.TALK, by=viewer_of("family-free"))
    assert len(_looks(session, clock.now() + 4 * APART)) == 1
