"""Queued work: once per key, each queue for itself, and nothing is lost when it fails."""

from collections.abc import Iterator
from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from sqlalchemy import Connection, Engine
from sqlmodel import Session, select

from app.kit import clock, db, jobs
from app.kit.jobs import Job, enqueue, run_due

MINUTE = timedelta(minutes=1)


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What jobs of the kind "note" were run with; the kind "break" always fails."""
    seen: list[dict[str, Any]] = []

    def broken(_payload: dict[str, Any]) -> None:
        raise ZeroDivisionError("Semhar wrote: hello")

    monkeypatch.setitem(jobs._workers, "note", seen.append)
    monkeypatch.setitem(jobs._workers, "break", broken)
    return seen


def waiting(session: Session) -> list[Job]:
    session.expire_all()
    return list(session.exec(select(Job).order_by(Job.created_at, Job.id)))  # type: ignore[arg-type]


def test_the_same_key_waits_once(session: Session, ran) -> None:
    enqueue(session, "note", {"n": 1}, key="a")
    enqueue(session, "note", {"n": 2}, key="a")
    enqueue(session, "note", {"n": 3}, key="b")
    session.commit()
    assert run_due() == 2
    assert [it["n"] for it in ran] == [1, 3]


def test_a_key_is_free_again_once_its_work_is_under_way(session: Session, monkeypatch) -> None:
    seen: list[int] = []

    def again(payload: dict[str, Any]) -> None:
        seen.append(payload["n"])
        if payload["n"] == 1:
            with db.transaction() as inner:
                enqueue(inner, "note", {"n": 2}, key="a")

    monkeypatch.setitem(jobs._workers, "note", again)
    enqueue(session, "note", {"n": 1}, key="a")
    session.commit()
    assert run_due() == 2
    assert seen == [1, 2]


def test_a_second_of_the_same_key_poisons_nothing(session: Session, ran) -> None:
    enqueue(session, "note", {"n": 1}, key="a")
    session.commit()
    enqueue(session, "note", {"n": 2}, key="a")
    enqueue(session, "note", {"n": 3})
    session.commit()
    assert run_due() == 2
    assert [it["n"] for it in ran] == [1, 3]


def test_what_is_rolled_back_was_never_queued(db_connection: Connection, ran) -> None:
    with Session(db_connection, join_transaction_mode="create_savepoint") as inner:
        enqueue(inner, "note", {}, key="a")
        inner.rollback()
    assert run_due() == 0


def test_each_queue_is_run_for_itself(session: Session, ran) -> None:
    enqueue(session, "note", {"n": 1}, queue="translation")
    session.commit()
    assert run_due() == 0
    assert run_due(queue="translation") == 1


def test_later_work_waits(session: Session, ran) -> None:
    enqueue(session, "note", {"n": 1}, after=MINUTE)
    session.commit()
    assert run_due() == 0
    with clock.freeze(clock.now() + 2 * MINUTE):
        assert run_due() == 1


def test_what_fails_comes_again_and_then_stays_as_failed(session: Session, ran) -> None:
    enqueue(session, "break", {}, key="a")
    session.commit()
    start = clock.now()
    for day in range(jobs.TRIES):
        assert waiting(session)[0].key == "a"
        with clock.freeze(start + timedelta(days=day)):
            run_due()
    with clock.freeze(start + timedelta(days=30)):
        assert run_due() == 0
    job = waiting(session)[0]
    assert (job.tries, job.error, job.key) == (jobs.TRIES, "ZeroDivisionError", None)


def test_what_fails_gives_way_to_the_same_queued_since(session: Session, monkeypatch) -> None:
    def queue_again(_payload: dict[str, Any]) -> None:
        with db.transaction() as inner:
            enqueue(inner, "note", {"n": 2}, key="a", after=MINUTE)
        raise ZeroDivisionError

    monkeypatch.setitem(jobs._workers, "note", queue_again)
    enqueue(session, "note", {"n": 1}, key="a")
    session.commit()
    run_due()
    assert [(job.payload["n"], job.tries) for job in waiting(session)] == [(2, 0)]


def test_a_kind_nobody_knows_fails_alone(session: Session, ran) -> None:
    enqueue(session, "from a newer version", {})
    enqueue(session, "note", {"n": 1})
    session.commit()
    assert run_due() == 1
    assert [job.error for job in waiting(session)] == ["KeyError"]


def test_work_that_cannot_be_opened_fails_alone(session: Session, ran) -> None:
    enqueue(session, "note", {"n": 1})
    enqueue(session, "note", {"n": 2})
    session.commit()
    session.connection().exec_driver_sql("UPDATE job SET payload = (SELECT max(payload) FROM job)")
    session.commit()
    assert run_due() == 1
    assert len(ran) == 1
    assert session.connection().exec_driver_sql("SELECT error FROM job").scalars().all() == ["Unreadable"]


def test_failures_are_logged_without_what_somebody_wrote(session: Session, ran, caplog) -> None:
    enqueue(session, "break", {})
    session.commit()
    run_due()
    assert "ZeroDivisionError" in caplog.text
    assert "Semhar" not in caplog.text


def test_a_worker_that_dies_gives_its_work_back(session: Session, ran) -> None:
    enqueue(session, "note", {"n": 1})
    session.commit()
    assert len(jobs.take()) == 1
    assert run_due() == 0
    with clock.freeze(clock.now() + jobs.LEASE + MINUTE):
        assert run_due() == 1


@pytest.fixture
def own(db_engine: Engine) -> Iterator[Engine]:
    """The database itself, emptied of jobs afterwards: what happens at once can't be rolled back."""
    yield db_engine
    with db.transaction(on=db_engine) as inner:
        for job in inner.exec(select(Job)):
            inner.delete(job)


def test_the_same_key_from_many_at_once_waits_once(own: Engine) -> None:
    start = Barrier(8)

    def one() -> None:
        start.wait()
        for _ in range(5):
            with db.transaction(on=own) as inner:
                enqueue(inner, "note", {}, key="at once")

    threads = [Thread(target=one) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with db.transaction(on=own) as inner:
        assert len(inner.exec(select(Job)).all()) == 1
