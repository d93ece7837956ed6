"""The whole queue thought of together: asked for, told how far, put forward one by one by a person."""

from contextlib import contextmanager

import pytest
from sqlalchemy import delete
from sqlmodel import Session, col, select

from app.demo.cast import id_of
from app.friendship.matching import jobs
from app.friendship.matching.kept import MatchChoice, Said
from app.friendship.matching.planned import JOB, PlanState, QueuePlan
from app.friendship.models import FriendshipRequest
from app.friendship.pages import together
from app.friendship.proposals import Proposal
from app.friendship.states import RequestState
from app.identity.viewer import Viewer
from app.kit import clock
from app.kit.jobs import Job
from app.people.models import Family
from tests.conftest import ClientOf, ViewerOf
from tests.friendship.conftest import ANSWERS, Way

FREE = id_of("family:family-free")
NOT_THEIRS = ("youth-new", "family-free", "caseworker", "mfi", "contact-person", "steering", "admin")


@pytest.fixture
def worker(session: Session, monkeypatch: pytest.MonkeyPatch):
    """Run what was asked for, in the test's own transaction."""

    @contextmanager
    def same(**_how: object):
        yield session
        session.flush()

    monkeypatch.setattr(jobs, "transaction", same)

    def run() -> None:
        for job in session.exec(select(Job).where(Job.kind == JOB)).all():
            jobs.think(job.payload)
        session.exec(delete(Job).where(col(Job.kind) == JOB))

    return run


def asked(viewer: Viewer) -> QueuePlan:
    return QueuePlan.ask(id_of("rk"), by=viewer)


def test_each_pair_comes_with_its_reasons_and_nothing_is_put_forward_by_itself(
    way: Way, viewer_of: ViewerOf, worker, session: Session
):
    way.looking()
    coordinator = viewer_of("coordinator-rk")
    plan = asked(coordinator)
    assert together.show(coordinator)["plan"].state == PlanState.WORKING
    worker()
    shown = together.show(coordinator)
    assert (plan.state, plan.steps_done) == (PlanState.DONE, plan.steps)
    (pair,) = [one for one in shown["pairs"] if one.request_id == way.request.id]
    assert (pair.family_id, pair.ours) == (FREE, True)
    assert "Wanted no dogs: there is one" in pair.how.misfits
    assert session.exec(select(Proposal)).all() == []


def test_of_who_is_with_nobody_the_page_says_only_what_the_queue_shares(
    way: Way, viewer_of: ViewerOf, worker
):
    way.sent()
    coordinator = viewer_of("coordinator-rk")
    asked(coordinator)
    worker()
    (pair,) = together.show(coordinator)["pairs"]
    assert not pair.ours
    assert "Wanted no dogs: there is one" not in pair.how.misfits
    assert "Has time on the same days" not in pair.how.reasons


def test_nobody_falls_behind_because_no_organisation_has_taken_their_request_yet(
    way: Way, viewer_of: ViewerOf, worker, session: Session
):
    """Both answered the same; the one who was taken has waited less."""
    way.sent()
    way.request.sent_at = clock.in_days(-100)
    taken = FriendshipRequest(
        youth_id=id_of("youth-hosted"),
        state=RequestState.LOOKING,
        answers=ANSWERS,
        organisation_id=id_of("rk"),
        sent_at=clock.in_days(-2),
    )
    session.add(taken)
    session.flush()
    coordinator = viewer_of("coordinator-rk")
    asked(coordinator)
    worker()
    assert [one.request_id for one in together.show(coordinator)["pairs"]] == [way.request.id]


def test_a_pair_that_cannot_be_any_more_is_left_out(way: Way, viewer_of: ViewerOf, worker):
    request = way.looking()
    coordinator = viewer_of("coordinator-rk")
    asked(coordinator)
    worker()
    family = coordinator.find(Family, FREE)
    MatchChoice.say(Said.RULED_OUT, request, family, "Ill this autumn", by=coordinator)
    assert together.show(coordinator)["pairs"] == []
    MatchChoice.take_back(request, family, by=coordinator)
    assert len(together.show(coordinator)["pairs"]) == 1
    request.withdraw(by=viewer_of("youth-new"))
    assert together.show(coordinator)["pairs"] == []


def test_a_run_that_was_asked_for_before_writes_nothing_any_more(
    way: Way, viewer_of: ViewerOf, worker, session: Session
):
    way.looking()
    coordinator = viewer_of("coordinator-rk")
    plan = asked(coordinator)
    jobs._tell(plan.id, id_of("no such run"), state=PlanState.DONE, result={})
    session.refresh(plan)
    assert plan.state == PlanState.WORKING
    old = plan.run
    assert asked(coordinator).run != old
    jobs.think({"plan": str(plan.id), "run": str(old)})
    assert (plan.state, plan.result) == (PlanState.WORKING, None)


def test_what_fails_says_so(way: Way, viewer_of: ViewerOf, worker, monkeypatch: pytest.MonkeyPatch):
    def broken(*_args: object, **_how: object) -> None:
        raise ZeroDivisionError

    way.looking()
    coordinator = viewer_of("coordinator-rk")
    plan = asked(coordinator)
    monkeypatch.setattr(jobs, "plan", broken)
    with pytest.raises(ZeroDivisionError):
        worker()
    assert plan.state == PlanState.FAILED


def test_from_the_page_a_pair_is_put_forward_by_a_tap(
    way: Way, client_of: ClientOf, worker, session: Session
):
    request = way.looking()
    session.commit()
    coordinator = client_of("coordinator-rk")
    assert coordinator.post("/together").status_code == 303
    assert "hx-trigger" in coordinator.get("/together").text
    worker()
    session.commit()
    page = coordinator.get("/together").text
    assert "counts twice" in page
    assert str(FREE) in page
    pair = {"request_id": str(request.id), "family_id": str(FREE)}
    assert coordinator.post("/together/proposals", data=pair).status_code == 303
    session.expire_all()
    assert [one.family_id for one in session.exec(select(Proposal))] == [FREE]
    assert coordinator.post("/together/proposals", data=pair).status_code == 422


@pytest.mark.parametrize("slug", NOT_THEIRS)
def test_the_page_is_the_coordinators_alone(client_of: ClientOf, slug: str):
    client = client_of(slug)
    assert client.get("/together").status_code == 404
    assert client.post("/together").status_code == 404


def test_the_other_organisation_sees_no_pair_of_ours(way: Way, viewer_of: ViewerOf, worker):
    way.looking()
    asked(viewer_of("coordinator-rk"))
    worker()
    other = viewer_of("coordinator-drc")
    assert (other.all(QueuePlan), together.show(other)["pairs"]) == ([], [])
    asked_there = QueuePlan.ask(id_of("drc"), by=other)
    worker()
    assert asked_there.result
    assert asked_there.result["asked"] == 0, "what another organisation works on isn't thought of"
