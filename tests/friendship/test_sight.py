"""Who sees what of a request, before two yeses and after."""

import pytest
from sqlmodel import Session

from app.demo.cast import CAST, id_of
from app.friendship import pages
from app.friendship.models import FriendshipRequest
from app.friendship.pages import family as family_pages
from app.friendship.pages import queue as queue_pages
from app.friendship.pages import review as review_pages
from app.friendship.proposals import Proposal
from app.friendship.states import ProposalState, RequestState
from app.friendship.steps import RequestStep
from app.kit import clock
from app.people.models import Family, FamilyState, Tie, Youth
from tests.friendship.conftest import ANSWERS, ViewerOf, Way

SLUGS = [member.slug for member in CAST]
HELPERS = {"mfi", "contact-person", "caseworker"}
ORGANISATIONS = {"coordinator-rk", "coordinator-drc"}


def _who_sees(viewer_of: ViewerOf, table: type[FriendshipRequest | Proposal | RequestStep]) -> set[str]:
    return {slug for slug in SLUGS if viewer_of(slug).all(table)}


def test_a_draft_is_seen_by_the_youth_and_those_who_may_help(way: Way, viewer_of: ViewerOf):
    way.draft()
    assert _who_sees(viewer_of, FriendshipRequest) == {"youth-new"} | HELPERS
    assert _who_sees(viewer_of, RequestStep) == {"youth-new"} | HELPERS


@pytest.mark.parametrize("stage", ["sent", "looking", "proposed", "met"])
def test_under_way_the_organisations_that_share_the_queue_see_it_too(
    way: Way, viewer_of: ViewerOf, stage: str
):
    getattr(way, stage)()
    assert _who_sees(viewer_of, FriendshipRequest) == {"youth-new"} | HELPERS | ORGANISATIONS


def test_a_friendship_is_no_longer_shared(way: Way, viewer_of: ViewerOf):
    way.friends()
    assert _who_sees(viewer_of, FriendshipRequest) == {"youth-new", "coordinator-rk"} | HELPERS


def test_what_waits_at_the_gate_is_in_no_queue(way: Way, viewer_of: ViewerOf):
    way.sent("youth-waiting")
    assert _who_sees(viewer_of, FriendshipRequest) == {"youth-waiting", "caseworker", "contact-person"}


def test_organisations_of_another_municipality_see_nothing(way: Way, viewer_of: ViewerOf):
    way.sent("youth-elsewhere")
    assert _who_sees(viewer_of, FriendshipRequest) == {"youth-elsewhere", "caseworker-elsewhere"}


def test_a_proposal_is_seen_by_both_sides_and_those_who_work_on_it(way: Way, viewer_of: ViewerOf):
    way.proposed()
    assert _who_sees(viewer_of, Proposal) == {"youth-new", "family-free", "coordinator-rk"} | HELPERS


def test_only_the_organisation_that_works_on_it_reads_all_answers(way: Way, viewer_of: ViewerOf):
    request = way.looking()
    ours = {line.question.name for line in review_pages.review(viewer_of("coordinator-rk"), request)["said"]}
    theirs = {
        line.question.name for line in review_pages.review(viewer_of("coordinator-drc"), request)["said"]
    }
    assert ours == set(ANSWERS)
    assert theirs == {"interests", "languages"}


def test_before_anybody_took_it_the_queue_reads_only_what_it_shares(way: Way, viewer_of: ViewerOf):
    request = way.sent()
    for slug in ORGANISATIONS:
        shown = review_pages.review(viewer_of(slug), request)
        assert {line.question.name for line in shown["said"]} == {"interests", "languages"}
        assert not shown["candidates"]


def test_what_was_taken_back_is_not_read_any_more(way: Way, viewer_of: ViewerOf):
    request = way.looking()
    request.withdraw(by=viewer_of("youth-new"))
    assert review_pages.review(viewer_of("coordinator-rk"), request)["said"] == []


def test_before_two_yeses_the_family_reads_neither_name_nor_origin_nor_words(way: Way, viewer_of: ViewerOf):
    way.proposed()
    family = viewer_of("family-free")
    (facts,) = family_pages.proposals_to_family(family)
    assert facts.age == 16
    assert facts.language == "Tigrinya"
    assert {line.question.name for line in facts.answers} == {
        "interests",
        "hopes",
        "often",
        "times",
        "languages",
    }
    assert "Selam" not in repr(facts)
    assert "Keren" not in repr(facts)
    assert "Secret" not in repr(facts)
    assert not family.all(Youth)
    assert not family.all(FriendshipRequest)


def test_after_two_yeses_the_family_knows_the_name_and_still_not_the_request(way: Way, viewer_of: ViewerOf):
    way.met()
    family = viewer_of("family-free")
    (facts,) = family_pages.proposals_to_family(family)
    assert facts.name == "Selam"
    assert [youth.id for youth in family.all(Youth)] == [id_of("youth-new")]
    assert not family.all(FriendshipRequest)
    assert "Secret" not in repr(facts)


def test_a_closed_proposal_tells_the_family_nothing_more(way: Way, viewer_of: ViewerOf):
    way.proposed().answer(False, by=viewer_of("youth-new"))
    (facts,) = family_pages.proposals_to_family(viewer_of("family-free"))
    assert (facts.answers, facts.name, facts.own_answer) == ([], "", None)


def test_before_two_yeses_the_youth_reads_neither_surname_nor_address(way: Way, viewer_of: ViewerOf):
    way.proposed()
    youth = viewer_of("youth-new")
    shown = pages.own_path(youth)
    (put,) = shown["proposals"]
    assert put.facts.children == (14, 17)
    assert put.facts.near
    assert "Bager" not in repr(shown)
    assert "4000" not in repr(put)
    assert shown["family"] == ""
    assert not youth.all(Family)


def test_after_two_yeses_the_youth_knows_the_name(way: Way, viewer_of: ViewerOf):
    way.met()
    assert pages.own_path(viewer_of("youth-new"))["family"] == "Bager"


@pytest.mark.parametrize("slug", ["youth-new", "family-free"])
def test_nobody_is_told_whose_no_it_was(way: Way, viewer_of: ViewerOf, slug: str):
    """The other side, the helpers and the organisation read the same, whoever said no."""
    way.proposed().answer(False, by=viewer_of(slug))
    coordinator = review_pages.review(viewer_of("coordinator-rk"), way.request)
    assert coordinator["proposal"] is None
    assert [row.name for row in coordinator["tried"]] == ["Bager"]
    assert not any("answer" in field for field in coordinator["tried"][0]._fields)
    assert pages.own_path(viewer_of("youth-new"))["proposals"] == []
    assert not viewer_of("mfi").all(Proposal)


def test_the_organisation_sees_how_many_said_yes_not_who(way: Way, viewer_of: ViewerOf):
    way.proposed().answer(True, by=viewer_of("youth-new"))
    asked = review_pages.review(viewer_of("coordinator-rk"), way.request)["proposal"]
    assert asked.yeses == 1
    assert "answer" not in " ".join(asked.__slots__)


def test_a_helper_sees_the_family_and_not_the_answer(way: Way, viewer_of: ViewerOf):
    way.proposed().answer(True, by=viewer_of("youth-new"))
    (put,) = pages.proposals_to_youth(viewer_of("mfi"), id_of("youth-new"))
    assert put.own_answer is None


def test_a_tie_that_ends_takes_the_request_along(way: Way, viewer_of: ViewerOf, session: Session):
    way.looking()
    (tie,) = viewer_of("mfi").all(Tie, Tie.account_id == id_of("mfi"), Tie.youth_id == id_of("youth-new"))
    tie.ends_at = clock.now()
    session.flush()
    assert not viewer_of("mfi").all(FriendshipRequest)


def test_looking_at_a_request_leaves_a_line(way: Way, viewer_of: ViewerOf, raw):
    request = way.sent()
    viewer_of("coordinator-drc").find(FriendshipRequest, request.id)
    way.as_("coordinator-drc").session.flush()
    lines = raw("SELECT actor_id FROM audit_line WHERE verb = 'look' AND subject = 'friendship_request'")
    assert len(lines) == 1


def test_the_path_of_somebody_elses_youth_is_empty(way: Way, viewer_of: ViewerOf):
    way.proposed()
    for slug in (
        "caseworker-former",
        "caseworker-elsewhere",
        "family",
        "family-free",
        "interpreter-ti",
        "steering",
    ):
        assert pages.path_of(viewer_of(slug), id_of("youth-new")) == []
    steps = pages.path_of(viewer_of("caseworker"), id_of("youth-new"))
    assert [step.state for step in steps] == ["done", "done", "now", "next", "next", "next"]


def test_the_queue_runs_the_same_number_of_queries_however_long_it_is(way: Way, viewer_of: ViewerOf, session: Session, count_queries):  # fmt: skip
    way.sent()
    session.flush()
    coordinator = viewer_of("coordinator-rk")
    with count_queries() as short:
        queue_pages.queue(coordinator, "all")
    adult = session.get_one(Youth, id_of("youth-adult"))
    for slug in ("youth-matched", "youth-hosted", "youth-adult"):
        session.add(
            FriendshipRequest(
                youth_id=id_of(slug), state=RequestState.SENT, sent_at=clock.now(), answers=ANSWERS
            )
        )
    session.flush()
    with count_queries() as long:
        rows, counts = queue_pages.queue(coordinator, "all")
        session.flush()
    assert len(rows) == 4
    assert counts["waiting"] == 4
    assert len(long) <= len(short) + 1  # the line in the trail
    assert adult


def test_candidates_run_the_same_number_of_queries_however_many(way: Way, viewer_of: ViewerOf, session: Session, count_queries):  # fmt: skip
    request, coordinator = way.looking(), viewer_of("coordinator-rk")
    session.flush()
    with count_queries() as few:
        (free,) = review_pages.review(coordinator, request)["candidates"]
    for number in range(5):
        session.add(
            Family(
                name=f"F{number}",
                state=FamilyState.APPROVED,
                organisation_id=id_of("rk"),
                certificate_on=clock.today(),
                profile={"animals": []},
            )
        )
    session.flush()
    with count_queries() as many:
        found = review_pages.review(coordinator, request)["candidates"]
    assert "Wanted no dogs: there is one" in free.how.misfits
    assert "Children of the same age" in free.how.reasons
    assert len(found) == 6
    assert len(few) == len(many)


def test_a_family_that_is_asked_about_somebody_else_is_no_candidate(
    way: Way, viewer_of: ViewerOf, session: Session
):
    way.proposed()
    other = FriendshipRequest(
        youth_id=id_of("youth-adult"), state=RequestState.LOOKING, organisation_id=id_of("rk")
    )
    session.add(other)
    session.flush()
    shown = review_pages.review(viewer_of("coordinator-rk"), other)
    assert shown["candidates"] == []
    assert [one.how.broken for one in shown["not_now"] if one.id == way.proposal.family_id] == [
        ("Has no free place just now",)
    ]
    assert way.proposal.state == ProposalState.OPEN
