"""Guarded routers: the only way to make a route. Around each endpoint, in its own thread: session, viewer, commit."""

import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Depends
from fastapi.routing import APIRoute
from sqlmodel import Session
from starlette.responses import RedirectResponse, Response

from app.identity.policy import STAFF, Role
from app.identity.sessions import SignedIn, found, touch
from app.identity.viewer import Viewer, outsider, signed_in_viewer
from app.kit import clock
from app.kit.db import transaction
from app.kit.errors import NotFound
from app.web import i18n, receipts
from app.web.asking import asking

current: ContextVar[Viewer | None] = ContextVar("current", default=None)


@dataclass(frozen=True, slots=True)
class Guard:
    """Who passes: anybody, anybody signed in, or holders of these roles."""

    public: bool = False
    roles: frozenset[Role] = frozenset()


class Answer(Exception):
    """Stop here, roll back, and answer this: a form that is shown again."""

    def __init__(self, response: Response) -> None:
        super().__init__()
        self.response = response


async def _stand_in() -> None:
    """Keeps FastAPI content; the guard puts the viewer in place."""


CurrentViewer = Annotated[Viewer, Depends(_stand_in)]


@contextmanager
def looking() -> Iterator[Viewer]:
    """The viewer of this request, in the transaction of this request."""
    ask = asking.get()
    now = clock.now()
    writes = ask.method not in {"GET", "HEAD"}
    with transaction(writes=writes) as session:
        signed_in = found(session, ask.token, now)
        fresh = signed_in is None or not signed_in.stale
        # A youth reading their own pages writes nothing.
        if fresh and (writes or signed_in is None or signed_in.only_youth):
            with _seeing(session, signed_in, now) as viewer:
                yield viewer
            return
    if signed_in and signed_in.stale:
        touch(signed_in, now)
    # Everybody else leaves a line where they look, so takes the write lock first.
    with (
        transaction(writes=writes or not (signed_in and signed_in.only_youth)) as session,
        _seeing(session, found(session, ask.token, now), now) as viewer,
    ):
        yield viewer


@contextmanager
def _seeing(session: Session, signed_in: SignedIn | None, now: datetime) -> Iterator[Viewer]:
    viewer = (
        signed_in_viewer(session, signed_in, now)
        if signed_in
        else outsider(session, now, i18n.language.get().code)
    )
    token = current.set(viewer)
    try:
        yield viewer
    finally:
        current.reset(token)


def _turn_away(guard: Guard, viewer: Viewer) -> Response | None:
    """Where to send somebody who doesn't pass; NotFound for a role that isn't theirs.

    A script is told 401: to it a redirect to the sign-in page would look as if all went well. So is an outbox
    whose owner isn't the one who is signed in: what one person wrote never goes out in another's name.
    """
    ask = asking.get()
    if ask.sender and ask.sender != str(viewer.account_id):
        return Response(status_code=401)
    if guard.public:
        return None
    if viewer.account_id is None:
        if ask.for_script:
            return Response(status_code=401)
        here = quote(ask.path) if ask.method == "GET" else ""
        return RedirectResponse(
            f"/sign-in?next={here}" if here not in {"", "/"} else "/sign-in", status_code=303
        )
    if guard.roles and viewer.roles.isdisjoint(guard.roles):
        raise NotFound
    return None


def _told(response: Any) -> Any:
    """An outbox is told where its post led to (Location), without being sent there to fetch a page nobody sees."""
    if asking.get().sender and isinstance(response, RedirectResponse):
        response.status_code = 200
    return response


def guarded(endpoint: Callable[..., Any], guard: Guard) -> Callable[..., Any]:
    """The endpoint with the viewer put in place, in one transaction that is committed before the answer leaves."""
    if hasattr(endpoint, "guard"):
        return endpoint
    takes_viewer = "viewer" in inspect.signature(endpoint).parameters

    def answer(values: dict[str, Any]) -> Any:
        with looking() as viewer:
            away = _turn_away(guard, viewer)
            if away is not None:
                return away
            if takes_viewer:
                values["viewer"] = viewer
            once = receipts.wanted(values)
            seen = receipts.seen(viewer, once)
            if seen:
                return RedirectResponse(seen, status_code=303)
            response = endpoint(**values)
            receipts.keep(viewer, once, response)
            return response

    @wraps(endpoint)
    def run(**values: Any) -> Any:
        try:
            try:
                return _told(answer(values))
            except receipts.Twin:
                return _told(answer(values))
        except Answer as stopped:
            return stopped.response

    run.guard = guard  # type: ignore[attr-defined]
    return run


def _router(prefix: str, guard: Guard) -> APIRouter:
    class GuardedRoute(APIRoute):
        """A route whose endpoint stands behind the guard of its router."""

        def __init__(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
            super().__init__(path, guarded(endpoint, guard), **options)

    return APIRouter(prefix=prefix, route_class=GuardedRoute, default_response_class=Response)


def public_router(prefix: str = "") -> APIRouter:
    """Routes for anybody, signed in or not."""
    return _router(prefix, Guard(public=True))


def member_router(prefix: str, *roles: Role) -> APIRouter:
    """Routes for those signed in; with roles, for holders of one of them. For the others they don't exist."""
    return _router(prefix, Guard(roles=frozenset(roles)))


def staff_router(prefix: str, *roles: Role) -> APIRouter:
    """Routes for professionals, all or those with one of these roles."""
    return _router(prefix, Guard(roles=frozenset(roles) or STAFF))
