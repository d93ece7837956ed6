"""What is compared: each arm serves one conversation and sends into it."""

import asyncio
import os
import shutil
import socket
import subprocess
import time
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable
from pathlib import Path

from bench.messages.wire import Board

SERVER_CORE, LOAD_CORE = 0, 1
PATIENCE = 90.0


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def pinned(
    command: list[str], environment: dict[str, str] | None = None, **more: object
) -> subprocess.Popen[bytes]:
    """A server on its own core, quiet."""
    cores = (
        ["taskset", "-c", str(SERVER_CORE)] if shutil.which("taskset") and (os.cpu_count() or 1) > 1 else []
    )
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL} | more
    return subprocess.Popen([*cores, *command], env=os.environ | (environment or {}), **quiet)  # type: ignore[call-overload, no-any-return]


async def until(ready: Callable[[], Awaitable[bool]], what: str) -> None:
    """Wait until something answers."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            if await ready():
                return
        except OSError:
            pass
        await asyncio.sleep(0.1)
    raise TimeoutError(what)


class Arm(ABC):
    """One server, one conversation, some who read along."""

    name = ""
    most_readers = 200

    def __init__(self, folder: Path) -> None:
        self.folder = folder / self.name
        self.folder.mkdir(parents=True)
        self.board = Board()
        self.process: subprocess.Popen[bytes] | None = None

    @abstractmethod
    async def start(self) -> None:
        """Bring the server up, with everybody it will need."""

    @abstractmethod
    async def read_along(self, readers: int) -> None:
        """So many phones have the conversation open."""

    @abstractmethod
    async def say(self, words: str) -> bool:
        """Send one message; whether it was acknowledged."""

    @abstractmethod
    async def leave(self) -> None:
        """Everybody closes their page."""

    async def idle(self, streams: int) -> None:
        """So many other pages are open on which nothing happens."""
        raise NotImplementedError

    def memory_kb(self) -> int:
        """What the server holds, in KB."""
        if self.process is None:
            return 0
        for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS"):
                return int(line.split()[1])
        return 0

    def stop(self) -> None:
        """End the server."""
        if self.process:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
