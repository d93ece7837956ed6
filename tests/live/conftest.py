"""Streams driven through the application itself, without a server and without waiting."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine, text

from app.identity import sessions
from app.kit import db
from app.web import live
from app.web.live import bus as buses
from tests.cast import id_of


@dataclass
class Page:
    """A page with its stream: what came over the line, and when it ended."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    text: str = ""
    over: bool = False
    begun: asyncio.Event = field(default_factory=asyncio.Event)
    gone: asyncio.Event = field(default_factory=asyncio.Event)
    blocked: asyncio.Event | None = None
    task: Any = None

    async def send(self, message: MutableMapping[str, Any]) -> None:
        """What the server writes."""
        if self.blocked:
            await self.blocked.wait()
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.begun.set()
            self.headers = {k.decode().lower(): v.decode() for k, v in message["headers"]}
            return
        self.text += message.get("body", b"").decode()
        if not message.get("more_body"):
            self.over = True
            self.gone.set()

    async def receive(self) -> dict[str, Any]:
        """What the server hears: nothing, until the page is closed."""
        await self.gone.wait()
        return {"type": "http.disconnect"}

    @property
    def events(self) -> list[tuple[str, str, str]]:
        """(event, id, data) of all that came."""
        found = []
        for block in self.text.split("\n\n"):
            lines = [line.partition(": ") for line in block.split("\n")]
            values = {name: value for name, _c, value in lines if name in {"event", "id"}}
            if "event" in values:
                data = "\n".join(value for name, _c, value in lines if name == "data")
                found.append((values["event"], values.get("id", ""), data))
        return found

    def of(self, event: str) -> list[tuple[str, str]]:
        """(id, data) of one kind of event."""
        return [(number, data) for name, number, data in self.events if name == event]


class House:
    """The application with its hub, in one loop; requests run in it too, each in a thread."""

    def __init__(self, app: FastAPI) -> None:
        self.app = app
        self.pages: list[Page] = []

    def token(self, slug: str) -> str:
        """A sign-in of somebody."""
        with db.transaction() as session:
            return sessions.start(session, id_of(slug))

    async def open(
        self, slug: str, address: str, *, token: str = "", language: str = "en", **headers: str
    ) -> Page:
        """Open a page's stream, and wait until all has been told that is to be told."""
        page = Page()
        token = token or (self.token(slug) if slug else "")
        path, _q, query = address.partition("?")
        heads = {"cookie": f"sammen_session={token}; sammen_language={language}", "host": "localhost"}
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": "GET",
            "scheme": "http",
            "path": path,
            "raw_path": path.encode(),
            "root_path": "",
            "query_string": query.encode(),
            "headers": [(k.replace("_", "-").encode(), v.encode()) for k, v in (heads | headers).items()],
            "client": ("127.0.0.1", 1),
            "server": ("localhost", 80),
            "state": {},
        }
        page.task = asyncio.create_task(self.app(scope, page.receive, page.send))
        self.pages.append(page)
        await page.begun.wait()
        await self.calm()
        return page

    async def calm(self) -> None:
        """Until nothing is under way any more but what waits for a slow line."""
        for _ in range(3):
            await asyncio.sleep(0)
        slow = any(page.blocked and not page.blocked.is_set() for page in self.pages)
        while live.hub.lanes or (live.hub.tasks and not slow):
            await asyncio.wait(set(live.hub.tasks), timeout=0.01)

    async def do(self, work: Callable[[], Any]) -> Any:
        """Do something as a request would, then wait until it is told."""
        answer = await asyncio.to_thread(work)
        await self.calm()
        return answer

    async def close(self) -> None:
        """Close all pages."""
        for page in self.pages:
            if page.blocked:
                page.blocked.set()
            page.gone.set()
        await asyncio.gather(*(page.task for page in self.pages))
        await self.calm()


@pytest.fixture(params=["sqlite", "postgres"])
def own_engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A copy of the filled database: streams look from threads of their own, which no test's transaction can serve."""
    filled: Engine = request.getfixturevalue(f"{request.param}_engine")
    if request.param == "sqlite":
        path = tmp_path / "cast.db"
        with closing(sqlite3.connect(str(filled.url.database))) as old, closing(sqlite3.connect(path)) as new:
            old.backup(new)
        url = f"sqlite:///{path}"
    else:
        name = f"live_{uuid4().hex[:12]}"
        filled.dispose()  # a template is copied only while nobody is in it
        admin = db.make_engine(filled.url.set(database="postgres").render_as_string(hide_password=False))
        with admin.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
            connection.execute(text(f'CREATE DATABASE "{name}" TEMPLATE "{filled.url.database}"'))
        admin.dispose()
        url = filled.url.set(database=name).render_as_string(hide_password=False)
    engine = db.make_engine(url)
    db.borrowed.append(engine)
    yield engine
    db.borrowed.pop()
    engine.dispose()


Run = Callable[[Callable[[House], Awaitable[None]]], None]


@pytest.fixture
def house(app: FastAPI, own_engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Run:
    """`house(story)` runs a coroutine that gets the House."""
    ear = buses.InProcess()
    ear.listen(live.hub.hear, live.hub.missed)
    monkeypatch.setattr(live, "own_bus", lambda: ear)
    monkeypatch.setattr(live.hub, "every", 0)

    def run(story: Callable[[House], Awaitable[None]]) -> None:
        async def whole() -> None:
            house = House(app)
            try:
                await story(house)
            finally:
                await house.close()

        asyncio.run(whole())

    return run
