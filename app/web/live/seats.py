"""Who has a page open: what their stream is about, how far it has come, what waits to be written to it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

MOST_WAITING = 64
END = b""
RESYNC = b"event: resync\ndata: \n\n"
ENDED = b"event: ended\ndata: \n\n"


def said(event: str, data: str = "", number: int | None = None) -> bytes:
    """One event as it goes over the line (HTML, server-sent events); only those with a number are resumed from."""
    plain = data.replace("\r\n", "\n").replace("\r", "\n")
    lines = "".join(f"data: {line}\n" for line in plain.split("\n"))
    of = "" if number is None else f"id: {number}\n"
    return f"event: {event}\n{of}{lines}\n".encode()


@dataclass(frozen=True, slots=True)
class Manner:
    """How a page is written: the reader's language, what their phone is set to."""

    code: str
    own_code: str
    with_danish: bool
    original_first: bool
    secure: bool


@dataclass(slots=True, eq=False)
class Seat:
    """One open page. `reached` is the last number it has got; only the delivery of its topic moves it."""

    account_id: UUID
    sign_in_id: UUID
    ends_at: datetime
    manner: Manner
    topics: tuple[str, ...]
    send: Any
    reached: int = 0
    resumes: bool = False  # it was here before, and lost the line
    seen: int = -1
    waiting: list[bytes] = field(default_factory=list)  # an empty deque takes ten times as much
    writing: bool = False
    over: bool = False

    def put(self, events: Iterable[bytes]) -> None:
        """Let it wait to be written. Too much for a slow line: the page is told to fetch itself anew instead."""
        for event in events:
            if self.over:
                return
            if len(self.waiting) >= MOST_WAITING:
                self.waiting.clear()
                self.waiting += (RESYNC, END)
                self.over = True
                return
            self.waiting.append(event)
            self.over = event == END
