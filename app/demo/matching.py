"""The demo's matching: a family pinned, one ruled out, what counts there, and the queue thought of together."""

from uuid import UUID

from sqlmodel import Session, col

from app.demo.life import someone
from app.friendship.matching import gathering
from app.friendship.matching.kept import MatchChoice, MatchWeights, Said
from app.friendship.matching.planned import PlanState, QueuePlan
from app.friendship.matching.ranking import USUAL, Importance
from app.friendship.models import FriendshipRequest
from app.friendship.states import RequestState
from app.identity.viewer import Viewer
from app.kit import clock
from app.people.models import Family

REASON = "De skal flytte til foråret og vil gerne vente."


def _looking(viewer: Viewer) -> list[FriendshipRequest]:
    ours = viewer.all(FriendshipRequest, col(FriendshipRequest.state) == RequestState.LOOKING)
    return [one for one in ours if one.is_with(viewer)]


def lay_matching(session: Session) -> None:
    """Røde Kors has weighed, pinned and ruled out; both organisations can look at a queue thought of together."""
    with someone(session, "coordinator-rk", 2) as coordinator:
        requests = _looking(coordinator)
        organisation_id = requests[0].organisation_id
        assert organisation_id  # noqa: S101  it is with somebody
        MatchWeights.weigh(organisation_id, {**USUAL, "times": Importance.VERY}, by=coordinator)
        ready = [
            one for one in gathering.families(coordinator, organisation_id).values() if one.offered.places
        ]
        families = [session.get_one(Family, one.offered.id) for one in ready if one.offered.approved]
        for said, family in zip((Said.PINNED, Said.RULED_OUT), families, strict=False):
            MatchChoice.say(
                said, requests[0], family, REASON if said == Said.RULED_OUT else "", by=coordinator
            )
        session.add(_plan(coordinator, organisation_id, requests, families))
    session.flush()


def _plan(
    viewer: Viewer, organisation_id: UUID, requests: list[FriendshipRequest], families: list[Family]
) -> QueuePlan:
    """What the worker would have found, laid out: it reads a database of its own."""
    waiting = viewer.all(FriendshipRequest, col(FriendshipRequest.state) == RequestState.SENT)
    every = [*requests, *waiting]
    together = [[str(one.id), str(family.id)] for one, family in zip(every, families, strict=False)]
    return QueuePlan(
        organisation_id=organisation_id,
        asked_by=viewer.somebody,
        asked_at=clock.now(),
        state=PlanState.DONE,
        steps_done=12,
        steps=12,
        result={
            "together": together,
            "today": together[:-1],
            "together_worth": 1180,
            "today_worth": 1040,
            "asked": len(every),
            "families": len(families),
        },
    )
