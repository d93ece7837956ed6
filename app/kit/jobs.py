"""Work that is done after the answer: queued in the request's own transaction, run by the worker."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, false
from sqlmodel import Field, Session, col, select

from app.kit import clock
from app.kit.crypto import SealedJson
from app.kit.db import transaction
from app.kit.record import Record, UtcDateTime

LEASE = timedelta(minutes=2)
TRIES = 6

_workers: dict[str, Callable[[dict[str, Any]], None]] = {}


class Job(Record, table=True):
    """One piece of work. Silent on purpose: nobody looks at it, the worker runs it."""

    kind: str = Field(index=True)
    payload: dict[str, Any] = Field(sa_type=SealedJson)
    due_at: datetime = Field(sa_type=UtcDateTime, index=True)
    tries: int = 0
    done_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

    @classmethod
    def visible_to(cls, viewer: Any) -> ColumnElement[bool]:  # noqa: ARG003
        """Nobody."""
        return false()


def works_on(kind: str) -> Callable[[Callable[[dict[str, Any]], None]], Callable[[dict[str, Any]], None]]:
    """Name the function that runs jobs of a kind."""

    def keep(work: Callable[[dict[str, Any]], None]) -> Callable[[dict[str, Any]], None]:
        _workers[kind] = work
        return work

    return keep


def enqueue(session: Session, kind: str, payload: dict[str, Any]) -> None:
    """Queue work: it runs if, and only if, this transaction is committed."""
    session.add(Job(kind=kind, payload=payload, due_at=clock.now()))


def _take(on: Connection | Engine | None) -> Job | None:
    """Lease the next due job, so that a worker that dies gives it back."""
    with transaction(on=on) as session:
        due = select(Job).where(col(Job.done_at).is_(None), Job.due_at <= clock.now(), Job.tries < TRIES)
        job = session.exec(due.order_by(col(Job.due_at)).limit(1).with_for_update(skip_locked=True)).first()
        if job:
            job.tries += 1
            job.due_at = clock.now() + LEASE
        return job


def run_due(on: Connection | Engine | None = None) -> int:
    """Run all that is due; how many succeeded. What fails comes again, later each time."""
    done = 0
    while job := _take(on):
        try:
            _workers[job.kind](job.payload)
        except Exception:  # noqa: BLE001  the worker outlives any job
            with transaction(on=on) as session:
                again = session.get_one(Job, job.id)
                again.due_at = clock.now() + timedelta(seconds=15 * 4**again.tries)
            continue
        with transaction(on=on) as session:
            session.delete(session.get_one(Job, job.id))
        done += 1
    return done
