"""Who needs me today stands first, and the list costs the same whether it is short or long."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from app.audit.models import AuditLine
from app.friendship.models import FriendshipRequest
from app.friendship.states import RequestState
from app.identity.models import Account
from app.identity.policy import Role
from app.kit import clock
from app.people.models import Tie, Youth
from app.staff.caseload import Line, caseload
from app.staff.filtering import counts, with_need
from app.staff.needs import Kind
from tests.cast import id_of
from tests.conftest import ClientOf, ViewerOf
from tests.staff.test_pages import ask


def kinds(line: Line) -> set[Kind]:
    return {need.kind for need in line.needs}


def line_of(lines: list[Line], slug: str) -> Line:
    return next(line for line in lines if line.id == id_of(slug))


def many(session: Session, number: int) -> None:
    """So many more youths with a caseworker, an MFI, a request and a question."""
    for n in range(number):
        slug = f"many-{n}"
        session.add(Account(id=id_of(slug), name=f"Many {n}", language="ti"))
        session.flush()
        youth = Youth(
            id=id_of(slug),
            name=f"Many {n}",
            birth_date=clock.today() - timedelta(days=365 * 16),
            language="ti",
            municipality_id=id_of("roskilde"),
        )
        session.add(youth)
        session.flush()
        for role, who in (
            (Role.CASEWORKER, "caseworker"),
            (Role.MFI, "mfi"),
            (Role.CONTACT, "contact-person"),
        ):
            session.add(Tie(youth_id=youth.id, account_id=id_of(who), role=role, starts_at=clock.in_days(-9)))
        session.add(FriendshipRequest(youth_id=youth.id, state=RequestState.SENT, sent_at=clock.in_days(-3)))
        session.flush()
        ask(session, slug, days=2)
    session.commit()


def test_the_list_holds_my_youths_and_nobody_elses(viewer_of: ViewerOf):
    mine = {line.id for line in caseload(viewer_of("caseworker"))}
    assert mine == {id_of(f"youth-{who}") for who in ("new", "waiting", "matched", "adult", "hosted")}
    assert caseload(viewer_of("caseworker-former")) == []
    assert {line.id for line in caseload(viewer_of("caseworker-elsewhere"))} == {id_of("youth-elsewhere")}
    assert caseload(viewer_of("mfi")) == []


def test_needs_are_found(viewer_of: ViewerOf, session: Session):
    session.add(
        FriendshipRequest(
            youth_id=id_of("youth-waiting"), state=RequestState.SENT, sent_at=clock.in_days(-20)
        )
    )
    session.commit()
    ask(session, "youth-new", days=3)

    lines = caseload(viewer_of("caseworker"))

    assert kinds(line_of(lines, "youth-waiting")) == {Kind.GATE, Kind.NO_MFI}
    assert kinds(line_of(lines, "youth-new")) == {Kind.QUERY}
    assert Kind.BIRTHDAY in kinds(line_of(lines, "youth-matched"))
    assert Kind.NO_MFI in kinds(line_of(lines, "youth-hosted"))
    assert kinds(line_of(lines, "youth-adult")) == set()


def test_the_most_pressing_and_longest_waiting_stand_first_and_those_without_needs_last(
    viewer_of: ViewerOf, session: Session
):
    ask(session, "youth-adult", days=2)
    ask(session, "youth-new", days=5)
    lines = caseload(viewer_of("caseworker"))
    assert [line.id for line in lines][:2] == [id_of("youth-new"), id_of("youth-adult")]
    needs = [bool(line.needs) for line in lines]
    assert needs == sorted(needs, reverse=True)


def test_a_question_waits_a_day_before_it_is_told(viewer_of: ViewerOf, session: Session):
    ask(session, "youth-new", days=0)
    assert Kind.QUERY not in kinds(line_of(caseload(viewer_of("caseworker")), "youth-new"))


def test_somebody_who_stops_soon_is_told(viewer_of: ViewerOf, session: Session):
    tie = session.exec(select(Tie).where(Tie.youth_id == id_of("youth-new"), Tie.role == Role.CONTACT)).one()
    tie.ends_at = clock.in_days(5)
    session.commit()
    assert Kind.TIE_ENDS in kinds(line_of(caseload(viewer_of("caseworker")), "youth-new"))


def test_a_message_that_waits_for_me_is_told_until_i_answer(viewer_of: ViewerOf, client_of: ClientOf):
    youth = viewer_of("youth-new")
    from app.messaging.opening import open_with

    conversation = open_with(youth, id_of("caseworker"))
    assert conversation is not None
    conversation.say("When do we meet?", by=youth)
    youth.session.flush()
    assert Kind.MESSAGE in kinds(line_of(caseload(viewer_of("caseworker")), "youth-new"))

    conversation.say("Tomorrow at ten.", by=viewer_of("caseworker"))
    youth.session.flush()
    assert Kind.MESSAGE not in kinds(line_of(caseload(viewer_of("caseworker")), "youth-new"))


def test_filters_stand_in_the_address(client_of: ClientOf):
    client = client_of("caseworker")
    page = client.get("/caseload?need=no-mfi").text
    assert "Omid Rahimi" in page
    assert "Selam Tesfay" not in page
    everybody = client.get("/caseload?need=<script>").text
    assert "Selam Tesfay" in everybody
    assert "<script>" not in everybody.split("<main")[1].split("</main>")[0]


def test_filters_count_what_they_show(viewer_of: ViewerOf):
    lines = caseload(viewer_of("caseworker"))
    for kind, n in counts(lines):
        assert len(with_need(lines, kind)) == n


@pytest.mark.parametrize("path", ["/caseload", "/youths"])
def test_the_list_runs_the_same_number_of_queries_for_5_and_for_50(
    client_of: ClientOf, session: Session, count_queries: Callable[[], Any], path: str
):
    client = client_of("caseworker" if path == "/caseload" else "mfi")
    client.get(path)  # warms what is read once
    with count_queries() as few:
        assert client.get(path).status_code == 200
    many(session, 45)
    with count_queries() as lots:
        page = client.get(path)
    assert "Many 44" in page.text
    assert len(lots) == len(few)


def test_a_list_leaves_one_line_with_the_count(client_of: ClientOf, session: Session):
    client_of("caseworker").get("/caseload")
    (line,) = session.exec(
        select(AuditLine).where(AuditLine.actor_id == id_of("caseworker"), AuditLine.verb == "list")
    ).all()
    assert (line.subject, line.count) == ("youth", 5)
