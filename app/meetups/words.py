"""A word of the week for what the two will do: in Danish and in the reader's language (locales/words.toml)."""

import tomllib
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from app.kit.clock import COPENHAGEN
from app.meetups.plan import What
from app.web.i18n import LOCALES

FILE = LOCALES / "words.toml"


@dataclass(frozen=True, slots=True)
class Word:
    """One word, in every language."""

    said: dict[str, str]

    @property
    def danish(self) -> str:
        """As it is said here, with its article where it has one."""
        return self.said["da"]

    def in_(self, code: str) -> str:
        """In a language, else in English."""
        return self.said.get(code) or self.said["en"]

    def phrase(self, code: str) -> str:
        """The Danish word and what it means, as it is sent along."""
        return self.danish if code == "da" else f"{self.danish} = {self.in_(code)}"


@lru_cache(maxsize=1)
def words() -> dict[What, tuple[Word, ...]]:
    """The words of each activity."""
    book = tomllib.loads(FILE.read_text("utf-8"))
    return {What(what): tuple(Word(row) for row in rows) for what, rows in book.items()}


def of_week(what: What, now: datetime) -> Word | None:
    """This week's word for an activity: another one each week, the same for both."""
    known = words().get(what, ())
    week = now.astimezone(COPENHAGEN).isocalendar().week
    return known[week % len(known)] if known else None
