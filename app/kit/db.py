"""Engines and transactions. One request is one transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from threading import Lock
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlmodel import Session

from app.kit.settings import settings


def make_engine(url: str) -> Engine:
    """An engine with the pragmas that durability needs (acknowledged means kept: WAL and FULL)."""
    # What is written never stands in an error: errors reach the log.
    engine = create_engine(url, pool_pre_ping=url.startswith("postgresql"), hide_parameters=True)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_pragmas)
        event.listen(engine, "begin", _begin)
    return engine


def _set_pragmas(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # so that we say BEGIN ourselves
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "busy_timeout=5000",
        "secure_delete=ON",
        "temp_store=MEMORY",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    # A transaction that reads and then writes after somebody else wrote fails at once on SQLite:
    # whoever may write takes the write lock first.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@lru_cache(maxsize=1)
def own_engine() -> Engine:
    """The engine of this process."""
    return make_engine(settings().database)


# A test puts its connection here, so that all a request does is rolled back with the test.
borrowed: list[Connection | Engine] = []


def engine() -> Connection | Engine:
    """The engine of this process, or what a test lent."""
    return borrowed[-1] if borrowed else own_engine()


WAIT = 5  # seconds, as long as SQLite itself waits for its lock
_writing = Lock()


@contextmanager
def _turn(bind: Connection | Engine, *, writes: bool) -> Iterator[None]:
    """SQLite lets one write at a time; within this process those who wait for it stand in a queue.

    Left to SQLite they ask again now and then, and under load some never get it.
    """
    queued = writes and isinstance(bind, Engine) and bind.dialect.name == "sqlite"
    mine = queued and _writing.acquire(timeout=WAIT)
    try:
        yield
    finally:
        if mine:
            _writing.release()


@contextmanager
def transaction(*, writes: bool = True, on: Connection | Engine | None = None) -> Iterator[Session]:
    """A session in one transaction: committed at the end, rolled back if anything is raised."""
    bind = on if on is not None else engine()
    with (
        _turn(bind, writes=writes),
        Session(bind, expire_on_commit=False, join_transaction_mode="create_savepoint") as session,
    ):
        if isinstance(bind, Engine):
            session.connection(execution_options={"writes": writes})
        yield session
        session.commit()


def alone(session: Session) -> bool:
    """Whether nobody else writes until this transaction ends: what it has read holds. SQLite's one writer is that."""
    connection = session.connection()
    return connection.dialect.name == "sqlite" and bool(connection.get_execution_options().get("writes"))


def answers() -> bool:
    """Whether the database can be read just now."""
    with transaction(writes=False) as session:
        return session.connection().execute(text("SELECT 1")).scalar() == 1
