"""Where Alembic meets our tables. Called by app.kit.migrate with a connection; knows no address of its own."""

from typing import Any

from alembic import context
from sqlalchemy import Enum
from sqlmodel import SQLModel

import app.rooms  # noqa: F401  all the tables
from app.kit.crypto import Sealed
from app.kit.record import UtcDateTime


def render_item(kind: str, item: Any, _autogen: Any) -> str | bool:
    """Our own column types by what they are in the database, so that a migration never depends on today's code."""
    if kind == "type" and isinstance(item, Sealed):
        return "sa.LargeBinary()"
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and type(item).__name__ == "AutoString":
        return "sa.String()"
    if kind == "type" and isinstance(item, Enum):
        return f"sa.String(length={item.length or 32})"
    return False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=SQLModel.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    render_item=render_item,
    compare_type=False,
)
with context.begin_transaction():
    context.run_migrations()
