"""Work that is done after the answer: queued in the request's own transaction, run by the worker."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Engine, Index, UniqueConstraint, delete, false, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Field, Session, col, select

from app.kit import clock
from app.kit.crypto import SealedJson, place_of, put_in_place
from app.kit.db import transaction
from app.kit.record import Record, UtcDateTime, new_id

LEASE = timedelta(minutes=2)
TRIES = 6

log = logging.getLogger("sammen")
_workers: dict[str, Callable[[dict[str, Any]], None]] = {}


class Job(Record, table=True):
    """One piece of work. Silent on purpose: nobody looks at it, the worker runs it.

    What failed for good stays, with the kind of error it ended with: `tries` is then TRIES.
    """

    __table_args__ = (
        Index("ix_job_queue_due_at", "queue", "due_at"),
        UniqueConstraint("key", name="one_waiting"),
    )

    kind: str = Field(index=True)
    queue: str = "main"
    key: str | None = Field(default=None)  # none while it runs and when it has failed for good
    payload: dict[str, Any] = Field(sa_type=SealedJson)
    due_at: datetime = Field(sa_type=UtcDateTime)
    tries: int = 0
    error: str | None = None  # the error's class, never its words: they may hold what somebody wrote
    done_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

    @classmethod
    def visible_to(cls, viewer: Any) -> ColumnElement[bool]:  # noqa: ARG003
        """Nobody."""
        return false()


class Taken(NamedTuple):
    """A job that this worker has leased."""

    id: UUID
    kind: str
    key: str | None
    tries: int


def works_on(kind: str) -> Callable[[Callable[[dict[str, Any]], None]], Callable[[dict[str, Any]], None]]:
    """Name the function that runs jobs of a kind."""

    def keep(work: Callable[[dict[str, Any]], None]) -> Callable[[dict[str, Any]], None]:
        _workers[kind] = work
        return work

    return keep


def enqueue(
    session: Session,
    kind: str,
    payload: dict[str, Any],
    *,
    queue: str = "main",
    key: str | None = None,
    after: timedelta | None = None,
) -> None:
    """Queue work: it runs, `after` a while, if this transaction is committed, and only then.

    Of jobs with the same key only one waits: a second is the first, with the first one's payload and time. Once it
    is being run the key is free again, so that what changes meanwhile isn't missed.
    """
    row: dict[str, Any] = {
        "id": new_id(),
        "created_at": clock.now(),
        "kind": kind,
        "queue": queue,
        "key": key,
        "due_at": clock.now() + (after or timedelta()),
        "tries": 0,
    }
    place = place_of(str(Job.__tablename__), "payload", row["id"])
    row["payload"] = put_in_place(Job.sealed_columns["payload"], payload, place)
    connection = session.connection()
    connection.execute(_INSERTS[connection.dialect.name], row)


def _one_waits(insert: Callable[[type[Job]], Any]) -> Any:
    # Touching the one that waits holds it until we commit: the worker then sees what this transaction wrote.
    adding = insert(Job)
    return adding.on_conflict_do_update(index_elements=["key"], set_={"key": adding.excluded.key})


_INSERTS = {"postgresql": _one_waits(postgresql.insert), "sqlite": _one_waits(sqlite.insert)}


def take(
    on: Connection | Engine | None = None, queue: str = "main", most: int = 1, lease: timedelta = LEASE
) -> list[Taken]:
    """Lease the next due jobs, so that a worker that dies gives them back."""
    columns = (col(Job.id), col(Job.kind), col(Job.key), col(Job.tries))
    due = select(*columns).where(Job.queue == queue, col(Job.done_at).is_(None), Job.tries < TRIES)
    due = due.where(Job.due_at <= clock.now()).order_by(col(Job.due_at)).limit(most)
    with transaction(writes=False, on=on) as session:
        if session.exec(due).first() is None:  # an idle worker takes nobody's write lock
            return []
    with transaction(on=on) as session:
        jobs = [Taken(*row) for row in session.exec(due.with_for_update(skip_locked=True))]
        leased = update(Job).where(col(Job.id).in_([job.id for job in jobs]))
        if jobs:
            session.exec(leased.values(key=None, tries=Job.tries + 1, due_at=clock.now() + lease))
        return [job._replace(tries=job.tries + 1) for job in jobs]


def payload_of(job: Taken, on: Connection | Engine | None = None) -> dict[str, Any]:
    """What a job is to be done with. Raises Unreadable if it was sealed with another key."""
    with transaction(writes=False, on=on) as session:
        return session.get_one(Job, job.id).payload


def finish(job: Taken, on: Connection | Engine | None = None) -> None:
    """It is done: nothing of it is kept."""
    with transaction(on=on) as session:
        session.exec(delete(Job).where(col(Job.id) == job.id))


def fail(job: Taken, error: Exception, on: Connection | Engine | None = None) -> None:
    """It comes again, later each time, and stays as failed after TRIES."""
    log.warning("job %s failed, try %d: %s", job.kind, job.tries, type(error).__name__)
    again = {"error": type(error).__name__, "due_at": clock.now() + timedelta(seconds=15 * 4**job.tries)}
    with transaction(on=on) as session:
        if job.key and job.tries < TRIES:
            if session.exec(select(Job.id).where(Job.key == job.key).with_for_update()).first():
                session.exec(delete(Job).where(col(Job.id) == job.id))  # the same has been queued since
                return
            again["key"] = job.key
        session.exec(update(Job).where(col(Job.id) == job.id).values(**again))


def give_up(job: Taken, error: Exception, on: Connection | Engine | None = None) -> None:
    """It isn't tried again. Its key stays taken, so that the same isn't queued anew either."""
    log.warning("job %s given up: %s", job.kind, type(error).__name__)
    with transaction(on=on) as session:
        if job.key:  # the same, queued since
            session.exec(delete(Job).where(col(Job.key) == job.key, col(Job.id) != job.id))
        given_up = {"error": type(error).__name__, "tries": TRIES, "key": job.key}
        session.exec(update(Job).where(col(Job.id) == job.id).values(**given_up))


def run_due(on: Connection | Engine | None = None, queue: str = "main") -> int:
    """Run all that is due; how many succeeded. What fails comes again, later each time."""
    done = 0
    while jobs := take(on, queue):
        job = jobs[0]
        try:
            _workers[job.kind](payload_of(job, on))
        except Exception as error:  # noqa: BLE001  the worker outlives any job
            fail(job, error, on)
            continue
        finish(job, on)
        done += 1
    return done
