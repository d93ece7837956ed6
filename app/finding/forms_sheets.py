"""What may be posted about sheets of families."""

from typing import Annotated
from uuid import UUID

from pydantic import BeforeValidator

from app.web.forms import Form, Posted
from app.web.i18n import gettext as _


class SheetForm(Form):
    """A file of families, for one of the viewer's organisations."""

    organisation: Annotated[UUID | None, BeforeValidator(lambda value: value or None)] = None


class BringForm(Form):
    """A button and nothing else."""


def file_of(posted: Posted[SheetForm]) -> bytes:
    """What was chosen; says on the form that nothing was."""
    files = posted.files.get("file", [])
    if not files:
        posted.refuse("file", _("Choose a file first."))
        return b""
    content: bytes = files[0].content  # type: ignore[attr-defined]
    return content
