"""What a coordinator sees of her organisation's statements."""

from typing import Any
from uuid import UUID

from sqlmodel import col

from app.friendship.agreeing.statements import Statement, StatementSet, holding
from app.identity.models import Account
from app.identity.policy import Role
from app.identity.viewer import Viewer
from app.kit.errors import NotFound

SHOWN = 20  # versions


def ours(viewer: Viewer) -> UUID:
    """The organisation whose statements the viewer writes. Raises NotFound."""
    mine = sorted(viewer.organisations(Role.COORDINATOR))
    if not mine:
        raise NotFound
    return mine[0]


def asked(viewer: Viewer) -> tuple[int, tuple[Statement, ...]]:
    """The version that holds now, and its statements."""
    return holding(ours(viewer), viewer)


def index(viewer: Viewer) -> dict[str, Any]:
    """All statements, and who wrote which version when."""
    version, statements = asked(viewer)
    rows = viewer.rows(StatementSet, StatementSet.number, StatementSet.created_at, Account.name).join(
        Account, col(Account.id) == col(StatementSet.made_by)
    )
    mine = rows.where(col(StatementSet.organisation_id) == ours(viewer))
    return {
        "version": version,
        "statements": statements,
        "versions": viewer.run(mine.order_by(col(StatementSet.number).desc()).limit(SHOWN)),
    }


def one(viewer: Viewer, key: str) -> Statement | None:
    """A statement that is asked now."""
    return next((statement for statement in asked(viewer)[1] if statement.key == key), None)


def changed(viewer: Viewer, statement: Statement) -> tuple[Statement, ...]:
    """The statements with one of them in its new words, or with a new one at the end."""
    there = asked(viewer)[1]
    if any(known.key == statement.key for known in there):
        return tuple(statement if known.key == statement.key else known for known in there)
    return (*there, statement)


def without(viewer: Viewer, key: str) -> tuple[Statement, ...]:
    """The statements without one of them."""
    return tuple(statement for statement in asked(viewer)[1] if statement.key != key)
