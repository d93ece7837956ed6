"""The floor: bare Starlette, sqlite3 and an event stream of the same bytes. No accounts, no rules, no sealing."""

import asyncio
import os
import sqlite3
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Mount, Route

BUBBLE = os.environ["FLOOR_BUBBLE"]
base = sqlite3.connect(os.environ["FLOOR_DATABASE"], isolation_level=None, check_same_thread=False)
for pragma in ("journal_mode=WAL", "synchronous=FULL"):
    base.execute(f"PRAGMA {pragma}")
base.execute("CREATE TABLE IF NOT EXISTS message (seq INTEGER PRIMARY KEY, body TEXT)")
open_pages: set[asyncio.Queue[bytes]] = set()


async def say(request: Request) -> HTMLResponse:
    """Keep it, tell every open page, answer with the bubble."""
    words = (await request.body()).decode()
    seq = base.execute("INSERT INTO message (body) VALUES (?)", (words,)).lastrowid
    bubble = BUBBLE.replace("{words}", words)
    event = f"event: message\nid: {seq}\ndata: {bubble}\n\n".encode()
    for page in open_pages:
        page.put_nowait(event)
    return HTMLResponse(bubble)


async def events(scope: Any, _receive: Any, send: Any) -> None:
    """An open page, as bare ASGI."""
    if scope["type"] != "http":
        return
    heads = [(b"content-type", b"text/event-stream"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": 200, "headers": heads})
    await send({"type": "http.response.body", "body": b": here\n\n", "more_body": True})
    queue: asyncio.Queue[bytes] = asyncio.Queue()
    open_pages.add(queue)
    try:
        while True:
            await send({"type": "http.response.body", "body": await queue.get(), "more_body": True})
    finally:
        open_pages.discard(queue)


app = Starlette(routes=[Route("/say", say, methods=["POST"]), Mount("/events", events)])

if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=int(os.environ["PORT"]), log_level="error", access_log=False)
