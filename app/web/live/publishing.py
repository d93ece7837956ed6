"""Publishing: within a transaction, heard after its commit."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import event
from sqlalchemy.orm import SessionTransaction
from sqlmodel import Session

WAITING = "news of this transaction"


@dataclass(frozen=True, slots=True)
class News:
    """Something that happened: where, what, and ids alone. Never words."""

    topic: str
    event: str
    ids: tuple[tuple[str, str | int], ...] = ()


# Where news goes after the commit; the bus of this process puts itself here.
heard_by: list[Callable[[list[News]], None]] = []


def publish(session: Session, topic: str, event: str, **ids: str | int) -> None:
    """Tell, once this transaction is kept, that something happened. The same news twice is told once."""
    news = News(topic, event, tuple(sorted(ids.items())))
    waiting: list[News] = session.info.setdefault(WAITING, [])
    if news not in waiting:
        waiting.append(news)


@event.listens_for(Session, "after_commit")
def _tell(session: Session) -> None:
    news = session.info.pop(WAITING, [])
    if news:
        for hear in heard_by:
            hear(news)


@event.listens_for(Session, "after_transaction_end")
def _forget(session: Session, transaction: SessionTransaction) -> None:
    if transaction.parent is None:
        session.info.pop(WAITING, None)
