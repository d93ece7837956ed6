"""Words with what is personal or particular taken out: names, numbers, dates, places become slots.

"Mette kommer kl. 17.30" is "{name1} kommer kl. {time1}". What can't be made anonymous has no such form:
a capitalised word that nobody knows, a digit or an address that stays behind.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from babel import Locale
from babel.dates import format_date

from app.translation.everyday import BEGINNINGS, MAY_BE_CAPITAL
from app.translation.finding import finders
from app.web.i18n import LANGUAGES, TERMS, catalog

SLOT = re.compile(r"\{([a-z]+\d+)\}")
_LATIN_WORD = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ][\w'’-]*")
_ENDS = ".!?؟።፧\n:;"
SHORT_NAME = 3
_TO_LATIN = {0x0660 + n: str(n) for n in range(10)} | {0x06F0 + n: str(n) for n in range(10)}


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


def slotted(words: str, language: str, names: Iterable[str] = ()) -> Slotted:
    """The words with slots, numbered as they come, the same value in the same slot.

    `names` are the people of the conversation. Braces of the writer's own would be taken for slots: see `anonymous`.
    """
    text = words.translate(_TO_LATIN)
    found: list[tuple[int, int, Value]] = []
    for kind, pattern, same in finders(language, frozenset(names)):
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
