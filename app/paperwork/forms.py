"""What may be posted about paperwork."""

from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from app.paperwork.kinds import OWNERS, State
from app.web.forms import Day, Form, Text

MOST_WORDS = 500  # letters


class PlanForm(Form):
    """Whose it is, and by when; an empty day is none."""

    owner: Literal[OWNERS]  # type: ignore[valid-type]
    due: Day | None = None

    @model_validator(mode="before")
    @classmethod
    def no_day_is_none(cls, posted: Any) -> Any:
        """An empty day is none."""
        return {name: value for name, value in posted.items() if name != "due" or value}


class MoveForm(Form):
    """How far it has come, with a few words."""

    state: State
    note: Annotated[Text, Field(max_length=MOST_WORDS)] = ""
