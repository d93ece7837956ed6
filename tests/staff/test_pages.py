"""Every page × who may and who may not: invisible is 404, not signed in is the way to sign in."""

import pytest
from sqlmodel import Session, select

from app.audit.models import AuditLine
from app.friendship.models import FriendshipRequest
from app.friendship.states import RequestState
from app.kit import clock
from app.messaging.kinds import Kind, Topic
from app.messaging.models import Conversation
from app.messaging.queries import Query
from tests.cast import SLUGS, id_of
from tests.conftest import ClientOf

AROUND_NEW = {"caseworker", "contact-person", "mfi"}
PAGES = {
    "/people": {slug for slug in SLUGS if slug.startswith("youth-")},
    "/caseload": {"caseworker", "caseworker-former", "caseworker-elsewhere"},
    "/placements": {"caseworker", "caseworker-former", "caseworker-elsewhere", "supervisor"},
    "/steering": {"steering"},
    "/reports": {"safeguarding", "safeguarding-2"},
    "/accounts": {"admin"},
    f"/accounts/{id_of('mfi')}": {"admin"},
    f"/accounts/{id_of('youth-new')}": set(),
    f"/youths/{id_of('youth-new')}": AROUND_NEW,
    f"/youths/{id_of('youth-waiting')}": {"caseworker", "contact-person"},
    f"/youths/{id_of('youth-matched')}": {*AROUND_NEW, "family", "family-two"},
    f"/youths/{id_of('youth-adult')}": {"caseworker", "mfi"},
    f"/youths/{id_of('youth-hosted')}": {"caseworker", "supervisor", "host-family"},
    f"/youths/{id_of('youth-elsewhere')}": {"caseworker-elsewhere"},
    f"/youths/{id_of('youth-new')}/decision": {"caseworker"},
    f"/youths/{id_of('youth-waiting')}/gate": {"caseworker"},
    f"/youths/{id_of('youth-new')}/ties/new": {"caseworker"},
    "/youths/not-an-id": set(),
}


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_there_for_those_it_is_for_and_for_nobody_else(client_of: ClientOf, path: str):
    for slug in SLUGS:
        answer = client_of(slug).get(path)
        assert answer.status_code == (200 if slug in PAGES[path] else 404), f"{slug} at {path}"
    assert client_of("").get(path).headers["location"].startswith("/sign-in")


@pytest.mark.parametrize("who", ["mfi", "contact-person", "host-family", "supervisor", "family"])
def test_my_youths_are_listed_with_one_line_in_the_trail(client_of: ClientOf, session: Session, who: str):
    page = client_of(who).get("/youths")
    assert page.status_code == 200
    lines = session.exec(
        select(AuditLine).where(AuditLine.actor_id == id_of(who), AuditLine.verb == "list")
    ).all()
    assert len(lines) == 1
    assert "Hanan Saleh" not in page.text


def test_a_family_sees_the_name_the_age_and_whom_it_may_call_and_nothing_more(client_of: ClientOf):
    page = client_of("family").get(f"/youths/{id_of('youth-matched')}").text
    for shown in (
        "Yara Haddad",
        "17 years",
        "العربية",
        "Anne Winther",
        "Thomas Friis",
        "Birgit Dam",
        "46 00 00 01",
    ):
        assert shown in page
    for hidden in (
        "Samir Khoury",
        "Questions to interpreters",
        "Decision",
        "Ungecentret Fjordhuset ·",
        "4000",
    ):
        assert hidden not in page.replace("Ungecentret Fjordhuset</bdi> ·", "")


def test_the_mfi_reads_what_only_they_decide_and_the_others_do_not(client_of: ClientOf):
    path = f"/youths/{id_of('youth-new')}"
    assert "What only you decide" in client_of("mfi").get(path).text
    for who in ("caseworker", "contact-person"):
        assert "What only you decide" not in client_of(who).get(path).text


def test_who_was_an_mfi_and_is_a_friend_now_sees_what_a_friend_sees(client_of: ClientOf):
    page = client_of("mfi").get(f"/youths/{id_of('youth-adult')}").text
    assert "Whom you can call" in page
    assert "What only you decide" not in page


def test_a_host_family_sees_no_request_and_no_questions(client_of: ClientOf, session: Session):
    session.add(
        FriendshipRequest(youth_id=id_of("youth-hosted"), state=RequestState.SENT, sent_at=clock.now())
    )
    session.commit()
    page = client_of("host-family").get(f"/youths/{id_of('youth-hosted')}").text
    for hidden in (
        "Looking for a family",
        "The search waits",
        "Questions to interpreters",
        "Decision and municipality",
    ):
        assert hidden not in page


def test_the_facts_of_a_question_are_shown_and_never_its_words(client_of: ClientOf, session: Session):
    ask(session, "youth-new", days=3, words="My secret letter")
    page = client_of("caseworker").get(f"/youths/{id_of('youth-new')}").text
    assert "A letter" in page
    assert "secret" not in page
    assert "Questions to interpreters" not in client_of("mfi").get(f"/youths/{id_of('youth-new')}").text


def test_an_open_draft_is_the_youths_own(client_of: ClientOf, session: Session):
    session.add(
        FriendshipRequest(
            youth_id=id_of("youth-new"), state=RequestState.DRAFT, answers={"free": "private words"}
        )
    )
    session.commit()
    page = client_of("caseworker").get(f"/youths/{id_of('youth-new')}").text
    assert "They have not sent a request" in page
    assert "private words" not in page


def test_opening_a_youth_leaves_one_line_however_often_within_the_quarter(
    client_of: ClientOf, session: Session
):
    client = client_of("caseworker")
    for _time in range(3):
        client.get(f"/youths/{id_of('youth-new')}")
    looks = select(AuditLine).where(
        AuditLine.verb == "look", AuditLine.subject == "youth", AuditLine.youth_id == id_of("youth-new")
    )
    (line,) = session.exec(looks).all()
    assert (line.actor_id, line.count) == (id_of("caseworker"), 3)


def test_a_look_that_finds_nothing_leaves_no_line(client_of: ClientOf, session: Session):
    client_of("caseworker-former").get(f"/youths/{id_of('youth-new')}")
    assert not session.exec(select(AuditLine).where(AuditLine.actor_id == id_of("caseworker-former"))).all()


def test_the_administrator_sees_roles_and_no_young_person(client_of: ClientOf):
    client, pages, path = client_of("admin"), "", "/accounts"
    while path:
        page = client.get(path).text
        pages += page
        path = next(
            (part.split('"')[0] for part in page.split('href="') if part.startswith("/accounts?after=")), ""
        )
    assert "Birgit Dam" in pages
    assert "Anne Winther" in pages
    for youth in ("Selam Tesfay", "Farid Noori", "Yara Haddad", "Dawit Mehari", "Omid Rahimi", "Hanan Saleh"):
        assert youth not in pages


def ask(session: Session, slug: str, *, days: int, words: str = "Words") -> None:
    """A question that waits since so many days."""
    conversation = Conversation(kind=Kind.QUERY, youth_id=id_of(slug), topic=words)
    session.add(conversation)
    session.flush()
    session.add(
        Query(
            conversation_id=conversation.id,
            youth_id=id_of(slug),
            language="ti",
            topic=Topic.LETTER,
            opened_at=clock.in_days(-days),
            shared_at=clock.in_days(-days),
        )
    )
    session.commit()
