"""Words with what is personal or particular taken out: names, numbers, dates, places become slots.

"Mette kommer kl. 17.30" is "{name1} kommer kl. {time1}". What can't be made anonymous has no such form:
a capitalised word that nobody knows, a digit or an address that stays behind.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from babel import Locale
from babel.dates import format_date

from app.translation.everyday import BEGINNINGS, MAY_BE_CAPITAL, TOWNS
from app.web.i18n import LANGUAGES, TERMS, catalog

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
SLOT = re.compile(r"\{([a-z]+\d+)\}")
_LATIN_WORD = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ][\w'’-]*")
_ENDS = ".!?؟።፧\n:;"
SHORT_NAME = 3


@dataclass(frozen=True, slots=True)
class Value:
    """What stood in a slot: as it was written, and as it is compared."""

    kind: str
    raw: str
    same: Any


@dataclass(frozen=True, slots=True)
class Slotted:
    """Words with slots, and what stood in them."""

    text: str
    values: dict[str, Value] = field(default_factory=dict)


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
def _countries(code: str) -> dict[str, str]:
    """The names of countries in a language; Denmark is nobody's secret."""
    territories = Locale.parse(LANGUAGES[code].cldr).territories
    return {
        name: key
        for key, name in territories.items()
        if len(key) == 2 and key.isalpha() and key != "DK"  # noqa: PLR2004
    }


@lru_cache(maxsize=8)
def _country(code: str) -> re.Pattern[str]:
    names = "|".join(map(re.escape, sorted(_countries(code), key=len, reverse=True)))
    return re.compile(rf"(?<!\w)(?:{names})(?!\w)")


@lru_cache(maxsize=512)
def _name(names: frozenset[str]) -> re.Pattern[str] | None:
    parts = {part for name in names for part in (name, *re.split(r"[\s-]+", name)) if len(part) > 1}
    if not parts:
        return None
    words = "|".join(map(re.escape, sorted(parts, key=len, reverse=True)))
    return re.compile(rf"(?<![^\W\d_])(?:{words})(?=s?(?![^\W\d_]))", re.IGNORECASE)


_TO_LATIN = {0x0660 + n: str(n) for n in range(10)} | {0x06F0 + n: str(n) for n in range(10)}


def _day(match: re.Match[str], code: str) -> Any:
    return (_months(code)[match["month"].casefold()], int(match["day"]), int(match["year"] or 0))


Finder = tuple[str, re.Pattern[str], Callable[[re.Match[str]], Any]]


def _finders(language: str, names: frozenset[str]) -> Iterator[Finder]:
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
    yield "country", _country(language), lambda match: _countries(language)[match[0]]
    for kind, pattern in _NUMBERS:
        yield kind, pattern, numbers


def slotted(words: str, language: str, names: Iterable[str] = ()) -> Slotted:
    """The words with slots, numbered as they come, the same value in the same slot.

    `names` are the people of the conversation. Braces of the writer's own would be taken for slots: see `anonymous`.
    """
    text = words.translate(_TO_LATIN)
    found: list[tuple[int, int, Value]] = []
    for kind, pattern, same in _finders(language, frozenset(names)):
        for match in pattern.finditer(text):
            if all(match.end() <= start or match.start() >= end for start, end, _ in found):
                found.append((match.start(), match.end(), Value(kind, match[0], same(match))))
    return _put(text, sorted(found, key=lambda one: one[0]))


def _put(text: str, found: list[tuple[int, int, Value]]) -> Slotted:
    values: dict[str, Value] = {}
    slots: dict[tuple[str, Any], str] = {}
    parts, at = [], 0
    for start, end, value in found:
        slot = slots.get((value.kind, value.same))
        if slot is None:
            number = 1 + sum(kind == value.kind for kind, _ in slots)
            slot = slots[value.kind, value.same] = f"{value.kind}{number}"
            values[slot] = value
        parts += [text[at:start], f"{{{slot}}}"]
        at = end
    return Slotted("".join((*parts, text[at:])), values)


def slotted_like(words: str, language: str, source: Slotted, names: Iterable[str] = ()) -> str | None:
    """A rendering with the slots of what it renders; None where one is missing or something else stands there."""
    own = slotted(words, language, names)
    known = {(value.kind, value.same): slot for slot, value in source.values.items()}
    renamed = {slot: known.get((value.kind, value.same)) for slot, value in own.values.items()}
    if None in renamed.values() or set(renamed.values()) != set(source.values):
        return None
    return SLOT.sub(lambda match: f"{{{renamed[match[1]]}}}", own.text)


def filled(text: str, values: dict[str, Value], language: str) -> str | None:
    """The words again, with other values; dates and countries in the language. None where a slot stays empty."""
    if set(SLOT.findall(text)) != set(values):
        return None
    return SLOT.sub(lambda match: _shown(values[match[1]], language), text)


def _shown(value: Value, language: str) -> str:
    cldr = LANGUAGES[language].cldr
    if value.kind == "country":
        return str(Locale.parse(cldr).territories[value.same])
    if value.kind == "day":
        month, day, year = value.same
        pattern = {"da": "d. MMMM"}.get(language, "d MMMM") + (" y" if year else "")
        try:
            return str(format_date(date(year or 2024, month, day), pattern, locale=cldr))
        except ValueError:  # the 31st of June
            return value.raw
    return value.raw


@lru_cache(maxsize=8)
def _vocabulary(code: str) -> frozenset[str]:
    """Words that our own texts use in small letters: they are nobody's name."""
    messages = getattr(catalog("da"), "_catalog", {})
    texts = (key if code == "en" else text for key, text in messages.items())
    words = (
        word
        for text in texts
        if isinstance(text, str)
        for word in _LATIN_WORD.findall(re.sub(r"%\(\w+\)s", "", text))
    )
    return frozenset(word for word in words if word.islower())


def _is_known(word: str, language: str) -> bool:
    low, known = word.casefold(), _vocabulary(language)
    return (
        low in BEGINNINGS
        or low in known
        or any(low.removesuffix(end) in known for end in ("r", "er", "t", "en", "et", "e", "s", "ing"))
    )


def anonymous(source: Slotted | str, language: str, names: Iterable[str] = ()) -> bool:
    """Whether nothing personal is left that rules can find: no digit, no address, no name, no capital unknown.

    A name in a script without capitals, or written small, is found only if it is one of the conversation's people:
    that is why an interpreter looks, too.
    """
    text = source.text if isinstance(source, Slotted) else source
    plain = SLOT.sub(" ", text)
    if any(sign.isdigit() or sign in "{}@" for sign in plain) or "http" in plain:
        return False
    if any(_holds(plain, part) for name in names for part in re.split(r"[\s-]+", name)):
        return False
    latin = LANGUAGES[language].script == "latn"
    for match in _LATIN_WORD.finditer(SLOT.sub(lambda it: "x" * len(it[0]), text)):
        word = match[0].replace("’", "'")
        if not word[0].isupper() or word in MAY_BE_CAPITAL or word.split("-")[0].split("'")[0] in TERMS:
            continue
        before = text[: match.start()].rstrip(" \t\"'«»”“()-–*")
        starts = not before or before[-1] in _ENDS
        if not (latin and starts and _is_known(word, language)):
            return False
    return True


def _holds(text: str, name: str) -> bool:
    low, name = text.casefold(), name.casefold()
    if len(name) <= SHORT_NAME:
        return len(name) > 1 and name in re.findall(r"\w+", low)
    return name in low
