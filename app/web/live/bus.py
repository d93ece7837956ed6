"""The bus: how news of other processes reaches the one that holds the streams. Ids alone travel, never words."""

import json
import logging
import os
import select
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

import psycopg
from sqlalchemy import make_url

from app.kit.settings import BadSettings
from app.web.live.publishing import News

CHANNEL = "sammen_live"
MOST_BYTES = 7900  # PostgreSQL takes less than 8000
NAME = "live.sock"
LONGEST_PATH = 100
AGAIN = 2.0
TAKEN = (
    "Another process already serves this data folder. On SQLite there is one web process; "
    "for several, set SAMMEN_DATABASE_URL to PostgreSQL (docs/deploy.md)."
)

log = logging.getLogger("sammen")

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


class Postgres:
    """PostgreSQL LISTEN/NOTIFY over connections of its own: a pooler between would lose them."""

    def __init__(self, url: str) -> None:
        self.url = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
        self.mouth: psycopg.Connection | None = None
        self.lock = threading.Lock()
        self.over = threading.Event()
        self.thread: threading.Thread | None = None

    def tell(self, news: list[News]) -> None:
        """To all processes, this one too."""
        with self.lock:
            for attempt in (1, 2):
                try:
                    if self.mouth is None or self.mouth.closed:
                        self.mouth = psycopg.connect(self.url, autocommit=True, connect_timeout=2)
                    for part in packed(news):
                        self.mouth.execute("SELECT pg_notify(%s, %s)", (CHANNEL, part.decode()))
                except psycopg.Error as error:
                    if self.mouth:
                        self.mouth.close()
                    if attempt > 1:
                        log.error("live: %s", type(error).__name__)  # noqa: TRY400  a kind, no data
                else:
                    return

    def listen(self, hear: Hear, missed: Callable[[], None]) -> None:
        """From now on, on a thread of its own; after a broken line some may be missing."""
        self.over.clear()
        ready = threading.Event()
        self.thread = threading.Thread(target=self._run, args=(hear, missed, ready), daemon=True, name="live")
        self.thread.start()
        ready.wait(5)

    def _run(self, hear: Hear, missed: Callable[[], None], ready: threading.Event) -> None:
        before = False
        while not self.over.is_set():
            try:
                with psycopg.connect(self.url, autocommit=True, connect_timeout=5) as ear:
                    ear.execute(f"LISTEN {CHANNEL}")
                    ready.set()
                    if before:
                        missed()
                    before = True
                    while not self.over.is_set():
                        for note in ear.notifies(timeout=0.5):
                            hear(unpacked(note.payload))
            except psycopg.Error as error:
                log.error("live: %s", type(error).__name__)  # noqa: TRY400  a kind, no data
                self.over.wait(AGAIN)

    def close(self) -> None:
        """Stop listening."""
        self.over.set()
        if self.thread:
            self.thread.join(2)
            self.thread = None
        if self.mouth:
            self.mouth.close()
