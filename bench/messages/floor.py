"""The arm of the floor, and a commit alone."""

import asyncio
import sqlite3
import sys
import time
from pathlib import Path

from bench.messages.arms import Arm, free_port, pinned, until
from bench.messages.wire import Board, Pool, Stream

BATCH = 200


class Floor(Arm):
    """As little as sending a message can cost here."""

    name = "floor"

    def __init__(self, folder: Path, bubble: str) -> None:
        super().__init__(folder)
        self.bubble = bubble
        self.open: list[Stream] = []

    async def start(self) -> None:
        """Bare Starlette."""
        self.port = free_port()
        self.pool = Pool(self.port)
        more = {
            "PORT": str(self.port),
            "FLOOR_DATABASE": str(self.folder / "floor.db"),
            "FLOOR_BUBBLE": self.bubble,
        }
        self.process = pinned([sys.executable, "-m", "bench.messages.floor_server"], more)

        async def ready() -> bool:
            return await self.say("hello")

        await until(ready, "the floor")

    async def read_along(self, readers: int) -> None:
        """Open pages."""
        await self._open(readers, self.board)

    async def idle(self, streams: int) -> None:
        """On the floor an idle stream is one on which nothing is said: opened, measured, closed."""
        await self._open(streams, Board())

    async def _open(self, count: int, board: Board) -> None:
        for start in range(0, count, BATCH):
            these = [Stream(self.port, "/events/", {}, board) for _ in range(min(BATCH, count - start))]
            self.open += await asyncio.gather(*(it.open() for it in these))

    async def leave(self) -> None:
        """Close them."""
        await asyncio.gather(*(it.close() for it in self.open))
        self.open.clear()

    async def say(self, words: str) -> bool:
        """One post."""
        status, _ = await self.pool.send("/say", words.encode(), {"Content-Type": "text/plain"})
        return status == 200


def bare_commits(folder: Path, count: int, body: bytes) -> list[float]:
    """Seconds of single commits, WAL and FULL, with nothing around them."""
    base = sqlite3.connect(folder / "commits.db", isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL"):
        base.execute(f"PRAGMA {pragma}")
    base.execute("CREATE TABLE IF NOT EXISTS message (seq INTEGER PRIMARY KEY, body BLOB)")
    taken = []
    for _ in range(count):
        start = time.perf_counter()
        base.execute("INSERT INTO message (body) VALUES (?)", (body,))
        taken.append(time.perf_counter() - start)
    base.close()
    return taken
