"""Exactly once: what a phone sends again, at once, under another's name, or signed out."""

import random
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine, make_url, text
from sqlmodel import Session, SQLModel, col, func, select
from starlette.testclient import TestClient

from app.audit.models import AuditLine
from app.demo.laying import lay_cast
from app.identity import sessions
from app.kit import db
from app.kit.record import new_id
from app.messaging.models import Attachment, Conversation, Message
from app.messaging.queries import Query
from tests.cast import id_of
from tests.conftest import ClientOf
from tests.messaging.test_routes import files_on_disk, messages, opened, photo


def outbox(slug: str) -> dict[str, str]:
    """What a phone's outbox says with every post: whose it is."""
    return {"Sammen-Sender": str(id_of(slug)), "HX-Request": "true"}


def test_the_same_send_again_gets_the_first_answer(client_of: ClientOf, session: Session) -> None:
    youth = client_of("youth-matched")
    thread, sent = opened(youth), {"body": "Hej", "client_id": str(new_id())}
    answers = [youth.post(f"{thread}/messages", data=sent, headers=outbox("youth-matched")) for _ in range(3)]
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.text for answer in answers}) == 1
    assert f'data-client-id="{sent["client_id"]}"' in answers[0].text
    assert [message.body for message in messages(session)] == ["Hej"]


def test_a_photo_sent_again_is_one_photo(client_of: ClientOf, session: Session) -> None:
    youth = client_of("youth-matched")
    thread, sent = opened(youth), {"body": "", "client_id": str(new_id())}
    before = files_on_disk()
    for _ in range(2):
        answer = youth.post(f"{thread}/messages", data=sent, files=photo(), headers=outbox("youth-matched"))
        assert answer.status_code == 200
    assert len(session.exec(select(Attachment)).all()) == 1
    assert files_on_disk() == before + 1


def test_the_same_id_with_other_words_changes_nothing(client_of: ClientOf, session: Session) -> None:
    youth = client_of("youth-matched")
    thread, tap = opened(youth), str(new_id())
    for words, status in (("Hej", 200), ("Farvel", 409)):
        answer = youth.post(
            f"{thread}/messages", data={"body": words, "client_id": tap}, headers=outbox("youth-matched")
        )
        assert answer.status_code == status
    assert [message.body for message in messages(session)] == ["Hej"]


def test_signed_out_an_outbox_is_told_so_and_not_sent_to_a_page(client_of: ClientOf) -> None:
    thread = opened(client_of("youth-matched"))
    answer = client_of("").post(f"{thread}/messages", data={"body": "Hej"}, headers=outbox("youth-matched"))
    assert answer.status_code == 401
    assert "location" not in answer.headers
    assert client_of("").post(f"{thread}/messages", data={"body": "Hej"}).status_code == 303


def test_what_one_wrote_never_goes_out_in_the_name_of_another(client_of: ClientOf, session: Session) -> None:
    """They share a phone: the family is signed in now, the youth's message still waits there."""
    thread = opened(client_of("youth-matched"))
    answer = client_of("family").post(
        f"{thread}/messages", data={"body": "Hej"}, headers=outbox("youth-matched")
    )
    assert answer.status_code == 401
    assert messages(session) == []


def test_a_conversation_one_is_not_in_any_more_is_not_there(client_of: ClientOf) -> None:
    thread = opened(client_of("youth-matched"))
    answer = client_of("youth-adult").post(
        f"{thread}/messages", data={"body": "Hej"}, headers=outbox("youth-adult")
    )
    assert answer.status_code == 404


def test_what_is_not_right_comes_in_plain_words(client_of: ClientOf) -> None:
    youth = client_of("youth-matched")
    thread = opened(youth)
    empty = youth.post(f"{thread}/messages", data={"body": " "}, headers=outbox("youth-matched"))
    assert (empty.status_code, empty.text) == (422, "Write something, or add a photo.")
    asked = youth.post("/ask", data={"topic": "letter"}, headers=outbox("youth-matched"))
    assert (asked.status_code, asked.text) == (422, "Write something, or add a photo.")


def test_a_question_that_waited_goes_once_and_tells_where_it_is(
    client_of: ClientOf, session: Session
) -> None:
    youth = client_of("youth-new")
    asked = {"topic": "letter", "body": "Hvad står der?", "once": str(new_id())}
    answers = [youth.post("/ask", data=asked, headers=outbox("youth-new")) for _ in range(2)]
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.headers["location"] for answer in answers}) == 1
    assert len(session.exec(select(Query)).all()) == 1


@pytest.fixture(params=["sqlite", "postgres"])
def own(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database where what is committed stays, lent to the application."""
    if request.param == "sqlite":
        engine = db.make_engine(f"sqlite:///{tmp_path / 'outbox.db'}")
    else:
        url = make_url(request.getfixturevalue("postgres_url"))
        name = f"outbox_{uuid4().hex[:12]}"
        admin = db.make_engine(url.render_as_string(hide_password=False))
        with admin.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        admin.dispose()
        engine = db.make_engine(url.set(database=name).render_as_string(hide_password=False))
    SQLModel.metadata.create_all(engine)
    with db.transaction(on=engine) as session:
        lay_cast(session)
    db.borrowed.append(engine)
    yield engine
    db.borrowed.pop()
    engine.dispose()


def _phone(app: FastAPI, slug: str) -> TestClient:
    client = TestClient(app, base_url="http://localhost", follow_redirects=False)
    with db.transaction() as session:
        client.cookies.set("sammen_session", sessions.start(session, id_of(slug)))
    return client


def _at_once(acts: list[Callable[[], int]]) -> list[int]:
    with ThreadPoolExecutor(10) as pool:
        return list(pool.map(lambda act: act(), acts))


def test_a_hundred_messages_ten_times_each_all_at_once_are_a_hundred(app: FastAPI, own: Engine) -> None:
    """The long version, 10,000 with 50 at once, stands in tests/faults."""
    youth = _phone(app, "youth-matched")
    thread = opened(youth)
    ids = [str(new_id()) for _ in range(100)]
    taps = ids * 10
    random.Random(8).shuffle(taps)

    def send(tap: str) -> Callable[[], int]:
        sent = {"body": f"words of {tap}", "client_id": tap}
        return lambda: (
            youth.post(f"{thread}/messages", data=sent, headers=outbox("youth-matched")).status_code
        )

    assert set(_at_once([send(tap) for tap in taps])) == {200}
    with Session(own) as session:
        said = session.exec(select(Message).where(col(Message.author_id).is_not(None))).all()
        first = min(message.seq for message in said)
        assert sorted(message.seq for message in said) == list(range(first, first + 100))
        assert {str(message.client_id) for message in said} == set(ids)
        assert session.exec(select(Conversation)).one().last_seq == first + 99
        lines = select(func.count()).select_from(AuditLine).where(AuditLine.verb == "conversation.speak")
        assert session.exec(lines).one() == 100


def test_two_conversations_at_once_under_one_id_are_one_message_and_a_conflict(
    app: FastAPI, own: Engine
) -> None:
    youth = _phone(app, "youth-matched")
    threads = [opened(youth), opened(youth, "mfi", family=False)]
    for _ in range(20):
        tap = str(new_id())
        answers = _at_once(
            [
                lambda thread=thread, tap=tap: (
                    youth.post(  # type: ignore[misc]
                        f"{thread}/messages",
                        data={"body": "Hej", "client_id": tap},
                        headers=outbox("youth-matched"),
                    ).status_code
                )
                for thread in threads
            ]
        )
        assert sorted(answers) == [200, 409]


def test_what_is_acknowledged_is_on_the_disk(tmp_path: Path) -> None:
    """Every connection to SQLite: WAL and FULL (settled by measuring: NORMAL may lose the last commits)."""
    engine = db.make_engine(f"sqlite:///{tmp_path / 'durable.db'}")
    with engine.connect() as one, engine.connect() as two:
        for connection in (one, two):
            assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
            assert connection.execute(text("PRAGMA synchronous")).scalar() == 2
    engine.dispose()
