"""The same fields for each of several, in one form: named NAME-ID."""

from collections.abc import Iterable
from typing import Any, TypeVar
from uuid import UUID

from pydantic import BaseModel, ValidationError

from app.web.forms import Posted, messages_of

F = TypeVar("F", bound=BaseModel)


def ids_in(posted: Posted[Any], name: str) -> list[UUID]:
    """For whom something was written in a field."""
    found = []
    for key in posted.words:
        try:
            found += [UUID(key.removeprefix(f"{name}-"))] if key.startswith(f"{name}-") else []
        except ValueError:
            continue
    return found


def of_each(posted: Posted[Any], model: type[F], ids: Iterable[UUID]) -> dict[UUID, F]:
    """What was written for each of several, in fields named NAME-ID. What isn't right is an error of that field."""
    found = {}
    for row_id in ids:
        plain = {name: posted.raw(f"{name}-{row_id}") for name in model.model_fields}
        try:
            found[row_id] = model.model_validate(plain)
        except ValidationError as error:
            for name, text in messages_of(error):
                posted.refuse(f"{name}-{row_id}", text)
    return found
