"""The bus on PostgreSQL: every process hears what any of them commits."""

import logging
import threading
from collections.abc import Callable

import psycopg
from sqlalchemy import make_url

from app.web.live.bus import Hear, packed, unpacked
from app.web.live.publishing import News

CHANNEL = "sammen_live"
AGAIN = 2.0

log = logging.getLogger("sammen")


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
