"""Two private answers."""

import pytest
from sqlmodel import Session

from app.demo.cast import id_of
from app.friendship.proposals import Proposal
from app.friendship.states import ProposalState, RequestState
from app.kit.errors import NotFound, Refused
from app.people.models import Family, FamilyState, Tie
from tests.friendship.conftest import ViewerOf, Way

S = RequestState
P = ProposalState


@pytest.mark.parametrize("slug", ["youth-new", "family-free"])
def test_a_no_closes_it_gently(way: Way, viewer_of: ViewerOf, slug: str):
    proposal = way.proposed()
    proposal.answer(False, "Too far away", by=viewer_of(slug))
    assert (proposal.state, way.request.state) == (P.DECLINED, S.LOOKING)
    assert proposal.thought == "Too far away"
    other = {"youth-new": "family-free", "family-free": "youth-new"}[slug]
    with pytest.raises(Refused):
        proposal.answer(True, by=viewer_of(other))
    assert way.request.state == S.LOOKING


@pytest.mark.parametrize("slug", ["youth-new", "family-free"])
def test_one_yes_is_not_enough(way: Way, viewer_of: ViewerOf, session: Session, slug: str):
    proposal = way.proposed()
    for _tap in range(2):
        proposal.answer(True, by=viewer_of(slug))
    session.flush()
    assert (proposal.state, way.request.state) == (P.OPEN, S.PROPOSED)
    assert not viewer_of("family-free").all(Tie)


def test_a_yes_can_become_a_no_while_the_other_thinks(way: Way, viewer_of: ViewerOf):
    proposal = way.proposed()
    proposal.answer(True, by=viewer_of("youth-new"))
    proposal.answer(False, by=viewer_of("youth-new"))
    assert proposal.state == P.DECLINED


def test_both_answering_at_once_makes_one_tie(way: Way, viewer_of: ViewerOf, session: Session):
    proposal = way.proposed()
    family = viewer_of("family-free")
    seen_by_family = family.find(Proposal, proposal.id)
    proposal.answer(True, by=viewer_of("youth-new"))
    seen_by_family.answer(True, by=family)
    seen_by_family.answer(True, by=family)
    proposal.answer(True, by=viewer_of("youth-new"))
    session.flush()
    assert len(family.all(Tie, Tie.family_id == id_of("family:family-free"))) == 1
    with pytest.raises(Refused):
        proposal.answer(False, by=viewer_of("youth-new"))


@pytest.mark.parametrize("slug", ["family", "mfi", "caseworker", "coordinator-rk", "youth-matched", "contact-person", "host-family"])  # fmt: skip
def test_nobody_answers_for_another(way: Way, viewer_of: ViewerOf, slug: str):
    proposal = way.proposed()
    with pytest.raises(NotFound):
        proposal.answer(True, by=viewer_of(slug))


def test_the_organisation_takes_it_back(way: Way, viewer_of: ViewerOf):
    proposal = way.proposed()
    for slug in ("coordinator-drc", "youth-new", "family-free", "caseworker"):
        with pytest.raises(NotFound):
            proposal.withdraw(by=viewer_of(slug))
    proposal.withdraw(by=viewer_of("coordinator-rk"))
    proposal.withdraw(by=viewer_of("coordinator-rk"))
    assert (proposal.state, way.request.state) == (P.WITHDRAWN, S.LOOKING)
    with pytest.raises(Refused):
        proposal.answer(True, by=viewer_of("youth-new"))


def test_what_both_said_yes_to_is_not_taken_back(way: Way, viewer_of: ViewerOf):
    way.met()
    with pytest.raises(Refused):
        way.proposal.withdraw(by=viewer_of("coordinator-rk"))


def test_one_family_at_a_time(way: Way, viewer_of: ViewerOf):
    way.proposed()
    coordinator = viewer_of("coordinator-rk")
    with pytest.raises(Refused):
        Proposal.put_forward(
            way.request, coordinator.find(Family, id_of("family:family-free")), by=coordinator
        )


@pytest.mark.parametrize("slug", ["youth-new", "family-free", "caseworker", "mfi", "coordinator-drc"])
def test_only_the_organisation_that_looks_puts_forward(
    way: Way, viewer_of: ViewerOf, slug: str, session: Session
):
    request = way.looking()
    family = session.get_one(Family, id_of("family:family-free"))
    with pytest.raises(NotFound):
        Proposal.put_forward(request, family, by=viewer_of(slug))


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": FamilyState.APPLIED},
        {"state": FamilyState.RESTING},
        {"state": FamilyState.MATCHED},
        {"certificate_on": None},
        {"capacity": 0},
        {"organisation_id": id_of("drc")},
        {"kind": "host"},
    ],
    ids=str,
)
def test_the_hard_conditions_hold(way: Way, viewer_of: ViewerOf, session: Session, wrong: dict[str, object]):
    request = way.looking()
    family = session.get_one(Family, id_of("family:family-free")).with_(**wrong)
    session.flush()
    with pytest.raises(Refused):
        Proposal.put_forward(request, family, by=viewer_of("coordinator-rk"))


def test_a_family_with_two_places_stays_free_after_the_first(way: Way, session: Session):
    family = session.get_one(Family, id_of("family:family-free"))
    family.capacity = 2
    way.met()
    assert family.state == FamilyState.APPROVED
