"""A real server of one's own that can be killed, people in it, and phones that keep trying."""

import asyncio
import atexit
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from uuid import UUID, uuid4

from bench.messages.arms import free_port
from bench.messages.wire import Pool

WHOLE = os.environ.get("SAMMEN_FAULTS") == "all"
SEED = int(os.environ["SAMMEN_SEED"])  # tests/conftest.py draws one where none is given
FORM = {"Content-Type": "application/x-www-form-urlencoded", "HX-Request": "true"}
ROOT = Path(__file__).parents[2]


@dataclass
class House:
    """A server on a folder of its own; the youth's token first, then those of the family's adults."""

    folder: Path
    tokens: list[str] = field(default_factory=list)
    conversation: str = ""
    port: int = 0
    process: subprocess.Popen[bytes] | None = None

    @classmethod
    def lay(cls, folder: Path, adults: int = 4) -> "House":
        """People, a conversation, no server yet."""
        house = cls(folder / "var", port=free_port())
        shutil.copytree(_town(adults), house.folder)
        house.conversation, *house.tokens = (house.folder / "people.txt").read_text().split()
        return house

    @property
    def environment(self) -> dict[str, str]:
        """Ours alone, in a folder of its own."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("SAMMEN_")}
        return kept | {"SAMMEN_DATA": str(self.folder), "SAMMEN_LOG_LEVEL": "error"}

    def serve(self, **more: str) -> None:
        """Start the server, in a group of its own."""
        command = [sys.executable, "-m", "app", "serve", "--port", str(self.port), "--no-worker"]
        quiet = subprocess.DEVNULL
        self.process = subprocess.Popen(
            command,
            env=self.environment | more,
            stdout=quiet,
            stderr=quiet,
            start_new_session=True,
            cwd=ROOT,
        )

    def kill(self) -> None:
        """SIGKILL, to all of it."""
        assert self.process
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def base(self) -> sqlite3.Connection:
        """The database, past every rule."""
        return sqlite3.connect(self.folder / "sammen.db")

    def messages(self) -> list[tuple[int, str]]:
        """Number and client id of what was said, in order."""
        with self.base() as base:
            said = base.execute("SELECT seq, client_id FROM message WHERE author_id IS NOT NULL ORDER BY seq")
            return [(seq, str(UUID(client))) for seq, client in said if client]


@cache
def _town(adults: int) -> Path:
    """The same people for all houses of this process, laid once."""
    folder = Path(tempfile.mkdtemp(prefix="sammen-house-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    command = [sys.executable, "-m", "bench.messages.town", "0", str(folder / "people.txt"), str(adults)]
    subprocess.run(command, check=True, env=House(folder).environment, capture_output=True, cwd=ROOT)
    return folder


class Phone:
    """Keeps a message until the server has answered for it, as the outbox does."""

    def __init__(self, house: House, token: str) -> None:
        self.house, self.token, self.pool = house, token, Pool(house.port)
        self.acknowledged: list[str] = []

    async def post(self, client_id: str, words: str = "hej") -> int:
        """One try; the status, or 0 where there was no answer."""
        body = f"body={words}&client_id={client_id}&last_seq=999999".encode()
        heads = FORM | {"Cookie": f"sammen_session={self.token}"}
        path = f"/conversations/{self.house.conversation}/messages"
        try:
            status, _ = await asyncio.wait_for(self.pool.send(path, body, heads), 10)
        except (OSError, asyncio.IncompleteReadError, TimeoutError, ValueError):
            self.pool.close()
            return 0
        return status

    async def post_and_hang_up(self, client_id: str) -> None:
        """Send it whole, and don't wait for the answer."""
        body = f"body=hej&client_id={client_id}&last_seq=999999"
        _, writer = await asyncio.open_connection("127.0.0.1", self.house.port)
        path = f"/conversations/{self.house.conversation}/messages"
        heads = "".join(f"{name}: {value}\r\n" for name, value in FORM.items())
        writer.write(
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{heads}Cookie: sammen_session={self.token}\r\n"
            f"Content-Length: {len(body)}\r\n\r\n{body}".encode()
        )
        await writer.drain()
        writer.close()
        await writer.wait_closed()

    async def say(self, words: str = "hej") -> str:
        """Try until it is acknowledged; the phone's own id of it."""
        client_id = str(uuid4())
        while not 200 <= await self.post(client_id, words) < 300:  # noqa: ASYNC110  a server that is down says nothing
            await asyncio.sleep(0.02)
        self.acknowledged.append(client_id)
        return client_id

    async def until_up(self) -> None:
        """Wait until the server answers."""
        end = time.monotonic() + 60
        while time.monotonic() < end:
            try:
                if (await self.pool.send("/readyz", b"", {}, "GET"))[0] == 200:
                    return
            except (OSError, asyncio.IncompleteReadError):
                self.pool.close()
            await asyncio.sleep(0.05)
        raise TimeoutError("the server didn't come up")


async def hang_up(phones: list[Phone]) -> None:
    """Close every line while the loop still runs."""
    for phone in phones:
        phone.pool.close()
    await asyncio.sleep(0)
