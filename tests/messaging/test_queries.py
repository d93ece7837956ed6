"""Questions to interpreters: who is offered what, who reads what, and for how long."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Engine, delete
from sqlmodel import Session, col, select

from app.audit.models import AuditLine
from app.identity.policy import Role
from app.identity.viewer import load_viewer
from app.kit import clock, db
from app.kit.errors import NotFound, Refused
from app.kit.jobs import Job
from app.messaging import desk_pages, pages, query_pages, threads
from app.messaging.facts import READS_ON
from app.messaging.interpreters import InterpreterProfile
from app.messaging.kinds import QueryState, Topic
from app.messaging.models import Conversation, Message, Participant
from app.messaging.offers import QueryPass
from app.messaging.queries import Query
from app.messaging.ways import FIXED_FIRST
from app.people.models import Tie
from tests.cast import SLUGS, id_of
from tests.conftest import ViewerOf

SECRET = "Hvad står der i brevet?"


def asked(viewer_of: ViewerOf, slug: str = "youth-new") -> Query:
    """A question of a youth."""
    return Query.ask(viewer_of(slug), Topic.LETTER, SECRET)


def taken(viewer_of: ViewerOf) -> Query:
    """A question that the fixed interpreter has taken."""
    query = asked(viewer_of)
    query.take(by=viewer_of("interpreter-ti"))
    return query


@contextmanager
def later(**delta: float) -> Iterator[None]:
    """A while from now."""
    with clock.freeze(clock.now() + timedelta(**delta)):
        yield


def offered_to(viewer_of: ViewerOf, query: Query) -> set[str]:
    """The interpreters in whose queue it stands."""
    interpreters = [slug for slug in SLUGS if slug.startswith("interpreter")]
    return {
        slug
        for slug in interpreters
        if query.id in {row.id for row in desk_pages.queue(viewer_of(slug)).lines}
    }


def reads(viewer_of: ViewerOf, query: Query) -> set[str]:
    """Everybody of the cast who reads the words."""
    here = Message.conversation_id == query.conversation_id
    return {slug for slug in SLUGS if viewer_of(slug).all(Message, here)}


def test_it_waits_for_the_fixed_interpreter_alone_then_for_all_of_the_language(viewer_of: ViewerOf) -> None:
    query = asked(viewer_of)
    assert offered_to(viewer_of, query) == {"interpreter-ti"}
    with later(seconds=FIXED_FIRST.total_seconds() + 1):
        assert offered_to(viewer_of, query) == {"interpreter-ti", "interpreter-ti-2"}


def test_with_the_fixed_one_away_the_others_see_it_at_once(viewer_of: ViewerOf, session: Session) -> None:
    session.add(
        InterpreterProfile(
            account_id=id_of("interpreter-ti"), languages="ti", away_until=clock.now() + timedelta(days=3)
        )
    )
    assert "interpreter-ti-2" in offered_to(viewer_of, asked(viewer_of))


def test_without_a_fixed_one_all_of_the_language_see_it_at_once(viewer_of: ViewerOf) -> None:
    assert offered_to(viewer_of, asked(viewer_of, "youth-elsewhere")) == {"interpreter-ar"}


def test_an_interpreter_of_several_languages_sees_all_of_them(viewer_of: ViewerOf, session: Session) -> None:
    session.add(InterpreterProfile(account_id=id_of("interpreter-prs"), languages="fa_AF ar"))
    assert offered_to(viewer_of, asked(viewer_of, "youth-elsewhere")) == {"interpreter-ar", "interpreter-prs"}


def test_before_it_is_taken_only_the_youth_reads_it(viewer_of: ViewerOf) -> None:
    query = asked(viewer_of)
    assert reads(viewer_of, query) == {"youth-new"}
    row = desk_pages.queue(viewer_of("interpreter-ti")).lines[0]
    assert (row.name, row.language, row.topic, row.share) == ("Selam Tesfay", "ti", Topic.LETTER, "mine")
    assert SECRET not in str(row)


def test_the_facts_are_for_the_caseworker_and_the_contact_person_now(viewer_of: ViewerOf) -> None:
    query = asked(viewer_of)
    seen = {slug for slug in SLUGS if viewer_of(slug).all(Query, Query.id == query.id)}
    assert seen == {"youth-new", "caseworker", "contact-person", "interpreter-ti"}
    facts = query_pages.query_facts(viewer_of("caseworker"), id_of("youth-new"))
    assert facts[0].topic == Topic.LETTER
    assert query_pages.query_facts(viewer_of("caseworker-former"), id_of("youth-new")) == []
    assert query_pages.query_facts(viewer_of("mfi"), id_of("youth-new")) == []


def test_who_takes_it_reads_it_from_the_beginning_and_nobody_else_does(viewer_of: ViewerOf) -> None:
    query = taken(viewer_of)
    assert reads(viewer_of, query) == {"youth-new", "interpreter-ti"}
    conversation = viewer_of("interpreter-ti").find(Conversation, query.conversation_id)
    thread = threads.thread(viewer_of("interpreter-ti"), conversation)
    assert thread.bubbles[0].words == SECRET
    assert [(r.name, r.as_role) for r in thread.readers] == [
        ("Selam Tesfay", Role.YOUTH),
        ("Almaz Gebre", Role.INTERPRETER),
    ]
    with later(hours=5):
        assert offered_to(viewer_of, query) == set()


def test_the_second_to_take_it_is_told_kindly(viewer_of: ViewerOf) -> None:
    query = asked(viewer_of)
    with later(hours=5):
        query.take(by=viewer_of("interpreter-ti-2"))
        with pytest.raises(Refused):
            Query.to_take(query.id, viewer_of("interpreter-ti"))
        with pytest.raises(Refused):
            query.take(by=viewer_of("interpreter-ti"))
        with pytest.raises(NotFound):
            Query.to_take(query.id, viewer_of("interpreter-ar"))
        query.take(by=viewer_of("interpreter-ti-2"))  # tapped twice
    assert query.interpreter_id == id_of("interpreter-ti-2")


def test_nobody_takes_what_is_not_offered_to_them(viewer_of: ViewerOf) -> None:
    query = asked(viewer_of)
    for slug in SLUGS:
        if slug != "interpreter-ti":
            with pytest.raises(NotFound):
                query.take(by=viewer_of(slug))


def test_passed_on_it_is_never_shown_again_to_that_person_and_at_once_to_the_others(
    viewer_of: ViewerOf,
) -> None:
    query = asked(viewer_of)
    query.pass_on(by=viewer_of("interpreter-ti"))
    assert offered_to(viewer_of, query) == {"interpreter-ti-2"}
    with later(days=3):
        assert offered_to(viewer_of, query) == {"interpreter-ti-2"}


def test_passed_on_after_taking_the_words_are_gone_from_that_person(viewer_of: ViewerOf) -> None:
    query = taken(viewer_of)
    query.pass_on(by=viewer_of("interpreter-ti"))
    assert reads(viewer_of, query) == {"youth-new"}
    assert offered_to(viewer_of, query) == {"interpreter-ti-2"}


def test_answered_written_back_and_answered_again(viewer_of: ViewerOf) -> None:
    query = taken(viewer_of)
    query.say("Det er en tid hos lægen.", by=viewer_of("interpreter-ti"))
    assert query.state == QueryState.ANSWERED
    query.say("Hvornår?", by=viewer_of("youth-new"))
    assert query.state == QueryState.TAKEN
    assert query.interpreter_id == id_of("interpreter-ti")
    assert [row.id for row in query_pages.taken(viewer_of("interpreter-ti"))] == [query.id]


def test_another_interpreter_without_a_reason(viewer_of: ViewerOf) -> None:
    query = taken(viewer_of)
    query.ask_another(by=viewer_of("youth-new"))
    assert query.state == QueryState.WAITING
    assert reads(viewer_of, query) == {"youth-new"}
    assert offered_to(viewer_of, query) == {"interpreter-ti-2"}
    query.take(by=viewer_of("interpreter-ti-2"))
    assert reads(viewer_of, query) == {"youth-new", "interpreter-ti-2"}


def test_the_interpreter_reads_a_closed_question_for_seven_days_and_the_youth_keeps_it(
    viewer_of: ViewerOf,
) -> None:
    query = taken(viewer_of)
    query.say("Svar", by=viewer_of("interpreter-ti"))
    query.close(by=viewer_of("youth-new"))
    for by in ("youth-new", "interpreter-ti"):
        with pytest.raises(Refused):
            query.say("mere", by=viewer_of(by))
    with later(days=READS_ON.days, seconds=-5):
        assert reads(viewer_of, query) == {"youth-new", "interpreter-ti"}
    with later(days=READS_ON.days, seconds=5):
        assert reads(viewer_of, query) == {"youth-new"}
        interpreter = viewer_of("interpreter-ti")
        assert interpreter.all(Query, Query.id == query.id) == []
        assert pages.conversations(interpreter) == []
        with pytest.raises(NotFound):
            interpreter.find(Conversation, query.conversation_id)


def test_only_the_two_sides_close_and_only_the_youth_asks_for_another(viewer_of: ViewerOf) -> None:
    query = taken(viewer_of)
    for slug in SLUGS:
        if slug not in {"youth-new", "interpreter-ti"}:
            with pytest.raises(NotFound):
                query.close(by=viewer_of(slug))
            with pytest.raises(NotFound):
                query.say("Hej", by=viewer_of(slug))
        if slug != "youth-new":
            with pytest.raises(NotFound):
                query.ask_another(by=viewer_of(slug))
    query.close(by=viewer_of("interpreter-ti"))
    assert query.state == QueryState.CLOSED


def test_mine_stand_on_top_then_who_has_waited_longest(viewer_of: ViewerOf, session: Session) -> None:
    session.add(InterpreterProfile(account_id=id_of("interpreter-ti-2"), languages="ti ar"))
    with later(hours=-9):
        first = asked(viewer_of, "youth-elsewhere")
    with later(hours=-6):
        second = asked(viewer_of, "youth-elsewhere")
    tie = session.exec(
        select(Tie).where(Tie.youth_id == id_of("youth-new"), Tie.role == Role.INTERPRETER)
    ).one()
    tie.account_id = id_of("interpreter-ti-2")
    session.flush()
    mine = asked(viewer_of)
    assert [row.id for row in desk_pages.queue(viewer_of("interpreter-ti-2")).lines] == [
        mine.id,
        first.id,
        second.id,
    ]


def test_the_queue_runs_a_fixed_number_of_queries_and_leaves_one_line(
    viewer_of: ViewerOf, count_queries: Any, session: Session
) -> None:
    def counted() -> int:
        viewer = viewer_of("interpreter-ti")
        with count_queries() as seen:
            desk_pages.queue(viewer)
            query_pages.taken(viewer)
        return len(seen)

    asked(viewer_of)
    few = counted()
    for _ in range(12):
        asked(viewer_of)
    assert counted() == few
    session.flush()
    lines = session.exec(
        select(AuditLine).where(AuditLine.verb == "list", AuditLine.subject == "query")
    ).all()
    assert [line.count for line in lines] == [1, 13]


def test_two_take_it_at_once_and_one_has_it(db_engine: Engine) -> None:
    """Two transactions of their own, on the real database: one waits for the other, then is told."""
    with db.transaction(on=db_engine) as session:
        query = Query.ask(load_viewer(session, id_of("youth-elsewhere"), clock.now()), Topic.HOME, SECRET)
        session.add(InterpreterProfile(account_id=id_of("interpreter-prs"), languages="ar"))
    ready, results = threading.Barrier(2), []

    def try_it(slug: str) -> None:
        try:
            ready.wait(10)
            with db.transaction(on=db_engine) as session:
                viewer = load_viewer(session, id_of(slug), clock.now())
                Query.to_take(query.id, viewer).take(by=viewer)
            results.append("taken")
        except Refused:
            results.append("refused")

    runs = [threading.Thread(target=try_it, args=(slug,)) for slug in ("interpreter-ar", "interpreter-prs")]
    try:
        for run in runs:
            run.start()
        for run in runs:
            run.join(20)
        assert sorted(results) == ["refused", "taken"]
    finally:
        _remove(db_engine, query.id, query.conversation_id)


def _remove(engine: Engine, query_id: UUID, conversation_id: UUID) -> None:
    with db.transaction(on=engine) as session:
        for table, condition in (
            (QueryPass, col(QueryPass.query_id) == query_id),
            (Query, col(Query.id) == query_id),
            (Message, col(Message.conversation_id) == conversation_id),
            (Participant, col(Participant.conversation_id) == conversation_id),
            (Conversation, col(Conversation.id) == conversation_id),
            (InterpreterProfile, col(InterpreterProfile.account_id) == id_of("interpreter-prs")),
        ):
            session.execute(delete(table).where(condition))
        session.execute(delete(AuditLine))
        session.execute(delete(Job))
