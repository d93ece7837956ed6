"""The locks on who sees what, each with a planted breach that proves the test can fail."""

from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from fastapi import APIRouter, FastAPI
from sqlalchemy import ColumnElement, false
from sqlmodel import SQLModel
from starlette.routing import BaseRoute

from app.identity.viewer import Viewer
from app.kit import clock
from app.kit.record import Record
from app.web.routing import Guard
from tests.conftest import ClientOf, ViewerOf

# The tables that nobody looks at through a viewer, and why.
SILENT = {
    "job": "work for the worker",
    "receipt": "asked for by its own sender alone, before any viewer is asked",
    "query_pass": "who passed a question on, or was passed over, is told to nobody; rules ask it",
    "booking_pass": "who passed a booking on is told to nobody; rules ask it",
    "held_notice": "what waits for the morning is for the worker alone, and gone by then",
}
# The routes outside the guards, and why.
UNGUARDED = {
    "static": "browser files, the same for everybody",
    "live.events": "streams: raw ASGI, a door of its own that asks anew at each message (tests/live)",
}


def tables() -> list[type[Record]]:
    found: list[type[Record]] = []
    waiting = list(Record.__subclasses__())
    while waiting:
        table = waiting.pop()
        waiting += table.__subclasses__()
        if "__table__" in table.__dict__ or hasattr(table, "__table__"):
            found.append(table)
    return found


def walk(routes: Iterable[BaseRoute]) -> Iterator[Any]:
    """Every route the application really serves: included routers are not flattened since FastAPI 0.137."""
    for route in routes:
        inner = getattr(route, "original_router", None) or getattr(route, "app", None)
        if getattr(inner, "routes", None) is not None:
            yield from walk(inner.routes)  # type: ignore[union-attr]
        else:
            yield route


def guard_of(route: Any) -> Guard | None:
    return getattr(getattr(route, "endpoint", None), "guard", None)


def test_every_table_inherits_the_record() -> None:
    known = {str(table.__tablename__) for table in tables()}
    assert known == set(SQLModel.metadata.tables)


@pytest.mark.parametrize("table", tables(), ids=lambda table: str(table.__tablename__))
def test_every_table_says_whom_it_is_visible_to(table: type[Record], viewer_of: ViewerOf) -> None:
    viewer = viewer_of("caseworker")
    condition = table.visible_to(viewer)
    assert isinstance(condition, ColumnElement)
    silent = str(condition) == str(false())
    assert silent == (str(table.__tablename__) in SILENT)


def test_a_table_that_says_nothing_is_seen_by_nobody(viewer_of: ViewerOf) -> None:
    class Breach(Record):
        """A table whose author forgot."""

    with pytest.raises(NotImplementedError):
        Breach.visible_to(Viewer(session=None, now=clock.now()))  # type: ignore[arg-type]


def test_every_route_that_is_served_is_guarded(app: FastAPI) -> None:
    routes = list(walk(app.routes))
    assert len(routes) > 30, "the walk found next to nothing: it would pass on anything"
    open_ones = {route.name for route in routes if guard_of(route) is None}
    assert open_ones == set(UNGUARDED)


def test_a_route_made_past_the_guards_is_found() -> None:
    breach = APIRouter()

    @breach.get("/breach", name="breach")
    def endpoint() -> None:
        """Made by hand."""

    outer = FastAPI()
    outer.include_router(breach)
    assert "breach" in {route.name for route in walk(outer.routes) if guard_of(route) is None}


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/openapi.json"])
def test_no_page_lists_our_routes(client_of: ClientOf, path: str) -> None:
    assert client_of("").get(path).status_code == 404
