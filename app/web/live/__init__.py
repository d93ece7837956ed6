"""What is new is told at once: a verb publishes, those who have the page open get the same partial (SSE).

`publish` is remembered in the session and goes out after its commit, ids alone; a rollback forgets it. The bus brings it
to the process that holds the streams, whose hub asks the topic's handler what each open page is to be told.
"""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import lru_cache
from typing import Any

from starlette.routing import Route

from app.kit.settings import BadSettings, settings
from app.web.live.bus import Bus
from app.web.live.handlers import HOLDS, NOW, SIGN_INS, Handler, Waiting, as_if, handlers, on, still_signed_in
from app.web.live.hub import Hub
from app.web.live.postgres import Postgres
from app.web.live.publishing import News, heard_by, publish
from app.web.live.seats import Seat, said
from app.web.live.sockets import TAKEN, Socket
from app.web.live.stream import Stream

hub = Hub()


@lru_cache(maxsize=1)
def own_bus() -> Bus:
    """The bus of this process: what the database brings along."""
    it = settings()
    return Postgres(it.database) if it.database.startswith("postgresql") else Socket(it.data)


def _pass_on(news: list[News]) -> None:
    own_bus().tell(news)


heard_by[:] = [_pass_on]


@asynccontextmanager
async def lifespan(_app: Any) -> AsyncIterator[None]:
    """Listen to the bus as long as the application runs. Raises BadSettings for a second web process on SQLite."""
    own_bus().listen(hub.hear, hub.missed)
    try:
        yield
    finally:
        hub.close()
        own_bus().close()


def check_workers(wanted: str = "") -> None:
    """Raises BadSettings where several web processes would serve, without a bus that reaches them all."""
    wanted = wanted or os.environ.get("WEB_CONCURRENCY", "1")
    if wanted != "1" and not settings().database.startswith("postgresql"):
        msg = (
            "WEB_CONCURRENCY asks for several web processes, but on SQLite news reaches only one. "
            "Leave it at 1, or set SAMMEN_DATABASE_URL to PostgreSQL (docs/deploy.md)."
        )
        raise BadSettings(msg)
    bus = own_bus()
    if isinstance(bus, Socket) and bus.is_taken():
        raise BadSettings(TAKEN)


route = Route("/events", Stream(hub), methods=["GET"], name="live.events")

__all__ = [
    "HOLDS",
    "NOW",
    "SIGN_INS",
    "Handler",
    "News",
    "Seat",
    "Waiting",
    "as_if",
    "check_workers",
    "handlers",
    "hub",
    "lifespan",
    "on",
    "own_bus",
    "publish",
    "route",
    "said",
    "still_signed_in",
]
