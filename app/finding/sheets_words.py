"""What a cell of a sheet may say, and what it means: each reader raises Wrong, with what would be right."""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from app.finding.forms import email_of, phone_of, postcode_of
from app.finding.models import YEARS_BACK
from app.finding.pipeline import STATES
from app.finding.sheets import CHOICES, DATES, KINDS, NUMBERS, called, folded, language_name, sheet_language
from app.friendship.forms import MOST_CHILDREN
from app.friendship.questions import Option
from app.kit import clock
from app.people.models import FamilyState
from app.web.forms import MESSAGES, Text
from app.web.i18n import LANGUAGES, catalog
from app.web.i18n import gettext as _

LONGEST_LINE = 120
LONGEST = {"about": 1500, "note": 2000}
OLDEST_CHILD, OLDEST_YOUTH = 30, 25
FIRST_DAY = date(2000, 1, 1)
SERIALS, SERIAL_ZERO = range(36526, 73051), date(1899, 12, 30)  # days as Excel counts them: 2000 to 2099
LISTED = re.compile(r"[,;/|\n،፣]")
AGES = re.compile(r"(\d{1,2})(?:\s*(?:-|–|til|to|/)\s*(\d{1,2}))?")
TEXT = TypeAdapter(Text)


class Wrong(Exception):
    """A cell isn't right; its words say what would be."""


def _text(most: int) -> Callable[[str], str]:
    def read(text: str) -> str:
        try:
            plain = TEXT.validate_python(text)
        except ValidationError as error:
            kind = error.errors()[0]["type"]
            words = _(MESSAGES[kind]) if kind == "unreadable_text" else _long(most)
            raise Wrong(words) from error
        if len(plain) > most:
            raise Wrong(_long(most))
        return plain

    return read


def _long(most: int) -> str:
    words = MESSAGES["string_too_long"]
    return _(words, max_length=most)


def _told(read: Callable[[str], str], most: int) -> Callable[[str], str]:
    """A reader of a form, so that a sheet takes what a form takes."""

    def tell(text: str) -> str:
        try:
            return read(_text(most)(text))
        except PydanticCustomError as error:
            raise Wrong(_((error.context or {}).get("said", ""))) from error

    return tell


def _postcode(text: str) -> str:
    return postcode_of(text.zfill(4) if text.isdecimal() else text)  # a spreadsheet takes the 0 of 0800 away


def day_of(text: str) -> date:
    """24-12-2025, 24.12.2025, 24/12/2025, 2025-12-24, or a day as Excel counts it. Raises Wrong."""
    plain = text.replace(".", "-").replace("/", "-").replace(" ", "")
    if plain.isdecimal() and int(plain) in SERIALS:
        return SERIAL_ZERO + timedelta(days=int(plain))
    for layout in ("%d-%m-%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(plain, layout).date()  # noqa: DTZ007  a day has no zone
        except ValueError:
            continue
    raise Wrong(_("Write a date such as 24-12-2025 or 2025-12-24."))


def _past(name: str) -> Callable[[str], date]:
    def read(text: str) -> date:
        day, today = day_of(text), clock.today()
        # As the board takes it: an older certificate is none.
        first = FIRST_DAY if name == "since" else today.replace(year=today.year - YEARS_BACK, day=1)
        if day > today:
            raise Wrong(_("This day has not come yet."))
        if day < first:
            raise Wrong(_("This is too long ago: the earliest day is %(day)s.", day=f"{first:%d-%m-%Y}"))
        return day

    return read


def _number(most: int, least: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        right = text.isascii() and text.isdigit() and len(text) <= len(str(most))
        if not right or not least <= int(text) <= most:
            raise Wrong(_("Write a number from %(least)s to %(most)s.", least=least, most=most))
        return int(text)

    return read


def _children(text: str) -> tuple[int, ...]:
    words = re.sub(r"\b(?:og|and|år|years?)\b|[,;/&+،፣]", " ", text, flags=re.IGNORECASE).split()
    ages = [int(word[:4]) for word in words if word.isascii() and word.isdigit()]
    if len(ages) != len(words) or len(ages) > MOST_CHILDREN or any(age > OLDEST_CHILD for age in ages):
        raise Wrong(_("Write the children's ages, such as 8, 14. Leave it empty if there are none."))
    return tuple(ages)


def _ages(text: str) -> tuple[int, int]:
    found = AGES.fullmatch(folded(text))
    low, high = (int(found[1]), int(found[2] or found[1])) if found else (1, 0)
    if not low <= high <= OLDEST_YOUTH:
        raise Wrong(_("Write one age or two, such as 16 or 15 to 17."))
    return low, high


def _names(options: Iterable[tuple[Any, tuple[str, ...]]]) -> dict[str, Any]:
    return {folded(word): value for value, words in options for word in words}


def _one(known: dict[str, Any], shown: Callable[[], list[str]]) -> Callable[[str], Any]:
    def read(text: str) -> Any:
        if folded(text) not in known:
            raise Wrong(_("Write one of these: %(choices)s.", choices=", ".join(shown())))
        return known[folded(text)]

    return read


def _many(options: tuple[Option, ...]) -> Callable[[str], tuple[str, ...]]:
    short = {"dog": ("hund", "dog"), "cat": ("kat", "cat"), "other": ("andre", "other")}

    def read(text: str) -> tuple[str, ...]:
        known: dict[str, tuple[str, ...]] = {}
        for one in options:
            names = [called(one, code) for code in ("da", "en")]
            words = (one.value, one.own, *short.get(one.value, ()), *names)
            known |= {folded(word): (one.value,) for word in words if word}
            for code in ("da", "en"):  # a day alone is the whole day
                day = folded(catalog(code).gettext(one.label)) if one.part else ""
                known |= {day: tuple(dict.fromkeys((*known.get(day, ()), one.value)))} if day else {}
        wanted = [folded(word) for word in LISTED.split(text) if word.strip()]
        if any(word not in known for word in wanted):
            odd = next(word for word in LISTED.split(text) if word.strip() and folded(word) not in known)
            raise Wrong(
                _("“%(said)s” isn't known. Write one or more of these, with a comma between: %(choices)s.",
                  said=odd.strip()[:60], choices=", ".join(called(one, sheet_language()) for one in options))
            )  # fmt: skip
        chosen = {value for word in wanted for value in known[word]}
        return tuple(one.value for one in options if one.value in chosen)

    return read


def _kinds() -> Callable[[str], Any]:
    known = {folded(word): kind for kind, words in KINDS.items() for word in (kind.value, *words)}
    return _one(known, lambda: [words[sheet_language() != "da"] for words in KINDS.values()])


def _states() -> Callable[[str], Any]:
    def name(state: FamilyState, code: str) -> str:
        return catalog(code).gettext(STATES[state])

    known = {folded(word): one for one in STATES for word in (one.value, name(one, "da"), name(one, "en"))}
    return _one(known, lambda: [name(one, sheet_language()) for one in STATES])


def _written() -> Callable[[str], Any]:
    known = {
        folded(word): code
        for code, one in LANGUAGES.items()
        for word in (code, one.tag, one.name, language_name(code, "da"), language_name(code, "en"))
    }
    return _one(known, lambda: [language_name(code, sheet_language()) for code in LANGUAGES])


def readers() -> dict[str, Callable[[str], Any]]:
    """Column → what reads its cells."""
    return (
        {name: _text(LONGEST_LINE) for name in ("name", "contact", "town")}
        | {name: _text(most) for name, most in LONGEST.items()}
        | {"email": _told(email_of, LONGEST_LINE), "phone": _told(phone_of, 40)}
        | {"postcode": _told(_postcode, 10)}
        | {name: _number(most, least=1 if name == "capacity" else 0) for name, most in NUMBERS.items()}
        | {name: _past(name) for name in DATES}
        | {name: _many(options) for name, options in CHOICES.items()}
        | {"kind": _kinds(), "state": _states(), "language": _written(), "children": _children, "ages": _ages}
    )
