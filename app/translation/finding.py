"""Finding what is personal or particular in a text: addresses, dates, names, streets, towns, countries, numbers."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from babel import Locale

from app.translation.everyday import TOWNS
from app.web.i18n import LANGUAGES

_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_LINK = re.compile(r"(?:https?://|www\.)[^\s،؟؛።፣<>{}]+|\b[a-z0-9-]+\.(?:dk|com|org|net|eu)\b", re.IGNORECASE)
# In the order in which they are looked for; all digits are Latin by then.
_NUMBERS = (
    (
        "date",
        re.compile(r"(?<!\d)(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{1,2}/\d{1,2})(?!\d)"),
    ),
    ("phone", re.compile(r"(?<![\d+])(?:\+\d{1,3}[ -]?)?\d(?:[ -]?\d){7,}(?!\d)")),
    ("time", re.compile(r"(?<![\d.,:])(?:[01]?\d|2[0-3])[:.][0-5]\d(?![\d]|[.,:]\d)")),
    ("number", re.compile(r"\d+(?:[.,]\d+)*")),
)
_STREET = re.compile(
    r"\b[A-ZÆØÅ][\wæøåé]*(?:vej|gade|vænge|stræde|plads|torv|allé|alle|parken|stien)\b(?: \d+[A-Za-z]?\b)?"
)
_TOWN = re.compile(
    r"(?<!\w)(?:" + "|".join(map(re.escape, sorted(TOWNS, key=len, reverse=True))) + r")(?!\w)"
)


@lru_cache(maxsize=8)
def _months(code: str) -> dict[str, int]:
    """The names of months in a language, as they stand beside a day."""
    locale = Locale.parse(LANGUAGES[code].cldr)
    months = locale.months
    return {
        name.casefold(): number
        for form in ("format", "stand-alone")
        for width in ("wide",)
        for number, name in months[form][width].items()
    }


@lru_cache(maxsize=8)
def _written_date(code: str) -> re.Pattern[str]:
    names = "|".join(map(re.escape, sorted(_months(code), key=len, reverse=True)))
    day = r"(?P<day>\d{1,2})(?:\.|st|nd|rd|th)?"
    return re.compile(
        rf"(?<!\d){day}[ ]?(?:of )?(?P<month>{names})(?!\w)(?:[ ,]+(?P<year>\d{{4}})(?!\d))?", re.IGNORECASE
    )


@lru_cache(maxsize=8)
def countries(code: str) -> dict[str, str]:
    """The names of countries in a language; Denmark is nobody's secret."""
    territories = Locale.parse(LANGUAGES[code].cldr).territories
    return {
        name: key
        for key, name in territories.items()
        if len(key) == 2 and key.isalpha() and key != "DK"  # noqa: PLR2004
    }


@lru_cache(maxsize=8)
def _country(code: str) -> re.Pattern[str]:
    names = "|".join(map(re.escape, sorted(countries(code), key=len, reverse=True)))
    return re.compile(rf"(?<!\w)(?:{names})(?!\w)")


@lru_cache(maxsize=512)
def _name(names: frozenset[str]) -> re.Pattern[str] | None:
    parts = {part for name in names for part in (name, *re.split(r"[\s-]+", name)) if len(part) > 1}
    if not parts:
        return None
    words = "|".join(map(re.escape, sorted(parts, key=len, reverse=True)))
    return re.compile(rf"(?<![^\W\d_])(?:{words})(?=s?(?![^\W\d_]))", re.IGNORECASE)


def _day(match: re.Match[str], code: str) -> Any:
    return (_months(code)[match["month"].casefold()], int(match["day"]), int(match["year"] or 0))


Finder = tuple[str, re.Pattern[str], Callable[[re.Match[str]], Any]]


def finders(language: str, names: frozenset[str]) -> Iterator[Finder]:
    """Kinds of slots, in the order in which they are looked for, and how two values of a kind are compared."""

    def plain(match: re.Match[str]) -> Any:
        return match[0].casefold()

    def numbers(match: re.Match[str]) -> Any:
        return tuple(re.findall(r"\d+", match[0]))

    yield "mail", _MAIL, plain
    yield "link", _LINK, plain
    yield "day", _written_date(language), lambda match: _day(match, language)
    people = _name(names)
    if people:
        yield "name", people, plain
    yield "place", _STREET, plain
    yield "place", _TOWN, plain
    yield "country", _country(language), lambda match: countries(language)[match[0]]
    for kind, pattern in _NUMBERS:
        yield kind, pattern, numbers
