"""GET /events: the one door of the streams. Raw ASGI, so that an idle stream costs no task but its own."""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qs
from uuid import UUID

from sqlmodel import select
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from app.identity.sessions import SignIn, resolve
from app.identity.viewer import load_viewer
from app.kit import clock
from app.kit.db import transaction
from app.kit.errors import NotFound
from app.web import i18n
from app.web.asking import asking
from app.web.live.handlers import handlers
from app.web.live.hub import Full, Hub
from app.web.live.seats import END, RESYNC, Manner, Seat
from app.web.security import is_foreign

RETRY = 3000  # milliseconds, for browsers that come back by themselves
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
]


@dataclass(frozen=True, slots=True)
class Admitted:
    """Somebody whose stream may begin."""

    account_id: UUID
    sign_in_id: UUID
    ends_at: datetime
    language: str
    topics: tuple[str, ...]
    reached: int | None


class Stream:
    """The endpoint."""

    def __init__(self, hub: Hub) -> None:
        self.hub = hub

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let in or turn away; then wait until the page is closed. What is told is written by the hub."""
        seat = await self.seat(scope, receive, send)  # all that was needed for it is forgotten while it waits
        if seat is None:
            return
        try:
            await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
            await send({"type": "http.response.body", "body": b"retry: %d\n\n" % RETRY, "more_body": True})
            seat.writing = False
            self.hub.put(seat, [])
            while (await receive())["type"] != "http.disconnect":
                pass
        finally:
            self.hub.leave(seat)

    async def seat(self, scope: Scope, receive: Receive, send: Send) -> Seat | None:
        """A place for whoever asks, or an answer that says why not."""
        heads = Headers(scope=scope)
        if is_foreign(heads, scope):
            await PlainTextResponse("", 403)(scope, receive, send)
            return None
        query = parse_qs(scope["query_string"].decode("latin-1"))
        asked = {name: values[0] for name, values in query.items()}
        after = heads.get("last-event-id") or asked.get("after", "")
        admitted = await asyncio.to_thread(admit, asked.get("conversation", ""), after, "queue" in asked)
        if isinstance(admitted, int):
            await PlainTextResponse("", admitted)(scope, receive, send)
            return None
        seat = Seat(
            account_id=admitted.account_id,
            sign_in_id=admitted.sign_in_id,
            ends_at=admitted.ends_at,
            manner=manner(admitted.language),
            topics=admitted.topics,
            send=send,
            reached=admitted.reached or 0,
            resumes="last-event-id" in heads or "again" in asked,
            writing=True,  # nothing is written before the head is out
        )
        try:
            self.hub.sit(seat)
        except Full as full:
            answer = PlainTextResponse("", 429 if full.of_one else 503, headers={"retry-after": "30"})
            await answer(scope, receive, send)
            return None
        if admitted.reached is None:
            self.hub.put(seat, [RESYNC, END])
        return seat


@lru_cache(maxsize=64)
def _manner(*how: Any) -> Manner:
    return Manner(*how)


def manner(own_code: str) -> Manner:
    """How this request's page is written."""
    return _manner(
        i18n.language.get().code,
        own_code,
        i18n.with_danish.get(),
        i18n.original_first.get(),
        asking.get().secure,
    )


def admit(conversation: str, after: str, queue: bool) -> Admitted | int:  # noqa: FBT001  what the address says
    """Who asks, and whether they may listen to all they ask for; else the status to turn them away with."""
    ask, now = asking.get(), clock.now()
    signed_in = resolve(ask.token, now) if ask.token else None
    if signed_in is None:
        return 401
    topics = [f"account:{signed_in.account_id}"]
    if conversation:
        topics.insert(0, f"conversation:{conversation.lower()}")
    if queue:
        topics.append("queue")
    reached: int | None = 0
    with transaction(writes=False) as session:
        viewer = load_viewer(session, signed_in.account_id, now)
        viewer.sign_in_id, viewer.device_id = signed_in.id, signed_in.device_id
        row = session.exec(select(SignIn).where(SignIn.id == signed_in.id)).first()
        if row is None or viewer.account_id is None:
            return 401
        try:
            for topic in topics:
                kind, _colon, of = topic.partition(":")
                if kind not in handlers:
                    return 404
                number = handlers[kind].admit(viewer, of, after)
                reached = number if kind == "conversation" else reached
        except NotFound:
            return 404
        return Admitted(
            signed_in.account_id,
            signed_in.id,
            min(row.idle_until, row.ends_at),
            viewer.language,
            tuple(topics),
            reached,
        )
