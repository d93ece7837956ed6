"""The arm of Sammen itself: the real server, signed-in people, every rule in force."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

from bench.messages.arms import Arm, free_port, pinned, until
from bench.messages.wire import Board, Pool, Stream

BATCH = 100
FORM = {"Content-Type": "application/x-www-form-urlencoded", "HX-Request": "true"}


class Ours(Arm):
    """What a phone really meets."""

    name = "sammen"

    def __init__(self, folder: Path, sizes: tuple[int, ...], idle: int) -> None:
        super().__init__(folder)
        self.sizes, self.others = sizes, idle
        self.open: list[Stream] = []
        self.waiting: list[Stream] = []

    async def start(self) -> None:
        """Lay the people out and serve; translation and mail have nothing to do here."""
        self.port = free_port()
        self.pool = Pool(self.port)
        own = {
            "SAMMEN_DATA": str(self.folder / "var"),
            "SAMMEN_LOG_LEVEL": "error",
            "SAMMEN_STREAMS": str(max(self.sizes) + self.others + 100),
        }
        laid = self.folder / "people.txt"
        command = [
            sys.executable,
            "-m",
            "bench.messages.town",
            str(self.others),
            str(laid),
            *(str(size or 1) for size in self.sizes),
        ]
        await asyncio.to_thread(subprocess.run, command, check=True, env=_clean() | own, capture_output=True)
        *families, others = laid.read_text().split("\n")
        # A family as large as there are readers: whoever isn't in it has nothing to do with what is said.
        self.families = {size: line.split() for size, line in zip(self.sizes, families, strict=True)}
        self.tokens = others.split()
        self.conversation, self.token, *_adults = self.families[self.sizes[0]]
        serve = [sys.executable, "-m", "app", "serve", "--port", str(self.port), "--no-worker"]
        self.process = pinned(serve, own)

        async def ready() -> bool:
            return (await self.pool.send("/readyz", b"", {}, "GET"))[0] == 200

        await until(ready, "Sammen")

    async def read_along(self, readers: int) -> None:
        """The adults of the family open the conversation."""
        self.conversation, self.token, *adults = self.families[readers]
        path = f"/events?conversation={self.conversation}"
        await self._open(path, adults[:readers], self.board, self.open)

    async def idle(self, streams: int) -> None:
        """Others have their own first page open."""
        await self._open("/events", self.tokens[:streams], Board(), self.waiting)

    async def _open(self, path: str, tokens: list[str], board: Board, into: list[Stream]) -> None:
        for start in range(0, len(tokens), BATCH):
            these = [
                Stream(self.port, path, {"Cookie": f"sammen_session={it}"}, board)
                for it in tokens[start : start + BATCH]
            ]
            into += await asyncio.gather(*(it.open() for it in these))

    async def leave(self) -> None:
        """Close the pages of the conversation; the idle ones stay."""
        await asyncio.gather(*(it.close() for it in self.open))
        self.open.clear()

    async def send_away(self) -> None:
        """Close the idle ones too."""
        await asyncio.gather(*(it.close() for it in self.waiting))
        self.waiting.clear()

    async def say(self, words: str) -> bool:
        """What the outbox of a phone posts."""
        body = f"body={words.replace(' ', '+')}&client_id={uuid4()}&last_seq=999999".encode()
        heads = FORM | {"Cookie": f"sammen_session={self.token}"}
        status, _ = await self.pool.send(f"/conversations/{self.conversation}/messages", body, heads)
        return status in {200, 201}

    async def bubble(self) -> str:
        """The bytes one message is shown with: what the floor sends too."""
        body = b"body=WORDS&client_id=" + str(uuid4()).encode() + b"&last_seq=999999"
        heads = FORM | {"Cookie": f"sammen_session={self.token}"}
        _, html = await self.pool.send(f"/conversations/{self.conversation}/messages", body, heads)
        return " ".join(html.decode().split()).replace("WORDS", "{words}")


def _clean() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("SAMMEN_")}
