"""The bus: how news of other processes reaches the one that holds the streams. Ids alone travel, never words."""

import json
from collections.abc import Callable, Iterator
from typing import Protocol

from app.web.live.publishing import News

MOST_BYTES = 7900  # PostgreSQL takes less than 8000

Hear = Callable[[list[News]], None]


class Bus(Protocol):
    """Brings news from where it is published to whoever listens."""

    def tell(self, news: list[News]) -> None:
        """Pass on news of a transaction that was kept. Never raises: what was said is kept anyway."""

    def listen(self, hear: Hear, missed: Callable[[], None]) -> None:
        """Hand all news to `hear`, until `close`; `missed` is called when some may have been lost."""

    def close(self) -> None:
        """Stop listening."""


def packed(news: list[News]) -> Iterator[bytes]:
    """News as it travels: lists of [topic, event, ids], each short enough for a notification."""
    part: list[str] = []
    size = 2
    for it in news:
        text = json.dumps([it.topic, it.event, dict(it.ids)], separators=(",", ":"))
        if size + len(text) + 1 > MOST_BYTES:
            yield f"[{','.join(part)}]".encode()
            part, size = [], 2
        part.append(text)
        size += len(text) + 1
    if part:
        yield f"[{','.join(part)}]".encode()


def unpacked(content: bytes | str) -> list[News]:
    """What came over the bus; what makes no sense is nothing."""
    try:
        return [News(topic, event, tuple(sorted(ids.items()))) for topic, event, ids in json.loads(content)]
    except (ValueError, TypeError, AttributeError):
        return []


class InProcess:
    """One process alone: straight from mouth to ear."""

    def __init__(self) -> None:
        self.hear: Hear | None = None

    def tell(self, news: list[News]) -> None:
        """Straight on."""
        if self.hear:
            self.hear(news)

    def listen(self, hear: Hear, _missed: Callable[[], None]) -> None:
        """From now on."""
        self.hear = hear

    def close(self) -> None:
        """No more."""
        self.hear = None
