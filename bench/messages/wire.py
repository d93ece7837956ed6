"""The phones of the benchmark: HTTP/1.1 and Server-Sent Events over plain sockets, so that the client costs little."""

import asyncio
import re
import time
from dataclasses import dataclass, field

FRESH = 2.0  # seconds; servers hang up on connections that rest longer
MARK = re.compile(rb"mark-(\d+)-")


def mark(number: int) -> str:
    """The words of a message by which it is known again: about as long as a short message is."""
    return f"mark-{number}- Ses vi paa soendag klokken to ved stationen?"


@dataclass
class Board:
    """When each message was written, answered, and shown on each of the other phones (seconds)."""

    written: dict[int, float] = field(default_factory=dict)
    answered: dict[int, float] = field(default_factory=dict)
    shown: dict[int, list[float]] = field(default_factory=dict)
    failed: int = 0

    def saw(self, chunk: bytes) -> None:
        """Note every message of ours in what just came."""
        now = time.perf_counter()
        for number in {int(found) for found in MARK.findall(chunk)}:
            self.shown.setdefault(number, []).append(now)


class Pool:
    """Connections kept open for posts: as many as are under way at once."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.idle: list[tuple[float, asyncio.StreamReader, asyncio.StreamWriter]] = []

    async def send(
        self, path: str, body: bytes, heads: dict[str, str], method: str = "POST"
    ) -> tuple[int, bytes]:
        """One request; the status and the body of its answer."""
        reader, writer = await self._line()
        lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", f"Content-Length: {len(body)}"]
        lines += [f"{name}: {value}" for name, value in heads.items()]
        try:
            writer.write(("\r\n".join(lines) + "\r\n\r\n").encode() + body)
            head = await reader.readuntil(b"\r\n\r\n")
            content = await self._body(reader, head.lower())
        except BaseException:
            writer.close()
            raise
        self.idle.append((time.perf_counter(), reader, writer))
        return int(head[9:12]), content

    async def _line(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        while self.idle:
            since, reader, writer = self.idle.pop()
            if time.perf_counter() - since < FRESH:
                return reader, writer
            writer.close()
        return await self._open()

    async def _open(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        return await asyncio.open_connection("127.0.0.1", self.port, limit=2**22)

    @staticmethod
    async def _body(reader: asyncio.StreamReader, head: bytes) -> bytes:
        length = re.search(rb"content-length: (\d+)", head)
        if length:
            return await reader.readexactly(int(length[1]))
        if b"transfer-encoding: chunked" not in head:
            return b""
        parts = []
        while size := int(await reader.readline(), 16):
            parts.append(await reader.readexactly(size))
            await reader.readexactly(2)
        await reader.readexactly(2)
        return b"".join(parts)

    def close(self) -> None:
        """Hang up."""
        for *_, writer in self.idle:
            writer.close()
        self.idle.clear()


class Stream:
    """One open page: everything that arrives is looked through for our messages."""

    def __init__(self, port: int, path: str, heads: dict[str, str], board: Board) -> None:
        self.port, self.path, self.heads, self.board = port, path, heads, board
        self.task: asyncio.Task[None] | None = None

    async def open(self) -> "Stream":
        """Connect, and wait until the stream has answered."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        lines = [f"GET {self.path} HTTP/1.1", "Host: 127.0.0.1", "Accept: text/event-stream"]
        lines += [f"{name}: {value}" for name, value in self.heads.items()]
        writer.write(("\r\n".join(lines) + "\r\n\r\n").encode())
        head = await reader.readuntil(b"\r\n\r\n")
        if b" 200 " not in head.split(b"\r\n", 1)[0]:
            raise ConnectionError(head.decode(errors="replace").split("\r\n", 1)[0])
        self.task = asyncio.create_task(self._read(reader, writer))
        return self

    async def _read(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while chunk := await reader.read(65536):
                self.board.saw(chunk)
        finally:
            writer.close()

    async def close(self) -> None:
        """Leave the page."""
        if self.task:
            self.task.cancel()
            await asyncio.gather(self.task, return_exceptions=True)
