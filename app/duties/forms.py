"""What may be posted about who does what."""

from typing import Annotated, Any

from pydantic import Field, model_validator

from app.duties.topics import ROLES, Part, Parts
from app.identity.policy import Role
from app.web.forms import Form, Text

MOST_WORDS = 500  # letters
Choice = Part | None


class DutyForm(Form):
    """The part of each role; empty is none."""

    youth: Choice = None
    mfi: Choice = None
    caseworker: Choice = None
    contact: Choice = None
    host: Choice = None
    supervisor: Choice = None
    friend: Choice = None
    why: Annotated[Text, Field(max_length=MOST_WORDS)] = ""

    @model_validator(mode="before")
    @classmethod
    def none_is_empty(cls, posted: Any) -> Any:
        """An empty choice is none."""
        return {name: value for name, value in posted.items() if value != "" or name == "why"}

    @property
    def parts(self) -> Parts:
        """As it is kept."""
        chosen: dict[Role, Part | None] = {role: getattr(self, role.value) for role in ROLES}
        return {role: part for role, part in chosen.items() if part}
