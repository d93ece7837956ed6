"""What the administrator's page reads: adults' accounts and their roles. No content, no young people."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import col

from app.identity.models import Account, Grant, Organisation
from app.identity.policy import Role
from app.identity.sessions import SignIn
from app.identity.viewer import Viewer

A_PAGE = 25


@dataclass(frozen=True, slots=True)
class Entry:
    """An account with its roles."""

    id: UUID
    name: str
    language: str
    closed: bool
    last_seen: datetime | None
    grants: tuple[Any, ...]


def entries(viewer: Viewer, after: str = "", only: UUID | None = None) -> tuple[list[Entry], UUID | None]:
    """A page of accounts, newest first, and the key of the next; two queries.

    Young people's accounts are left out: their caseworker looks after them, and to be in a list is to be told of.
    """
    seen = select(func.max(SignIn.seen_at)).where(col(SignIn.account_id) == col(Account.id)).scalar_subquery()
    youths = select(col(Grant.account_id)).where(col(Grant.role) == Role.YOUTH)
    statement = viewer.rows(
        Account, Account.id, Account.name, Account.language, Account.closed_at, seen.label("last_seen")
    ).where(col(Account.id).not_in(youths))
    key = _key(after)
    if key:
        statement = statement.where(col(Account.id) < key)
    if only:
        statement = statement.where(col(Account.id) == only)
    rows = viewer.run(statement.order_by(col(Account.id).desc()).limit(A_PAGE + 1))
    shown = rows[:A_PAGE]
    grants = _grants(viewer, [row.id for row in shown])
    found = [
        Entry(row.id, row.name, row.language, row.closed_at is not None, row.last_seen, tuple(grants[row.id]))
        for row in shown
    ]
    return found, shown[-1].id if len(rows) > A_PAGE else None


def _key(written: str) -> UUID | None:
    try:
        return UUID(written) if written else None
    except ValueError:
        return None


def _grants(viewer: Viewer, ids: list[UUID]) -> dict[UUID, list[Any]]:
    rows = viewer.run(
        viewer.rows(
            Grant,
            Grant.id,
            Grant.account_id,
            Grant.role,
            Grant.starts_at,
            col(Organisation.name).label("organisation"),
        )
        .outerjoin(Organisation, col(Organisation.id) == Grant.organisation_id)
        .where(col(Grant.account_id).in_(ids), Grant.in_force(viewer.now))
        .order_by(col(Grant.starts_at))
    )
    found: dict[UUID, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.account_id].append(row)
    return found


def organisations(viewer: Viewer) -> list[Any]:
    """All organisations, by name."""
    return viewer.run(
        viewer.rows(Organisation, Organisation.id, Organisation.name).order_by(col(Organisation.name))
    )
