"""Posts: read by plain models, shown again with the words kept when something is not right."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any, Generic, TypeVar
from uuid import UUID

from fastapi import Depends, Request
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    StringConstraints,
    ValidationError,
)
from pydantic_core import PydanticCustomError
from starlette.datastructures import UploadFile

from app.kit.errors import Refused
from app.web import i18n
from app.web.bodies import form_of, whole
from app.web.i18n import N_
from app.web.pages import again

F = TypeVar("F", bound=BaseModel)

# What pydantic calls it → what the reader is told. The rest is told in general words.
MESSAGES = {
    "missing": N_("This is missing. Write it here."),
    "string_too_short": N_("This is missing. Write it here."),
    "string_too_long": N_("This is too long. Make it at most %(max_length)s characters."),
    "enum": N_("Choose one of the answers."),
    "literal_error": N_("Choose one of the answers."),
    "int_parsing": N_("Write a number here."),
    "greater_than_equal": N_("The number is too small."),
    "less_than_equal": N_("The number is too big."),
    "date_from_datetime_parsing": N_("Write a date, such as 2026-12-24."),
    "datetime_from_date_parsing": N_("Choose a day and a time."),
    "datetime_parsing": N_("Choose a day and a time."),
    "date_parsing": N_("Write a date, such as 2026-12-24."),
    "too_long": N_("These are too many. Choose fewer."),
    "unreadable_text": N_("This text holds signs that can't be shown. Write it again, please."),
}
OTHERWISE = N_("This doesn't look right. Look at it once more.")


def problem(message: str) -> PydanticCustomError:
    """An error for a validator to raise; the message is English, marked by N_."""
    return PydanticCustomError("said", "%s", {"said": message})


# Bidi controls can make a name read as another; the marks and the ZWNJ that Dari needs stay (UAX 9, UTR 36).
_DECEIVING = {chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF)}


def _plain(text: str) -> str:
    if "\x00" in text or any(
        unicodedata.category(sign) in {"Cc", "Cs"} and sign not in "\n\r\t" for sign in text
    ):
        raise PydanticCustomError("unreadable_text", "unreadable")
    text = "".join(sign for sign in text if sign not in _DECEIVING)
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _digits(text: Any) -> Any:
    """Arabic-Indic and Persian digits as 0–9."""
    return text.translate(_TO_LATIN) if isinstance(text, str) else text


_TO_LATIN = {0x0660 + n: str(n) for n in range(10)} | {0x06F0 + n: str(n) for n in range(10)}

Line = Annotated[str, AfterValidator(_plain), StringConstraints(max_length=120, strip_whitespace=True)]
Needed = Annotated[
    str, AfterValidator(_plain), StringConstraints(min_length=1, max_length=120, strip_whitespace=True)
]
Text = Annotated[str, AfterValidator(_plain), StringConstraints(max_length=4000, strip_whitespace=True)]
NeededText = Annotated[
    str, AfterValidator(_plain), StringConstraints(min_length=1, max_length=4000, strip_whitespace=True)
]
Digits = Annotated[str, BeforeValidator(_digits)]
YEARS = range(1900, 2200)  # of a life and a plan: beyond, dates can't be counted on with


def _day(text: Any) -> Any:
    try:
        day = date.fromisoformat(_digits(text).strip())
    except (AttributeError, ValueError):
        day = date.max
    if day.year not in YEARS:
        raise problem(N_("Write a date, such as 2026-12-24."))
    return day


Day = Annotated[date, BeforeValidator(_day)]


class Form(BaseModel):
    """The base of what may be posted. Unknown fields are passed over."""

    model_config = ConfigDict(extra="ignore")


@dataclass
class Posted(Generic[F]):
    """A post: the form, or the errors and the raw words."""

    model: type[F]
    words: dict[str, list[str]] = field(default_factory=dict)
    files: dict[str, list[UploadFile]] = field(default_factory=dict)
    form: F | None = None
    errors: list[tuple[str, str]] = field(default_factory=list)
    once: UUID | None = None

    def raw(self, name: str) -> str:
        """What was written in a field."""
        return next(iter(self.words.get(name, [])), "")

    def raws(self, name: str) -> list[str]:
        """What was ticked in a field."""
        return self.words.get(name, [])

    def error(self, name: str) -> str | None:
        """What is not right in a field, in the reader's language."""
        return next((text for field_name, text in self.errors if field_name == name), None)

    def or_again(self, template: str, **context: Any) -> F:
        """The form; if it isn't right, the page once more with the words kept (422)."""
        if self.form is None:
            raise again(template, posted=self, **context)
        return self.form

    def refuse(self, name: str, message: str) -> None:
        """Say that a field isn't right, after looking at the data. `message` is already in the reader's language."""
        self.errors.append((name, message))
        self.form = None


def messages_of(error: ValidationError) -> list[tuple[str, str]]:
    """What isn't right, by field, in the reader's language."""
    said = []
    for one in error.errors():
        context = one.get("ctx", {})
        kind = one["type"]
        if kind in {"too_long", "too_short"} and isinstance(one.get("input"), str):
            kind = f"string_{kind}"  # a text, not a list: checked after it was made plain
        message = context.get("said") or MESSAGES.get(kind, OTHERWISE)
        name = str(one["loc"][0]) if one["loc"] else ""
        said.append((name, i18n.gettext(message, **context) if "%(" in message else i18n.gettext(message)))
    return said


def _lists(model: type[BaseModel]) -> set[str]:
    return {name for name, info in model.model_fields.items() if "list" in str(info.annotation)}


def reads(model: type[F]) -> Any:
    """The dependency that reads a post into a form. It never answers itself: the route finds first (404)."""
    many = _lists(model)

    async def read(request: Request) -> Posted[F]:
        posted = Posted(model)
        async with form_of(request) as data:
            for name, value in data.multi_items():
                if isinstance(value, UploadFile):
                    if value.filename:
                        posted.files.setdefault(name, []).append(value)
                else:
                    posted.words.setdefault(name, []).append(whole(value))
            await _keep_files(posted)
        plain = {name: (values if name in many else values[0]) for name, values in posted.words.items()}
        try:
            posted.form = model.model_validate(plain)
        except ValidationError as error:
            posted.errors = messages_of(error)
        try:
            posted.once = UUID(posted.raw("once"))
        except ValueError:
            posted.once = None
        return posted

    return Depends(read)


async def _keep_files(posted: Posted[Any]) -> None:
    """Read what came along while the request's files are open."""
    for files in posted.files.values():
        for file in files:
            file.content = await file.read()  # type: ignore[attr-defined]


def told(work: Callable[[], Any], posted: Posted[Any], name: str = "") -> Any:
    """Do something a rule may refuse; the refusal becomes an error of the form."""
    try:
        return work()
    except Refused as refusal:
        posted.refuse(name, str(refusal))
        return None
