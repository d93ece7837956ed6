"""Addresses of files, and the bytes behind them.

An address carries until when it holds, and a proof that it was made for this account (decision 6). The viewer is asked
each time all the same: who lost access gets nothing, whatever address they kept.
"""

import hashlib
import hmac
import re
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any
from uuid import UUID

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from app.kit import clock, storage
from app.kit.crypto import digest
from app.kit.errors import NotFound, Unavailable
from app.messaging.voice import TROUBLES
from app.web.environment import environment, url_for
from app.web.pages import page
from app.web.routing import current

WINDOW = 15 * 60  # seconds; an address holds for one to two of them, the same for all asked for in one
SMALL = "small"
RANGE = re.compile("bytes=([0-9]{0,15})-([0-9]{0,15})")


def address(attachment_id: UUID, size: str = "") -> str:
    """The address of a file for whoever looks now; without a viewer the lasting one, which leads to it."""
    viewer = current.get()
    if viewer is None or viewer.account_id is None:
        return lasting(attachment_id, size)
    until = (int(viewer.now.timestamp()) // WINDOW + 2) * WINDOW
    proof = _proof(attachment_id, size, viewer.account_id, until)
    wanted = f"size={size}&" if size else ""
    return f"{url_for('attachments.show', attachment_id=attachment_id)}?{wanted}until={until}&proof={proof}"


def lasting(attachment_id: UUID, size: str = "") -> str:
    """The address that never ends: it answers with the one for now."""
    path = url_for("attachments.show", attachment_id=attachment_id)
    return f"{path}?size={size}" if size else path


def holds(
    attachment_id: UUID, size: str, account_id: UUID | None, until: str, proof: str, now: datetime
) -> bool:
    """Whether an address still holds. Raises NotFound when it was made for somebody else, or by somebody else."""
    if account_id is None or not until.isascii() or not until.isdigit() or len(until) > 12:  # noqa: PLR2004
        raise NotFound
    if not hmac.compare_digest(proof.encode(), _proof(attachment_id, size, account_id, int(until)).encode()):
        raise NotFound
    return now.timestamp() < int(until)


def _proof(attachment_id: UUID, size: str, account_id: UUID, until: int) -> str:
    return digest(f"file {attachment_id} {size} {account_id} {until}")[:32]


@dataclass(frozen=True, slots=True)
class Wanted:
    """The file to send: its key in the store, and what it is."""

    key: UUID
    media_type: str
    name: str


class FileResponse(Response):
    """A file out of the store: fetched when the transaction is over, whole or the part that was asked for (RFC 9110, 14).

    The phone may keep it, and asks each time whether it may still show it.
    """

    def __init__(self, wanted: Wanted) -> None:
        self.wanted = wanted
        super().__init__(
            media_type=wanted.media_type,
            headers={
                "accept-ranges": "bytes",
                "cache-control": "private, no-cache",
                "etag": f'"{hashlib.sha256(wanted.key.bytes).hexdigest()[:24]}"',
                "content-disposition": f'inline; filename="{wanted.name}"',
                "content-security-policy": "default-src 'none'; sandbox",
                "x-content-type-options": "nosniff",
            },
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Fetch and send."""
        heads = Headers(scope=scope)
        if self.headers["etag"] in heads.get("if-none-match", "").replace("W/", "").split(", "):
            await self._answer(HTTPStatus.NOT_MODIFIED, b"")(scope, receive, send)
            return
        try:
            content = await run_in_threadpool(storage.fetch, self.wanted.key)
        except NotFound:
            await page("errors/not_found.html", status=404)(scope, receive, send)
            return
        except Unavailable:
            await page("errors/later.html", status=503)(scope, receive, send)
            return
        asked = (
            heads.get("range", "")
            if heads.get("if-range", self.headers["etag"]) == self.headers["etag"]
            else ""
        )
        await self._part(content, asked)(scope, receive, send)

    def _part(self, content: bytes, asked: str) -> Response:
        """All of it, or one range; several at once, or what makes no sense, are answered with all."""
        wish = RANGE.fullmatch(asked)
        first, last = wish.groups() if wish else ("", "")
        backwards = first and last and int(last) < int(first)
        if not (first or last) or backwards:
            return self._answer(HTTPStatus.OK, content)
        start = int(first) if first else max(0, len(content) - int(last))
        end = min(int(last), len(content) - 1) if first and last else len(content) - 1
        if start >= len(content) or (not first and int(last) == 0):
            answer = self._answer(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, b"")
            answer.headers["content-range"] = f"bytes */{len(content)}"
            return answer
        answer = self._answer(HTTPStatus.PARTIAL_CONTENT, content[start : end + 1])
        answer.headers["content-range"] = f"bytes {start}-{end}/{len(content)}"
        return answer

    def _answer(self, status: HTTPStatus, content: bytes) -> Response:
        kept = {name: value for name, value in self.headers.items() if name != "content-length"}
        return Response(content, status_code=status, headers=kept)


def wave(letters: str) -> str:
    """The loudness of a recording as the path of a drawing: 64 strokes, 4 apart, around the middle of 32."""
    strokes = []
    for n, letter in enumerate(letters[:64]):
        half = 1 + round(13 * (ord(letter) - 97) / 25)
        strokes.append(f"M{n * 4 + 2} {16 - half}v{2 * half}")
    return "".join(strokes)


def length(milliseconds: int) -> str:
    """How long it takes: minutes and seconds."""
    minutes, seconds = divmod(max(1, round(milliseconds / 1000)), 60)
    return f"{minutes}:{seconds:02}"


def named(attachment: Any) -> str:
    """What a file is called when somebody saves it: what it is and the day, nobody's name."""
    kind, end = ("voice", "m4a") if attachment.media_type.startswith("audio/") else ("photo", "jpg")
    return f"{kind}-{attachment.created_at.astimezone(clock.COPENHAGEN):%Y%m%d}.{end}"


environment().globals |= {"file_address": address, "voice_trouble": TROUBLES.__getitem__}
environment().filters |= {"wave": wave, "length_of": length}
