"""Two coordinators at the same moment: a family isn't both ruled out and asked, and nothing is kept twice."""

from sqlalchemy import Engine
from sqlmodel import Session, select

from app.demo.cast import id_of
from app.friendship.matching.kept import MatchChoice, MatchWeights, Said, put_forward
from app.friendship.matching.planned import QueuePlan
from app.friendship.matching.ranking import USUAL, Importance
from app.friendship.models import FriendshipRequest
from app.friendship.proposals import Proposal
from app.identity.viewer import Viewer
from app.people.models import Family
from tests.friendship.test_races import _at_once, _lay, engine

__all__ = ["engine"]
FREE = id_of("family:family-free")
COORDINATOR = "coordinator-rk"


def test_ruled_out_and_put_forward_at_once_only_one_of_them_holds(engine: Engine) -> None:
    request_id = _lay(engine, "looking").request_id  # type: ignore[attr-defined]

    def rule_out(viewer: Viewer) -> None:
        request, family = viewer.find(FriendshipRequest, request_id), viewer.find(Family, FREE)
        MatchChoice.say(Said.RULED_OUT, request, family, "Ill this autumn", by=viewer)

    def ask(viewer: Viewer) -> None:
        request, family = viewer.find(FriendshipRequest, request_id), viewer.find(Family, FREE)
        put_forward(request, family, by=viewer)

    done = _at_once(engine, [(COORDINATOR, rule_out), (COORDINATOR, ask)])
    assert "done" in done
    with Session(engine) as session:
        asked = len(session.exec(select(Proposal)).all())
    assert asked == (done[1] == "done")


def test_pinned_and_ruled_out_at_once_one_word_is_kept(engine: Engine) -> None:
    request_id = _lay(engine, "looking").request_id  # type: ignore[attr-defined]

    def say(said: Said):
        def do(viewer: Viewer) -> None:
            request, family = viewer.find(FriendshipRequest, request_id), viewer.find(Family, FREE)
            MatchChoice.say(said, request, family, "Words", by=viewer)

        return do

    done = _at_once(engine, [(COORDINATOR, say(Said.PINNED)), (COORDINATOR, say(Said.RULED_OUT))])
    assert done == ["done", "done"]
    with Session(engine) as session:
        assert len(session.exec(select(MatchChoice)).all()) == 1


def test_weighed_and_asked_for_twice_at_once_one_row_each(engine: Engine) -> None:
    def weigh(viewer: Viewer) -> None:
        MatchWeights.weigh(id_of("rk"), {**USUAL, "near": Importance.VERY}, by=viewer)

    def ask(viewer: Viewer) -> None:
        QueuePlan.ask(id_of("rk"), by=viewer)

    assert _at_once(engine, [(COORDINATOR, weigh)] * 2) == ["done", "done"]
    assert _at_once(engine, [(COORDINATOR, ask)] * 2) == ["done", "done"]
    with Session(engine) as session:
        assert len(session.exec(select(MatchWeights)).all()) == 1
        assert len(session.exec(select(QueuePlan)).all()) == 1
