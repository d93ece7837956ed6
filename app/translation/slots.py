"""What may stand in a phrase's gaps, how it is kept, and how a reader sees it."""

import re
import unicodedata
from collections.abc import Callable
from contextlib import contextmanager
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from app.kit.clock import COPENHAGEN
from app.web import dates
from app.web.clocks import minutes_of
from app.web.i18n import LANGUAGES, Language, language

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 80
RIGHT_TO_LEFT = frozenset({"R", "AL"})
JOINERS = "\u200c\u200d"  # Persian words are written with them
UNSEEN = frozenset({"Cc", "Cf", "Cs"})  # signs that only turn or break a line
AMOUNT = re.compile(r"(?P<whole>\d{1,7}|\d{1,3}([., ]\d{3}){1,2})([.,](?P<part>\d{1,2}))?")


class Slot(StrEnum):
    """The kinds of gaps. A place, a name and a word are the writer's own; the rest is said in the reader's language."""

    TIME = "time"  # 17:30
    DAY = "day"  # a near day, kept as 2026-06-12
    DATE = "date"  # a day whose year matters
    PLACE = "place"
    NUMBER = "number"
    MINUTES = "minutes"
    NAME = "name"
    AMOUNT = "amount"  # kroner
    WORD = "word"


class WrongSlot(ValueError):
    """What was written doesn't fit the slot. `slot` is its name in the phrase."""

    def __init__(self, slot: str) -> None:
        super().__init__(f"what was written doesn't fit {slot!r}")
        self.slot = slot


def _latin_digits(text: str) -> str:
    """٠-٩ and ۰-۹ are accepted and kept as 0-9 (writing.md)."""
    return "".join(str(unicodedata.digit(sign)) if sign.isdigit() else sign for sign in text)


def _time(text: str) -> str:
    minutes = minutes_of(text)
    if minutes is None:
        raise ValueError(text)
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _day(text: str) -> str:
    return date.fromisoformat(text).isoformat()


def _whole(least: int, most: int) -> Callable[[str], str]:
    def whole(text: str) -> str:
        if not re.fullmatch(r"\d{1,6}", text) or not least <= int(text) <= most:
            raise ValueError(text)
        return str(int(text))

    return whole


def _amount(text: str) -> str:
    found = AMOUNT.fullmatch(text)
    if not found:
        raise ValueError(text)
    kroner = Decimal(re.sub(r"\D", "", found["whole"]) + "." + (found["part"] or "0"))
    return str(int(kroner)) if kroner == int(kroner) else f"{kroner:.2f}"


def _own_words(text: str) -> str:
    seen = "".join(sign for sign in text if sign in JOINERS or unicodedata.category(sign) not in UNSEEN)
    if not seen.strip(JOINERS) or len(seen) > LONGEST:
        raise ValueError(text)
    return seen


SHAPES: dict[Slot, Callable[[str], str]] = {
    Slot.TIME: _time,
    Slot.DAY: _day,
    Slot.DATE: _day,
    Slot.NUMBER: _whole(0, 999_999),
    Slot.MINUTES: _whole(2, 600),  # "1 minutes" is no sentence in any language
    Slot.AMOUNT: _amount,
}


def kept(slot: Slot, written: str) -> str:
    """What was written, as it is kept. Raises ValueError when it doesn't fit the slot."""
    text = " ".join(written.split())
    if slot not in SHAPES:
        return _own_words(text)
    return SHAPES[slot](_latin_digits(text))


@contextmanager
def _reading(reader: Language) -> "Iterator[None]":
    before = language.set(reader)
    try:
        yield
    finally:
        language.reset(before)


def _isolated(text: str, reader: Language) -> str:
    """The writer's words in a sentence that may run the other way: set apart, so that neither turns the other around."""
    turns = any(unicodedata.bidirectional(sign) in RIGHT_TO_LEFT for sign in text)
    return f"\u2068{text}\u2069" if turns or reader.dir == "rtl" else text


def shown(slot: Slot, value: str, code: str) -> str:
    """A kept value as a reader of this language sees it."""
    reader = LANGUAGES[code]
    with _reading(reader):
        match slot:
            case Slot.TIME:
                moment = datetime.combine(date(2000, 1, 1), time.fromisoformat(value), COPENHAGEN)
                return dates.plain_clock(moment)
            case Slot.DAY:
                return dates.near_day(date.fromisoformat(value))
            case Slot.DATE:
                return dates.day(date.fromisoformat(value))
            case Slot.AMOUNT:
                return value.replace(".", ",") if code == "da" else value
            case Slot.NUMBER | Slot.MINUTES:
                return value
            case _:
                return _isolated(value, reader)
