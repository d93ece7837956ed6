"""What may be posted about bookings."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, field_validator

from app.bookings.kinds import LENGTHS, Purpose, Venue
from app.meetups.forms import TimesForm
from app.web.forms import Day, Digits, Form, Line, Needed, Text, problem
from app.web.i18n import N_

MOST_WORDS = 500  # letters
MOST_MINUTES = 12 * 60
Words = Annotated[Text, StringConstraints(max_length=MOST_WORDS)]


def _number(text: object) -> object:
    return int(text) if isinstance(text, str) and text.isascii() and text.isdigit() else text


Length = Annotated[Literal[LENGTHS], BeforeValidator(_number)]  # type: ignore[valid-type]


class LengthForm(Form):
    """How long, and a few words."""

    minutes: Length = 60
    words: Words = ""


class AskForm(TimesForm, LengthForm):
    """What it is, where, when; one time."""

    purpose: Purpose | None = Field(default=None, validate_default=True)
    venue: Venue = Venue.HOME
    address: Line = ""

    @field_validator("purpose", mode="before")
    @classmethod
    def _chosen(cls, value: Any) -> str:
        """One of the pictures; a meetup has a page of its own."""
        if value not in set(Purpose) - {Purpose.MEETUP}:
            raise problem(N_("Choose what the meeting is."))
        return str(value)


class ChoiceForm(Form):
    """One of the times that were offered."""

    time: str = ""


class OffForm(Form):
    """Calling off, with a few words."""

    words: Words = ""


def _whole(text: str) -> str:
    if not text.isdecimal() or not 0 < int(text) <= MOST_MINUTES:
        raise problem(N_("Write how many minutes: between 1 and 720."))
    return text


class NoteForm(Form):
    """How long it took."""

    minutes: Annotated[Digits, StringConstraints(max_length=9), AfterValidator(_whole)]


class GrantForm(Form):
    """So much a week from a day on, and why."""

    weekly: Annotated[Literal[tuple(range(0, 601, 30))], BeforeValidator(_number)]  # type: ignore[valid-type]
    starts_on: Day
    reason: Annotated[Needed, StringConstraints(max_length=MOST_WORDS)]
