"""What may be posted about a handover and an absence. Words for one youth of many stand in fields with their id."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from app.handover.wishes import WISHES
from app.web.forms import Day, Form, NeededText, Text

MOST_AT_ONCE = 100
MOST_WORDS = 2000  # letters


class GivingForm(Form):
    """To whom and from which day; the words of each stand in open-ID and agreed-ID."""

    youth: Annotated[list[UUID], Field(min_length=1, max_length=MOST_AT_ONCE)]
    account_id: UUID
    day: Day


class WordsForm(Form):
    """What goes along for one youth."""

    open: Annotated[NeededText, Field(max_length=MOST_WORDS)]
    agreed: Annotated[Text, Field(max_length=MOST_WORDS)] = ""


class NextForm(Form):
    """What the youth wants the next one to know."""

    wishes: list[Literal[tuple(WISHES)]] = []  # type: ignore[valid-type]
    words: Annotated[Text, Field(max_length=MOST_WORDS)] = ""


class SureForm(Form):
    """A step taken by somebody who is sure."""

    sure: Literal["yes"]


class AwayForm(Form):
    """The days, and who stands in for all; another for one youth stands in who-ID."""

    first_day: Day
    last_day: Day
    account_id: UUID | Literal[""] = ""
