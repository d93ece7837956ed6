"""The pages, as each of the cast meets them."""

import re
from uuid import uuid4

import pytest
from sqlmodel import Session, select

from app.demo.cast import CAST, id_of
from app.friendship.models import FriendshipRequest
from app.friendship.proposals import Proposal
from app.friendship.questions import NAMES, QUESTIONS
from app.friendship.states import ProposalState, RequestState
from app.people.models import Family
from tests.conftest import ClientOf
from tests.friendship.conftest import ANSWERS, Way

S = RequestState
YOUTH = id_of("youth-new")
SECRETS = ("Keren", "Secret words")


def _request(session: Session) -> FriendshipRequest:
    session.expire_all()
    return session.exec(select(FriendshipRequest).where(FriendshipRequest.youth_id == YOUTH)).one()


def test_a_youth_asks_from_the_invitation_to_sent(client_of: ClientOf, session: Session):
    youth = client_of("youth-new")
    assert "Nobody pays them" in youth.get("/request").text
    assert (
        youth.post("/request", data={"once": str(uuid4())}).headers["location"] == "/request/step/interests"
    )
    for question in QUESTIONS:
        assert youth.get(f"/request/step/{question.name}").status_code == 200
        answer = ANSWERS.get(question.name, [])
        data = {"choice": answer} if question.options else {"words": answer}
        onwards = youth.post(f"/request/step/{question.name}", data=data)
        assert onwards.status_code == 303
    assert onwards.headers["location"] == "/request/answers"
    assert all(secret in youth.get("/request/answers").text for secret in SECRETS)
    assert youth.post("/request/sending", data={"once": str(uuid4())}).headers["location"] == "/request"
    assert _request(session).answers == ANSWERS
    assert "one of them will begin to look" in youth.get("/request").text


def test_everything_can_be_skipped(client_of: ClientOf, session: Session):
    youth = client_of("youth-new")
    youth.post("/request")
    address = "/request/step/interests"
    seen = []
    while "/step/" in address:
        seen.append(address.rsplit("/", 1)[1])
        address = re.search(r'button-quiet" href="([^"]+)"', youth.get(address).text)[1]  # type: ignore[index]
    assert tuple(seen) == NAMES
    youth.post("/request/sending")
    assert (_request(session).state, _request(session).answers) == (S.SENT, {})


def test_a_double_tap_sends_once_and_begins_once(client_of: ClientOf, session: Session, raw):
    youth, once = client_of("youth-new"), str(uuid4())
    for _tap in range(2):
        assert youth.post("/request", data={"once": once}).status_code == 303
    for _tap in range(2):
        assert youth.post("/request/sending", data={"once": str(uuid4())}).status_code == 303
    assert raw("SELECT count(*) FROM friendship_request") == [(1,)]
    assert raw("SELECT count(*) FROM request_step WHERE state = 'sent'") == [(1,)]


def test_held_by_the_gate_says_so_kindly(way: Way, client_of: ClientOf, session: Session):
    way.sent("youth-waiting")
    session.commit()
    text = client_of("youth-waiting").get("/request").text
    assert "You don&#39;t need to do anything" in text or "You don't need to do anything" in text
    assert "Farid" not in client_of("coordinator-rk").get("/requests?show=all").text


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("interests", {"choice": ["football", "made-up"]}),
        ("interests", {"choice": ["foot\x00ball"]}),
        ("interests", {"choice": ["football"] * 60}),
        ("often", {"choice": ["weekly", "monthly"]}),
        ("origin", {"words": "x" * 121}),
        ("words", {"words": "x" * 2001}),
        ("words", {"words": "a\x00b"}),
    ],
    ids=str,
)
def test_what_is_not_right_is_told_on_the_same_page(way: Way, client_of: ClientOf, session: Session, name: str, data: dict[str, object]):  # fmt: skip
    way.draft()
    session.commit()
    answer = client_of("youth-new").post(f"/request/step/{name}", data=data)
    assert answer.status_code == 422
    assert "error-" in answer.text
    assert _request(session).answers == ANSWERS


def test_long_words_are_kept_where_they_stand(way: Way, client_of: ClientOf, session: Session):
    way.draft()
    session.commit()
    answer = client_of("youth-new").post("/request/step/words", data={"words": "ሰላም" * 800})
    assert answer.status_code == 422
    assert "ሰላም" * 800 in answer.text


def test_bidi_controls_are_taken_out(way: Way, client_of: ClientOf, session: Session):
    way.draft()
    session.commit()
    assert client_of("youth-new").post("/request/step/origin", data={"words": "a\u202eb"}).status_code == 303
    assert _request(session).answers["origin"] == "ab"


def test_the_script_that_keeps_answers_gets_an_empty_answer(way: Way, client_of: ClientOf, session: Session):
    way.draft()
    session.commit()
    kept = client_of("youth-new").post(
        "/request/step/often", data={"choice": "monthly"}, headers={"HX-Request": "true"}
    )
    assert kept.status_code == 204
    assert _request(session).answers["often"] == "monthly"


def test_the_youth_takes_it_back_from_the_page(way: Way, client_of: ClientOf, session: Session):
    way.looking()
    session.commit()
    youth = client_of("youth-new")
    assert "nobody will be angry" in youth.get("/request/withdrawal").text
    assert youth.post("/request/withdrawal", data={"once": str(uuid4())}).status_code == 303
    assert _request(session).state == S.WITHDRAWN
    assert youth.get("/request/answers").headers["location"] == "/request"
    assert youth.post("/request/sending").status_code == 404


def test_an_unknown_question_is_not_there(way: Way, client_of: ClientOf, session: Session):
    way.draft()
    session.commit()
    youth = client_of("youth-new")
    assert youth.get("/request/step/nothing").status_code == 404
    assert youth.post("/request/step/nothing", data={}).status_code == 404


def test_who_may_help_fills_in_and_has_no_way_to_send(client_of: ClientOf, session: Session):
    helper = client_of("contact-person")
    assert "Fill it in together" in helper.get(f"/youths/{YOUTH}/request").text
    assert helper.post(f"/youths/{YOUTH}/request").status_code == 303
    page = helper.get(f"/youths/{YOUTH}/request/step/hopes").text
    assert "Only they can send it" in page
    assert helper.post(f"/youths/{YOUTH}/request/step/hopes", data={"choice": "talk"}).status_code == 303
    for address in (
        "/request/sending",
        f"/youths/{YOUTH}/request/sending",
        f"/requests/{_request(session).id}/taking",
    ):
        assert helper.post(address).status_code == 404
    assert (_request(session).state, _request(session).answers) == (S.DRAFT, {"hopes": ["talk"]})
    assert "Thomas" in client_of("youth-new").get("/request/answers").text


def test_after_it_is_sent_a_helper_reads_only(way: Way, client_of: ClientOf, session: Session):
    way.sent()
    session.commit()
    helper = client_of("mfi")
    assert helper.post(f"/youths/{YOUTH}/request/step/hopes", data={"choice": "talk"}).status_code == 422
    assert helper.get(f"/youths/{YOUTH}/request/step/hopes").status_code == 303
    assert _request(session).answers == ANSWERS


@pytest.mark.parametrize("slug", [member.slug for member in CAST if member.slug not in {"mfi", "contact-person", "caseworker"}])  # fmt: skip
def test_the_helpers_page_is_there_for_helpers_alone(
    way: Way, client_of: ClientOf, session: Session, slug: str
):
    way.met()
    session.commit()
    somebody = client_of(slug)
    assert somebody.get(f"/youths/{YOUTH}/request").status_code == 404
    assert somebody.post(f"/youths/{YOUTH}/request").status_code == 404
    assert somebody.get(f"/youths/{YOUTH}/request/step/words").status_code == 404
    assert somebody.post(f"/youths/{YOUTH}/request/step/words", data={"words": "x"}).status_code == 404


@pytest.mark.parametrize(
    "slug", [member.slug for member in CAST if not member.slug.startswith("coordinator")]
)
def test_the_queue_is_there_for_coordinators_alone(
    way: Way, client_of: ClientOf, session: Session, slug: str
):
    request = way.looking()
    session.commit()
    somebody = client_of(slug)
    for address in (
        "/requests",
        f"/requests/{request.id}",
        f"/families/{id_of('family:family')}",
    ):
        assert somebody.get(address).status_code == 404
    for address in ("taking", "handing-on", "proposals", "friendship", "parting", "ending"):
        assert (
            somebody.post(f"/requests/{request.id}/{address}", data={"family_id": str(YOUTH)}).status_code
            == 404
        )


@pytest.mark.parametrize("address", ["/request", "/requests", "/families", "/proposals", "/family", f"/youths/{YOUTH}/request"])  # fmt: skip
def test_somebody_not_signed_in_is_sent_to_the_door(client_of: ClientOf, address: str):
    assert client_of("").get(address).headers["location"].startswith("/sign-in")


def test_a_coordinator_takes_proposes_and_makes_it_a_friendship(
    way: Way, client_of: ClientOf, session: Session
):
    request = way.sent()
    session.commit()
    coordinator, youth, family = client_of("coordinator-rk"), client_of("youth-new"), client_of("family-free")
    waiting = coordinator.get("/requests").text
    assert "Selam" in waiting
    assert "Tesfay" not in waiting
    before = coordinator.get(f"/requests/{request.id}").text
    assert not any(secret in before for secret in SECRETS)
    coordinator.post(f"/requests/{request.id}/taking", data={"once": str(uuid4())})
    after = coordinator.get(f"/requests/{request.id}").text
    assert all(secret in after for secret in SECRETS)
    assert "Wanted no dogs: there is one" in after
    put = {"family_id": str(id_of("family:family-free")), "once": str(uuid4())}
    assert coordinator.post(f"/requests/{request.id}/proposals", data=put).status_code == 303
    proposal = session.exec(select(Proposal)).one()
    read = family.get(f"/proposals/{proposal.id}").text
    assert "16 years old" in read
    assert not any(secret in read for secret in (*SECRETS, "Selam", "Tesfay"))
    assert "Bager" not in youth.get("/request").text
    yes = {"answer": "yes"}
    assert family.post(f"/proposals/{proposal.id}/answer", data=yes).status_code == 303
    assert "One of them has said yes" in coordinator.get(f"/requests/{request.id}").text
    assert youth.post(f"/request/proposals/{proposal.id}/answer", data=yes).status_code == 303
    assert "Bager" in youth.get("/request").text
    assert "Selam" in family.get(f"/proposals/{proposal.id}").text
    assert coordinator.post(f"/requests/{request.id}/friendship").status_code == 303
    assert _request(session).state == S.ACTIVE
    assert "are friends" in youth.get("/request").text


def test_the_second_organisation_is_told_kindly(way: Way, client_of: ClientOf, session: Session):
    request = way.looking()
    session.commit()
    answer = client_of("coordinator-drc").post(f"/requests/{request.id}/taking", data={"once": str(uuid4())})
    assert answer.status_code == 422
    assert "Another organisation took it a moment ago" in answer.text
    assert _request(session).organisation_id == id_of("rk")


@pytest.mark.parametrize("address", ["handing-on", "proposals", "friendship", "parting", "ending"])
def test_another_organisation_does_nothing_with_it(
    way: Way, client_of: ClientOf, session: Session, address: str
):
    request = way.proposed() and way.request
    session.commit()
    data = {
        "family_id": str(id_of("family:family-free")),
        "organisation_id": str(id_of("drc")),
        "because": "moved",
    }
    assert (
        client_of("coordinator-drc").post(f"/requests/{request.id}/{address}", data=data).status_code == 404
    )
    assert _request(session).state == S.PROPOSED


def test_a_family_of_another_organisation_is_not_there(way: Way, client_of: ClientOf, session: Session):
    request = way.looking()
    session.commit()
    coordinator = client_of("coordinator-rk")
    elsewhere = {"family_id": str(id_of("family:family-applying"))}
    assert coordinator.post(f"/requests/{request.id}/proposals", data=elsewhere).status_code == 404
    assert coordinator.get(f"/families/{id_of('family:family-applying')}").status_code == 404
    assert coordinator.post(f"/requests/{request.id}/proposals", data={"family_id": "x"}).status_code == 422


def test_a_no_from_the_family_looks_the_same_as_a_no_from_the_youth(
    way: Way, client_of: ClientOf, session: Session
):
    way.proposed()
    session.commit()
    client_of("family-free").post(
        f"/proposals/{way.proposal.id}/answer", data={"answer": "no", "words": "Too far"}
    )
    text = client_of("youth-new").get("/request").text
    assert "is looking for a family for you" in text
    assert "Too far" not in text
    coordinator = client_of("coordinator-rk").get(f"/requests/{way.request.id}").text
    assert "Too far" in coordinator
    assert "Was put forward before" in coordinator
    late = client_of("youth-new").post(f"/request/proposals/{way.proposal.id}/answer", data={"answer": "yes"})
    assert late.status_code == 422
    assert session.exec(select(Proposal.state)).all() == [ProposalState.DECLINED]


@pytest.mark.parametrize("slug", ["family", "family-applying", "host-family", "youth-matched", "mfi"])
def test_a_proposal_to_another_is_not_there(way: Way, client_of: ClientOf, session: Session, slug: str):
    way.proposed()
    session.commit()
    somebody = client_of(slug)
    read = somebody.get(f"/proposals/{way.proposal.id}")
    assert read.status_code == 404
    assert somebody.post(f"/proposals/{way.proposal.id}/answer", data={"answer": "yes"}).status_code == 404
    assert (
        somebody.post(f"/request/proposals/{way.proposal.id}/answer", data={"answer": "yes"}).status_code
        == 404
    )


def test_a_youth_ends_a_friendship_with_a_reason(way: Way, client_of: ClientOf, session: Session):
    way.friends()
    session.commit()
    youth = client_of("youth-new")
    assert youth.post("/request/ending", data={"once": str(uuid4())}).status_code == 422
    assert youth.post("/request/ending", data={"because": "no-time", "words": "School"}).status_code == 303
    assert _request(session).state == S.ENDED
    assert "Ask for a friendship family" in youth.get("/request").text
    assert youth.post("/request").headers["location"] == "/request/step/interests"


def test_a_family_tells_what_it_offers(client_of: ClientOf, session: Session):
    family = client_of("family-free")
    told = {"adults": "2", "children": "٨, 14", "animals": ["cat"], "interests": ["films"], "times": ["sunday-day"],
            "languages": ["da"], "minutes": "20", "about": "Vi læser."}  # fmt: skip
    assert family.post("/family", data=told).status_code == 303
    session.expire_all()
    profile = session.get_one(Family, id_of("family:family-free")).profile
    assert (profile["children"], profile["minutes"], profile["animals"]) == ([8, 14], 20, ["cat"])
    wrong = family.post("/family", data=told | {"children": "eight", "about": "Vi maler."})
    assert wrong.status_code == 422
    assert "Vi maler." in wrong.text
    assert family.post("/family", data=told | {"interests": ["made-up"]}).status_code == 422


def test_every_page_stands_in_every_language(way: Way, client_of: ClientOf, session: Session):
    way.proposed()
    session.commit()
    pages = {
        "youth-new": ["/request", "/request/answers", "/request/withdrawal", "/request/ending", *(f"/request/step/{name}" for name in NAMES)],
        "youth-adult": ["/request"],
        "mfi": [f"/youths/{YOUTH}/request"],
        "coordinator-rk": ["/requests", "/requests?show=all", f"/requests/{way.request.id}", "/families", f"/families/{id_of('family:family-free')}"],
        "family-free": ["/proposals", f"/proposals/{way.proposal.id}", "/family", "/family/edit"],
    }  # fmt: skip
    for slug, addresses in pages.items():
        client = client_of(slug)
        for code in ("da", "ar", "fa_AF", "ti", "en"):
            client.cookies.set("sammen_language", code)
            client.cookies.set("sammen_both", "1")
            for address in addresses:
                assert client.get(address).status_code == 200, (slug, code, address)


def test_a_number_too_long_to_read_is_told_and_kept_as_it_was_written(client_of: ClientOf) -> None:
    answer = client_of("family-free").post("/family", data={"adults": "2", "children": "9" * 5000})
    assert answer.status_code == 422
    assert "9" * 5000 in answer.text
