"""Browser files out of memory, compressed once."""

from functools import lru_cache
from mimetypes import guess_type

import brotli
from fastapi import APIRouter, Request
from starlette.responses import Response

from app.kit.errors import NotFound
from app.web.assets import STATIC, content_of

COMPRESSED = {".css", ".js", ".svg", ".json", ".html", ".txt", ".webmanifest"}
YEAR = "public, max-age=31536000, immutable"

router = APIRouter()  # open to all, and kept out of the guards: these files are the same for everybody


@lru_cache(maxsize=512)
def _file(path: str) -> tuple[bytes, bytes | None, str]:
    try:
        target = (STATIC / path).resolve()
        there = path == "app.css" or (target.is_relative_to(STATIC) and target.is_file())
    except (OSError, ValueError):  # no file can be called this
        there = False
    if not there:
        raise NotFound
    content = content_of(path)
    small = brotli.compress(content, quality=11) if target.suffix in COMPRESSED else None
    return content, small, guess_type(path)[0] or "application/octet-stream"


@router.get("/static/{path:path}", name="static")
async def static(path: str, request: Request) -> Response:
    """One file. With its print in the address it never changes."""
    content, small, kind = _file(path)
    heads = {
        "cache-control": YEAR if request.query_params.get("v") else "no-cache",
        "vary": "Accept-Encoding",
    }
    if small is not None and "br" in request.headers.get("accept-encoding", ""):
        return Response(small, media_type=kind, headers=heads | {"content-encoding": "br"})
    return Response(content, media_type=kind, headers=heads)
