"""The bus beside SQLite: workers wake the one web process over a socket in the data folder."""

import os
import select
import socket
import threading
from collections.abc import Callable
from pathlib import Path

from app.kit.settings import BadSettings
from app.web.live.bus import Hear, InProcess, packed, unpacked
from app.web.live.publishing import News

NAME = "live.sock"
LONGEST_PATH = 100
TAKEN = (
    "Another process already serves this data folder. On SQLite there is one web process; "
    "for several, set SAMMEN_DATABASE_URL to PostgreSQL (docs/deploy.md)."
)


class Socket(InProcess):
    """Beside SQLite: the one web process listens at a socket in the data folder, workers call there."""

    def __init__(self, data: Path) -> None:
        super().__init__()
        self.path = data / NAME
        self.ear: socket.socket | None = None
        self.over = threading.Event()

    def tell(self, news: list[News]) -> None:
        """Straight on in the web process; from a worker over the socket."""
        if self.hear:
            self.hear(news)
            return
        try:
            with _reachable(self.path) as address, socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as mouth:
                mouth.settimeout(1)
                for part in packed(news):
                    mouth.sendto(part, address)
        except OSError:
            pass  # nobody serves just now, so nobody has a page open

    def listen(self, hear: Hear, _missed: Callable[[], None]) -> None:
        """Take the socket. Raises BadSettings when another web process has it."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        ear = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        with _reachable(self.path) as address:
            if self.is_taken():
                ear.close()
                raise BadSettings(TAKEN)
            self.path.unlink(missing_ok=True)
            ear.bind(address)
        self.path.chmod(0o600)
        self.ear, self.hear = ear, hear
        self.over.clear()
        threading.Thread(target=self._listen, args=(ear, hear), daemon=True, name="live").start()

    def is_taken(self) -> bool:
        """Whether a web process listens there already; what a killed one left behind doesn't count."""
        if not self.path.exists():
            return False
        with _reachable(self.path) as address, socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as probe:
            try:
                probe.connect(address)
            except OSError:
                return False
            return True

    def _listen(self, ear: socket.socket, hear: Hear) -> None:
        while not self.over.is_set():
            ready, _w, _x = select.select([ear], [], [], 0.5)
            if ready:
                try:
                    news = unpacked(ear.recv(65536))
                except OSError:
                    return
                if news:
                    hear(news)
        ear.close()

    def close(self) -> None:
        """Stop listening and take the socket away."""
        if self.ear:
            self.over.set()
            self.path.unlink(missing_ok=True)
            self.ear = None
        super().close()


class _reachable:  # noqa: N801  reads like a function
    """An address of the socket that is short enough (108 bytes), however deep the folder lies."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.folder: int | None = None

    def __enter__(self) -> str:
        if len(os.fsencode(self.path)) <= LONGEST_PATH:
            return str(self.path)
        self.folder = os.open(self.path.parent, os.O_RDONLY)
        return f"/proc/self/fd/{self.folder}/{self.path.name}"

    def __exit__(self, *_error: object) -> None:
        if self.folder is not None:
            os.close(self.folder)
