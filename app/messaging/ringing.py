"""Interpreters are told of what waits for them: one's own youth's first, then who stands in, then the language's.

Each is told once of a thing, when it comes to them; not while they are away, and not when somebody has taken it.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session, select

from app.identity.models import Grant
from app.identity.policy import Role
from app.identity.viewer import load_viewer
from app.kit import clock
from app.kit.db import transaction
from app.kit.jobs import works_on
from app.messaging.checks import Check
from app.messaging.interpreters import profile_of
from app.messaging.offers import Offered, is_offered, ring
from app.messaging.queries import Query
from app.notifications import telling
from app.notifications.kinds import Kind

TABLES: dict[str, Any] = {"query": Query, "message_check": Check}  # rooms above put theirs in


@works_on("ring")
def work(payload: dict[str, Any]) -> None:
    """Tell those to whom it has come since, and come again when it goes on to the next."""
    now = clock.now()
    with transaction() as session:
        record = session.get(TABLES[payload["table"]], UUID(payload["id"]))
        if record is None or record.state != record.waits:
            return
        if payload["way"] != f"{record.substitute_at or ''} {record.shared_at}":
            return  # it goes another way now, and those are told by that
        since = datetime.fromisoformat(payload["since"]) if payload["since"] else None
        for account_id in those_who_see(session, record, now) - those_who_see(session, record, since):
            if not profile_of(session, account_id).is_away(now):
                telling.tell(session, account_id, Kind.QUERY, url=record.desk, about=record.id)
        later = [at for at in (record.substitute_at, record.shared_at) if at and at > now]
        if later:
            ring(session, record, since=now, at=min(later))


def those_who_see(session: Session, record: Offered, at: datetime | None) -> set[UUID]:
    """The interpreters it is offered to at a moment; nobody at none."""
    if at is None:
        return set()
    held = select(Grant.account_id).where(Grant.role == Role.INTERPRETER, Grant.in_force(at))
    viewers = [load_viewer(session, account_id, at) for account_id in set(session.exec(held))]
    return {it.account_id for it in viewers if it.account_id and is_offered(record, it)}


def still_waits(session: Session, account_id: UUID, kind: str, about: UUID | None) -> bool:
    """Whether what somebody is to be told of still waits, and for them."""
    if kind != Kind.QUERY or about is None:
        return True
    viewer = load_viewer(session, account_id, clock.now())
    waiting = (session.get(table, about) for table in TABLES.values())
    return any(it.state == it.waits and is_offered(it, viewer) for it in waiting if it)


telling.still_wanted.append(still_waits)
