"""What may happen to a request, and what may not."""

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from app.demo.cast import id_of
from app.friendship.models import FriendshipRequest
from app.friendship.proposals import Proposal
from app.friendship.states import EndedBecause, ProposalState, RequestState
from app.friendship.steps import RequestStep
from app.identity.models import Organisation
from app.identity.policy import Role
from app.kit import clock
from app.kit.errors import NotFound, Refused
from app.messaging.models import Conversation
from app.people.models import Family, FamilyState, Tie, Youth
from tests.friendship.conftest import ViewerOf, Way

S = RequestState


def test_a_youth_asks_and_skips_everything(viewer_of: ViewerOf):
    youth = viewer_of("youth-new")
    request = FriendshipRequest.begin(youth.find(Youth, id_of("youth-new")), by=youth)
    request.send(by=youth)
    assert request.state == S.SENT
    assert request.sent_at == youth.now
    assert request.answers == {}


def test_beginning_twice_finds_the_same_draft(way: Way, viewer_of: ViewerOf):
    first = way.draft()
    assert way.draft().id == first.id
    helper = viewer_of("mfi")
    assert FriendshipRequest.begin(helper.find(Youth, id_of("youth-new")), by=helper).id == first.id


def test_the_database_itself_holds_one_open_request(way: Way, session: Session):
    way.sent()
    session.add(FriendshipRequest(youth_id=id_of("youth-new")))
    with pytest.raises(IntegrityError):
        session.flush()


def test_an_answer_is_kept_changed_and_taken_out(way: Way, viewer_of: ViewerOf):
    youth = viewer_of("youth-new")
    request = way.draft()
    request.fill("interests", ["music"], by=youth)
    request.fill("origin", "", by=youth)
    assert request.answers["interests"] == ["music"]
    assert "origin" not in request.answers


def test_answers_are_sealed_in_the_database(way: Way, session: Session, raw):
    way.draft()
    session.flush()
    (stored,) = raw("SELECT answers FROM friendship_request")
    assert b"Secret" not in bytes(stored[0])


def test_sending_twice_is_sending_once(way: Way, viewer_of: ViewerOf, session: Session):
    way.sent().send(by=viewer_of("youth-new"))
    sent = session.exec(select(RequestStep).where(RequestStep.state == S.SENT)).all()
    assert len(sent) == 1


@pytest.mark.parametrize("slug", ["mfi", "contact-person", "caseworker"])
def test_who_may_help_fills_in_and_never_sends(way: Way, viewer_of: ViewerOf, slug: str):
    helper = viewer_of(slug)
    request = FriendshipRequest.begin(helper.find(Youth, id_of("youth-new")), by=helper)
    request.fill("hopes", ["talk"], by=helper)
    for forbidden in (request.send, request.withdraw, request.take, request.befriend):
        with pytest.raises(NotFound):
            forbidden(by=helper)
    assert request.state == S.DRAFT
    request.send(by=viewer_of("youth-new"))
    with pytest.raises(Refused):
        request.fill("hopes", ["language"], by=helper)
    assert request.answers["hopes"] == ["talk"]


@pytest.mark.parametrize("slug", ["caseworker-former", "caseworker-elsewhere", "youth-matched", "family-free", "interpreter-ti", "coordinator-rk", "supervisor", "admin"])  # fmt: skip
def test_nobody_else_fills_in(way: Way, viewer_of: ViewerOf, slug: str):
    request = way.draft()
    with pytest.raises(NotFound):
        request.fill("hopes", ["talk"], by=viewer_of(slug))


def test_the_youth_changes_answers_until_they_are_friends(way: Way, viewer_of: ViewerOf):
    request, youth = way.met(), viewer_of("youth-new")
    request.fill("often", "monthly", by=youth)
    request.befriend(by=viewer_of("coordinator-rk"))
    with pytest.raises(Refused):
        request.fill("often", "weekly", by=youth)


def test_while_the_gate_is_closed_nobody_can_take_it(way: Way, viewer_of: ViewerOf):
    request = way.sent("youth-waiting")
    for slug in ("coordinator-rk", "coordinator-drc"):
        with pytest.raises(NotFound):
            viewer_of(slug).find(FriendshipRequest, request.id)
        with pytest.raises(NotFound):
            request.take(by=viewer_of(slug))


def test_the_decision_opens_the_gate(way: Way, viewer_of: ViewerOf):
    request = way.sent("youth-waiting")
    caseworker = viewer_of("caseworker")
    caseworker.find(Youth, id_of("youth-waiting")).decide(clock.today(), by=caseworker)
    caseworker.session.flush()
    request.take(by=viewer_of("coordinator-rk"))
    assert request.state == S.LOOKING


@pytest.mark.parametrize("municipality", [True, False])
def test_an_override_opens_the_gate_also_before_there_is_a_municipality(
    way: Way, viewer_of: ViewerOf, municipality: bool
):
    request = way.sent("youth-waiting")
    caseworker = viewer_of("caseworker")
    youth = caseworker.find(Youth, id_of("youth-waiting"))
    if not municipality:
        youth.municipality_id = None
    youth.override_gate("Alone at weekends", by=caseworker)
    caseworker.session.flush()
    request.take(by=viewer_of("coordinator-drc"))
    assert request.organisation_id == id_of("drc")


def test_the_first_organisation_gets_it(way: Way, viewer_of: ViewerOf):
    first, second = viewer_of("coordinator-rk"), viewer_of("coordinator-drc")
    request = way.sent()
    seen_by_second = second.find(FriendshipRequest, request.id)
    request.take(by=first)
    with pytest.raises(Refused):
        seen_by_second.take(by=second)
    request.take(by=first)
    assert (request.organisation_id, request.coordinator_id) == (id_of("rk"), id_of("coordinator-rk"))


def test_a_draft_cannot_be_taken(way: Way, viewer_of: ViewerOf):
    request = way.draft()
    with pytest.raises(Refused):
        request.take(by=viewer_of("coordinator-rk"))


def test_it_is_handed_on_with_a_note(way: Way, viewer_of: ViewerOf, session: Session):
    request, giver = way.looking(), viewer_of("coordinator-rk")
    request.hand_on(giver.find(Organisation, id_of("drc")), "You know a family", by=giver)
    assert (request.organisation_id, request.coordinator_id, request.state) == (id_of("drc"), None, S.LOOKING)
    with pytest.raises(NotFound):
        request.hand_on(giver.find(Organisation, id_of("rk")), "", by=giver)
    taker = viewer_of("coordinator-drc")
    notes = [step.note for step in taker.all(RequestStep, RequestStep.request_id == request.id) if step.note]
    assert notes == ["You know a family"]
    request.take(by=taker)
    assert request.coordinator_id == id_of("coordinator-drc")


@pytest.mark.parametrize("slug", ["rk", "roskilde", "tolke", "lejre"])
def test_it_is_not_handed_to_just_anybody(way: Way, viewer_of: ViewerOf, slug: str):
    request, giver = way.looking(), viewer_of("coordinator-rk")
    with pytest.raises(Refused):
        request.hand_on(giver.find(Organisation, id_of(slug)), "", by=giver)


def test_it_is_not_handed_on_while_a_family_is_asked(way: Way, viewer_of: ViewerOf):
    way.proposed()
    giver = viewer_of("coordinator-rk")
    with pytest.raises(Refused):
        way.request.hand_on(giver.find(Organisation, id_of("drc")), "", by=giver)


@pytest.mark.parametrize("stage", ["draft", "sent", "looking", "proposed", "met"])
def test_the_youth_takes_it_back_at_any_time(way: Way, viewer_of: ViewerOf, session: Session, stage: str):
    getattr(way, stage)()
    request, youth = way.request, viewer_of("youth-new")
    request.withdraw(by=youth)
    request.withdraw(by=youth)
    session.flush()
    assert request.state == S.WITHDRAWN
    assert not session.exec(select(Proposal).where(Proposal.state == ProposalState.OPEN)).all()
    assert not youth.all(Tie, Tie.role == Role.FRIEND, Tie.in_force(clock.now()))
    again = FriendshipRequest.begin(youth.find(Youth, id_of("youth-new")), by=youth)
    assert again.id != request.id


def test_a_friendship_is_ended_not_taken_back(way: Way, viewer_of: ViewerOf):
    request = way.friends()
    with pytest.raises(Refused):
        request.withdraw(by=viewer_of("youth-new"))


def test_what_was_taken_back_stays_so(way: Way, viewer_of: ViewerOf):
    request, youth = way.looking(), viewer_of("youth-new")
    request.withdraw(by=youth)
    with pytest.raises(Refused):
        request.send(by=youth)
    with pytest.raises(Refused):
        request.take(by=viewer_of("coordinator-rk"))
    with pytest.raises(Refused):
        request.fill("often", "weekly", by=youth)


def test_two_yeses_bring_them_together(way: Way, viewer_of: ViewerOf, session: Session):
    request = way.met()
    session.flush()
    assert request.state == S.FIRST_MEETING
    family = session.get_one(Family, id_of("family:family-free"))
    assert family.state == FamilyState.MATCHED
    (tie,) = viewer_of("family-free").all(Tie, Tie.role == Role.FRIEND)
    assert (tie.youth_id, tie.family_id, tie.role) == (id_of("youth-new"), family.id, Role.FRIEND)
    (conversation,) = viewer_of("family-free").all(Conversation)
    assert (conversation.youth_id, conversation.family_id) == (id_of("youth-new"), family.id)


def test_after_the_meeting_the_coordinator_makes_it_a_friendship(way: Way, viewer_of: ViewerOf):
    request = way.met()
    for slug in ("youth-new", "family-free", "caseworker", "coordinator-drc"):
        with pytest.raises(NotFound):
            request.befriend(by=viewer_of(slug))
    request.befriend(by=viewer_of("coordinator-rk"))
    request.befriend(by=viewer_of("coordinator-rk"))
    assert request.state == S.ACTIVE


@pytest.mark.parametrize("stage", ["draft", "sent", "looking", "proposed"])
def test_there_is_no_friendship_before_two_yeses(way: Way, viewer_of: ViewerOf, stage: str):
    getattr(way, stage)()
    coordinator = viewer_of("coordinator-rk")
    for verb in (way.request.befriend, way.request.not_this_time):
        with pytest.raises((Refused, NotFound)):
            verb(by=coordinator)
    with pytest.raises((Refused, NotFound)):
        way.request.end(EndedBecause.OTHER, by=viewer_of("youth-new"))


@pytest.mark.parametrize("slug", ["youth-new", "coordinator-rk"])
def test_not_this_time_ends_it_gently_and_the_search_goes_on(
    way: Way, viewer_of: ViewerOf, session: Session, slug: str
):
    request = way.met()
    request.not_this_time(by=viewer_of(slug))
    session.flush()
    assert (request.state, request.family_id) == (S.LOOKING, None)
    assert session.get_one(Family, id_of("family:family-free")).state == FamilyState.APPROVED
    (tie,) = session.exec(select(Tie).where(Tie.family_id == id_of("family:family-free"))).all()
    assert tie.ends_at
    assert not viewer_of("family-free").all(Youth)
    coordinator = viewer_of("coordinator-rk")
    with pytest.raises(Refused):  # the same family isn't asked twice
        Proposal.put_forward(request, coordinator.find(Family, id_of("family:family-free")), by=coordinator)


@pytest.mark.parametrize("slug", ["youth-new", "family-free", "coordinator-rk"])
def test_a_friendship_ends_with_a_reason_and_leaves_room_for_another(way: Way, viewer_of: ViewerOf, session: Session, slug: str):  # fmt: skip
    request = way.friends()
    request.end(EndedBecause.MOVED, "They moved away", by=viewer_of(slug))
    request.end(EndedBecause.OTHER, by=viewer_of(slug))
    session.flush()
    assert (request.state, request.ended_because, request.ended_words) == (
        S.ENDED,
        EndedBecause.MOVED,
        "They moved away",
    )
    youth = viewer_of("youth-new")
    assert not viewer_of("family-free").all(Youth)
    history = youth.all(Tie, Tie.role == Role.FRIEND)
    assert [tie.ended_because for tie in history] == ["over"]
    assert FriendshipRequest.begin(youth.find(Youth, id_of("youth-new")), by=youth).id != request.id


@pytest.mark.parametrize("slug", ["family", "mfi", "caseworker", "coordinator-drc", "caseworker-former"])
def test_nobody_else_ends_a_friendship(way: Way, viewer_of: ViewerOf, slug: str):
    request = way.friends()
    with pytest.raises(NotFound):
        request.end(EndedBecause.OTHER, by=viewer_of(slug))
