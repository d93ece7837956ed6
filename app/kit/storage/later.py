"""Files that go once their row has gone: queued with it, so that a rollback keeps both."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlmodel import Session

from app.kit import storage
from app.kit.jobs import enqueue, works_on

FORGET = "file.forget"


def forget_later(session: Session, keys: Iterable[UUID], after: timedelta | None = None) -> None:
    """Remove files when this transaction is committed, `after` a while."""
    if names := [str(key) for key in keys]:
        enqueue(session, FORGET, {"keys": names}, after=after)


@works_on(FORGET)
def forget(payload: dict[str, Any]) -> None:
    """Remove them; they may be gone already. Raises Unavailable: it comes again."""
    for key in payload["keys"]:
        storage.forget(UUID(key))
