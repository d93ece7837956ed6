"""The bodies of posts, as they come from anybody."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus

from fastapi import Request
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException

MOST_FILES, MOST_FIELDS = 12, 200
TOO_MUCH = ("exceeded", "Too many")  # Starlette's words where one of its limits is passed


@asynccontextmanager
async def form_of(request: Request) -> AsyncIterator[FormData]:
    """What was posted. A body that can't be read is told as too big (413) or as wrong (400), never as our fault."""
    try:
        form = await request.form(max_files=MOST_FILES, max_fields=MOST_FIELDS)
    except HTTPException as error:
        too_much = any(words in error.detail for words in TOO_MUCH)
        raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE if too_much else error.status_code) from error
    except ValueError as error:  # it says it is in an encoding that isn't one of text
        raise HTTPException(HTTPStatus.BAD_REQUEST) from error
    try:
        yield form
    finally:
        await form.close()


def whole(text: str) -> str:
    """A text without halves of characters, which can't be shown or kept."""
    return text.encode("utf-8", "replace").decode()
