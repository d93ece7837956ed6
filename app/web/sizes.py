"""How big a post may be. Starlette's own limit answers in English alone, so this one stands in its place."""

from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.web.pages import page

DRAINED = (
    4  # times the limit: so much is read and thrown away, since a browser listens only after it has sent
)


class SizeMiddleware:
    """Turns away what is too big with a page in the reader's language (413)."""

    def __init__(self, app: ASGIApp, *, most: int) -> None:
        self.app = app
        self.most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Believe the length a request tells; count where it tells none."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        told = Headers(scope=scope).get("content-length", "")
        length = int(told) if told.isdecimal() and len(told) < len(str(self.most)) * 2 else 0
        if length > self.most:
            await self._drain(length, receive)
            await page("errors/too_big.html", status=413)(scope, receive, send)
            return
        total = 0

        async def counted() -> Message:
            nonlocal total
            message = await receive()
            total += len(message.get("body", b""))
            if total > self.most:
                raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            return message

        await self.app(scope, counted, send)

    async def _drain(self, length: int, receive: Receive) -> None:
        more = length <= self.most * DRAINED
        while more:
            more = (await receive()).get("more_body", False)
