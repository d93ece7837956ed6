"""Families for one request: weighed, pinned, ruled out with a reason, put forward. And who sees any of it."""

import pytest
from sqlmodel import Session, select

from app.demo.cast import id_of
from app.friendship.forms import WeightsForm
from app.friendship.matching.kept import MatchChoice, MatchWeights, Said, weights_of
from app.friendship.matching.ranking import USUAL, Importance
from app.friendship.models import FriendshipRequest
from app.friendship.pages.review import review
from app.friendship.proposals import Proposal
from app.friendship.states import RequestState
from app.identity.models import Grant, Organisation
from app.identity.policy import Role
from app.identity.viewer import Viewer
from app.kit import clock
from app.kit.errors import NotFound, Refused
from app.people.models import Family, FamilyState
from tests.conftest import ClientOf, ViewerOf
from tests.friendship.conftest import Way

WHY = "The grandmother is ill this autumn"
NOT_THEIRS = ("youth-new", "family-free", "coordinator-drc", "caseworker", "mfi", "contact-person", "steering", "admin")  # fmt: skip


def another(session: Session, name: str = "The other family") -> Family:
    """A second family of Røde Kors, without anything that fits."""
    family = Family(
        name=name,
        state=FamilyState.APPROVED,
        organisation_id=id_of("rk"),
        certificate_on=clock.today(),
        profile={},
    )
    session.add(family)
    session.flush()
    return family


def free(viewer: Viewer) -> Family:
    return viewer.find(Family, id_of("family:family-free"))


def test_the_best_stands_first_with_reasons_and_misfits_in_words(
    way: Way, viewer_of: ViewerOf, session: Session
):
    request, other = way.looking(), another(session)
    first, second = review(viewer_of("coordinator-rk"), request)["candidates"]
    assert (first.id, second.id) == (id_of("family:family-free"), other.id)
    assert "Children of the same age" in first.how.reasons
    assert "Wanted no dogs: there is one" in first.how.misfits, "a misfit, not a bar (domain.md, Proposal)"


def test_a_pinned_family_stands_first_until_the_pin_is_taken_away(
    way: Way, viewer_of: ViewerOf, session: Session
):
    request, other, coordinator = way.looking(), another(session), viewer_of("coordinator-rk")
    MatchChoice.say(Said.PINNED, request, other, by=coordinator)
    assert review(coordinator, request)["candidates"][0].id == other.id
    MatchChoice.take_back(request, other, by=coordinator)
    assert review(coordinator, request)["candidates"][1].id == other.id


def test_who_is_ruled_out_stands_apart_with_the_reason_and_can_come_back(way: Way, viewer_of: ViewerOf):
    request, coordinator = way.looking(), viewer_of("coordinator-rk")
    MatchChoice.say(Said.RULED_OUT, request, free(coordinator), WHY, by=coordinator)
    shown = review(coordinator, request)
    assert (shown["candidates"], [one.reason for one in shown["ruled_out"]]) == ([], [WHY])
    MatchChoice.take_back(request, free(coordinator), by=coordinator)
    assert len(review(coordinator, request)["candidates"]) == 1


def test_ruling_out_needs_a_reason(way: Way, viewer_of: ViewerOf):
    request, coordinator = way.looking(), viewer_of("coordinator-rk")
    with pytest.raises(Refused):
        MatchChoice.say(Said.RULED_OUT, request, free(coordinator), by=coordinator)


def test_a_family_that_was_ruled_out_is_not_put_forward_by_a_page_that_stood_open(
    way: Way, client_of: ClientOf, session: Session, viewer_of: ViewerOf
):
    request, coordinator = way.looking(), viewer_of("coordinator-rk")
    MatchChoice.say(Said.RULED_OUT, request, free(coordinator), WHY, by=coordinator)
    session.commit()
    address = f"/requests/{request.id}/proposals"
    answer = client_of("coordinator-rk").post(address, data={"family_id": str(id_of("family:family-free"))})
    assert answer.status_code == 422
    assert "ruled this family out" in answer.text
    session.expire_all()
    assert session.exec(select(Proposal).where(Proposal.request_id == request.id)).first() is None


def test_weights_change_the_order_for_the_whole_organisation(way: Way, viewer_of: ViewerOf, session: Session):
    request, coordinator = way.looking(), viewer_of("coordinator-rk")
    other = another(session)
    other.profile = {"times": ["saturday-day"]}
    session.add(other)
    session.flush()
    only_times = dict.fromkeys(USUAL, Importance.NOT) | {"times": Importance.VERY}
    MatchWeights.weigh(id_of("rk"), only_times, by=coordinator)
    assert weights_of(coordinator, id_of("rk")) == only_times
    found = review(coordinator, request)["candidates"]
    assert other.id in {one.id for one in found if one.how.reasons}
    assert found[0].how.score >= found[-1].how.score
    assert weights_of(viewer_of("coordinator-drc"), id_of("drc")) == USUAL


def test_the_page_weighs_pins_and_rules_out(way: Way, client_of: ClientOf, session: Session):
    request = way.looking()
    session.commit()
    coordinator, address = client_of("coordinator-rk"), f"/requests/{request.id}"
    family = str(id_of("family:family-free"))
    weights = dict.fromkeys(USUAL, "0") | {"languages": "2"}
    assert coordinator.post(f"{address}/weights", data=weights).status_code == 303
    assert coordinator.post(f"{address}/weights", data=weights | {"near": "7"}).status_code == 422
    for said, words in (("pinned", ""), ("ruled-out", WHY), ("none", "")):
        data = {"family_id": family, "said": said, "words": words}
        assert coordinator.post(f"{address}/choices", data=data).status_code == 303
        assert (WHY in coordinator.get(address).text) == (said == "ruled-out")
    again = coordinator.post(f"{address}/choices", data={"family_id": family, "said": "ruled-out"})
    assert again.status_code == 422
    assert "why, so that your colleagues understand" in again.text


@pytest.mark.parametrize("slug", NOT_THEIRS)
def test_weights_and_reasons_are_the_organisations_alone(
    way: Way, viewer_of: ViewerOf, client_of: ClientOf, session: Session, slug: str
):
    request, coordinator = way.looking(), viewer_of("coordinator-rk")
    MatchChoice.say(Said.RULED_OUT, request, free(coordinator), WHY, by=coordinator)
    MatchWeights.weigh(id_of("rk"), USUAL, by=coordinator)
    session.commit()
    assert viewer_of(slug).all(MatchChoice) == []
    assert viewer_of(slug).all(MatchWeights) == []
    client = client_of(slug)
    for address in (
        "/request",
        "/proposals",
        f"/requests/{request.id}",
        f"/families/{id_of('family:family-free')}",
    ):
        assert WHY not in client.get(address).text
    tap = {"family_id": str(id_of("family:family-free")), "said": "none"}
    assert client.post(f"/requests/{request.id}/choices", data=tap).status_code == 404
    assert client.post(f"/requests/{request.id}/weights", data=dict.fromkeys(USUAL, "0")).status_code == 404


def test_a_former_coordinator_sees_none_of_it(way: Way, viewer_of: ViewerOf, session: Session):
    request, coordinator = way.looking(), viewer_of("coordinator-rk")
    MatchChoice.say(Said.RULED_OUT, request, free(coordinator), WHY, by=coordinator)
    MatchWeights.weigh(id_of("rk"), USUAL, by=coordinator)
    family = free(coordinator)
    grants = select(Grant).where(Grant.account_id == id_of("coordinator-rk"), Grant.role == Role.COORDINATOR)
    for grant in session.exec(grants):
        grant.ends_at = clock.now()
        session.add(grant)
    session.flush()
    former = viewer_of("coordinator-rk")
    assert (former.all(MatchChoice), former.all(MatchWeights)) == ([], [])
    with pytest.raises(NotFound):
        MatchChoice.take_back(request, family, by=former)


def test_handed_on_the_next_organisation_reads_no_reason_and_the_first_none_any_more(
    way: Way, viewer_of: ViewerOf
):
    request, coordinator = way.looking(), viewer_of("coordinator-rk")
    family = free(coordinator)
    MatchChoice.say(Said.RULED_OUT, request, family, WHY, by=coordinator)
    request.hand_on(coordinator.find(Organisation, id_of("drc")), "Nearer to you", by=coordinator)
    for slug in ("coordinator-rk", "coordinator-drc"):
        assert viewer_of(slug).all(MatchChoice) == []
    with pytest.raises(NotFound):
        MatchChoice.take_back(request, family, by=coordinator)


def test_after_it_is_over_nothing_is_chosen_any_more(way: Way, viewer_of: ViewerOf):
    request, coordinator = way.looking(), viewer_of("coordinator-rk")
    request.withdraw(by=viewer_of("youth-new"))
    with pytest.raises(Refused):
        MatchChoice.say(Said.PINNED, request, free(coordinator), by=coordinator)
    assert request.state == RequestState.WITHDRAWN


def test_somebody_elses_family_is_not_there_to_choose(way: Way, viewer_of: ViewerOf, session: Session):
    request, coordinator = way.looking(), viewer_of("coordinator-rk")
    theirs = another(session)
    theirs.organisation_id = id_of("drc")
    session.flush()
    with pytest.raises(NotFound):
        MatchChoice.say(Said.PINNED, request, theirs, by=coordinator)
    assert isinstance(request, FriendshipRequest)


def test_every_rule_can_be_weighed() -> None:
    assert set(WeightsForm.model_fields) == set(USUAL)
