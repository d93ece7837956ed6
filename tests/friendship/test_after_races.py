"""After two yeses both answer at the same moment, on databases of their own, in real threads."""

from collections.abc import Callable

import pytest
from sqlalchemy import Engine, func
from sqlmodel import Session, col, select

from app.demo.cast import id_of
from app.friendship.after.ending import Farewell
from app.friendship.after.first import FirstMeeting
from app.friendship.agreeing.agreement import Agreement
from app.friendship.models import FriendshipRequest
from app.friendship.states import After, EndedBecause, RequestState
from app.identity.viewer import Viewer, load_viewer
from app.kit import clock, db
from app.people.models import Tie
from tests.friendship.test_races import _at_once, _lay, engine

__all__ = ["engine"]
S, A = RequestState, After
SIDES = ("youth-new", "family-free")


def _says(engine: Engine, answer: After) -> Callable[[Viewer], object]:
    with Session(engine) as session:
        first_id = session.exec(select(FirstMeeting.id)).one()
    return lambda viewer: viewer.find(FirstMeeting, first_id).answer(answer, by=viewer)


def _ties(session: Session) -> int:
    there = select(Tie).where(Tie.family_id == id_of("family:family-free"), Tie.in_force(clock.now()))
    return len(session.exec(there).all())


@pytest.mark.parametrize(
    ("youth", "family", "state", "meetings", "agreements", "ties"),
    [
        (A.YES, A.YES, S.EXPECTATIONS, 1, 1, 1),
        (A.YES, A.AGAIN, S.FIRST_MEETING, 2, 0, 1),
        (A.AGAIN, A.AGAIN, S.FIRST_MEETING, 2, 0, 1),
    ],
)
def test_both_answer_at_once_and_it_goes_on_once(
    engine: Engine,
    youth: After,
    family: After,
    state: RequestState,
    meetings: int,
    agreements: int,
    ties: int,
):
    _lay(engine, "met")
    done = _at_once(engine, [(SIDES[0], _says(engine, youth)), (SIDES[1], _says(engine, family))])
    assert done == ["done", "done"]
    with Session(engine) as session:
        assert session.exec(select(FriendshipRequest.state)).one() == state
        assert session.exec(select(func.count(col(FirstMeeting.id)))).one() == meetings
        found = select(func.count(col(Agreement.id))).join(
            FriendshipRequest, col(FriendshipRequest.id) == Agreement.request_id
        )
        assert session.exec(found).one() == agreements
        assert _ties(session) == ties


@pytest.mark.parametrize("other", [A.YES, A.AGAIN, A.NO])
def test_a_no_at_the_moment_of_another_answer_leaves_nothing_open(engine: Engine, other: After):
    _lay(engine, "met")
    done = _at_once(engine, [(SIDES[0], _says(engine, A.NO)), (SIDES[1], _says(engine, other))])
    assert "done" in done
    with Session(engine) as session:
        assert session.exec(select(FriendshipRequest.state)).one() == S.LOOKING
        still = select(FirstMeeting).where(col(FirstMeeting.closed_at).is_(None))
        assert (list(session.exec(still)), _ties(session)) == ([], 0)


def test_a_no_to_a_last_meetup_at_the_moment_of_a_yes_ends_it(engine: Engine):
    way = _lay(engine, "friends")
    with db.transaction(on=engine) as session:
        request = session.get_one(FriendshipRequest, way.request_id)  # type: ignore[attr-defined]
        coordinator = load_viewer(session, id_of("coordinator-rk"), clock.now())
        request.end(EndedBecause.MOVED, last=True, by=coordinator)

    def wants(answer: bool) -> Callable[[Viewer], object]:
        return lambda viewer: viewer.all(Farewell)[0].answer(answer, by=viewer)

    _at_once(engine, [(SIDES[0], wants(True)), (SIDES[1], wants(False))])
    with Session(engine) as session:
        assert session.exec(select(Farewell)).one().closed_at is not None
        assert _ties(session) == 0
