"""The phrasebook: what youths, families and interpreters often say, in every language, without a translator.

A phrase is kept as its key and the values of its slots, so each reader sees it in their own language. The words stand
in locales/phrasebook/<language>.toml, what belongs together in phrases.toml.
"""

import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from app.translation.folding import folded_words
from app.translation.slots import Slot, WrongSlot, kept, shown
from app.web.i18n import LANGUAGES, LOCALES

BOOK = LOCALES / "phrasebook"
PLACEHOLDER = re.compile(r"%\((\w+)\)s")
INSIDE = 3  # from three letters on, a word is also found inside another: "skole" in "folkeskole"


class Who(StrEnum):
    """Who says a phrase."""

    YOUTH = "youth"
    FAMILY = "family"
    INTERPRETER = "interpreter"
    STAFF = "staff"


class PhraseKind(StrEnum):
    """A question waits for an answer, an answer answers one, a reply can be said at any time."""

    QUESTION = "question"
    ANSWER = "answer"
    REPLY = "reply"


@dataclass(frozen=True, slots=True)
class Topic:
    """A chapter of the book."""

    key: str
    icon: str

    def title(self, language: str) -> str:
        """What the chapter is called in a language."""
        return _text(self.key, language, "topics")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Something people say. `answers` are the keys of what can be said back; `slots` the gaps, in order."""

    key: str
    topic: str
    icon: str
    who: frozenset[Who]
    kind: PhraseKind
    answers: tuple[str, ...] = ()
    slots: tuple[tuple[str, Slot], ...] = ()
    often: bool = False
    urgent: bool = False  # 112 is shown beside it

    def text(self, language: str) -> str:
        """The words in a language, gaps still open."""
        return _text(self.key, language)


@lru_cache(maxsize=1)
def _book() -> dict[str, Any]:
    return tomllib.loads((BOOK / "phrases.toml").read_text("utf-8"))


@lru_cache(maxsize=len(LANGUAGES))
def _words(language: str) -> dict[str, Any]:
    path = BOOK / f"{language}.toml"
    return tomllib.loads(path.read_text("utf-8")) if path.exists() else {}


def _text(key: str, language: str, table: str = "") -> str:
    """The words in this language, else in English, else in Danish."""
    for code in (language, "en", "da"):
        words = _words(code).get(table, {}) if table else _words(code)
        if key in words:
            return str(words[key])
    raise KeyError(key)


@lru_cache(maxsize=1)
def topics() -> tuple[Topic, ...]:
    """The chapters, in the order of the book."""
    return tuple(Topic(row["key"], row["icon"]) for row in _book()["topic"])


@lru_cache(maxsize=1)
def phrases() -> tuple[Phrase, ...]:
    """Every phrase, in the order of the book."""
    icons = {topic.key: topic.icon for topic in topics()}
    return tuple(
        Phrase(
            key=row["key"],
            topic=row["topic"],
            icon=row.get("icon", icons[row["topic"]]),
            who=frozenset(map(Who, row["who"])),
            kind=PhraseKind(row["kind"]),
            answers=tuple(row.get("answers", ())),
            slots=tuple((name, Slot(kind)) for name, kind in row.get("slots", {}).items()),
            often=row.get("often", False),
            urgent=row.get("urgent", False),
        )
        for row in _book()["phrase"]
    )


@lru_cache(maxsize=1)
def _by_key() -> dict[str, Phrase]:
    return {each.key: each for each in phrases()}


def phrase(key: str) -> Phrase:
    """The phrase with this key. Raises KeyError."""
    return _by_key()[key]


def answers_to(key: str, who: Who) -> list[Phrase]:
    """What this person can say back in one tap. Raises KeyError."""
    return [answer for answer in map(phrase, phrase(key).answers) if who in answer.who]


def checked(key: str, raw: dict[str, str]) -> dict[str, str]:
    """The values of a phrase's slots as they are kept; anything else is left out.

    Raises KeyError for a phrase that isn't there, and WrongSlot (a ValueError) naming the first slot that doesn't fit.
    """
    values = {}
    for name, slot in phrase(key).slots:
        try:
            values[name] = kept(slot, raw.get(name, ""))
        except ValueError as wrong:
            raise WrongSlot(name) from wrong
    return values


def said(key: str, values: dict[str, str], language: str) -> str:
    """The phrase as a reader of this language sees it. `values` are those that `checked` gave."""
    found = phrase(key)
    text = found.text(language)
    return text % {name: shown(slot, values[name], language) for name, slot in found.slots}


@lru_cache(maxsize=len(LANGUAGES))
def _searchable(language: str) -> tuple[tuple[Phrase, tuple[str, ...]], ...]:
    """Each phrase with the words it is found by: its own, its synonyms and its chapter, here and in Danish."""
    chapters = {topic.key: topic for topic in topics()}
    rows = []
    for each in phrases():
        texts = [
            text
            for code in dict.fromkeys((language, "da"))
            for text in (
                PLACEHOLDER.sub(" ", each.text(code)),
                _words(code).get("words", {}).get(each.key, ""),
                chapters[each.topic].title(code),
            )
        ]
        rows.append((each, tuple(folded_words(" ".join(texts)))))
    return tuple(rows)


def _nearness(term: str, words: tuple[str, ...]) -> int:
    """3 for the word itself, 2 for its beginning, 1 for inside it, 0 for not there."""
    if term in words:
        return 3
    if any(word.startswith(term) for word in words):
        return 2
    return int(len(term) >= INSIDE and any(term in word for word in words))


def search(text: str, language: str, who: Who | None = None) -> list[Phrase]:
    """The phrases that hold every word of the text, nearest first; with no text the whole book, in its order."""
    terms = folded_words(text)
    found = []
    for each, words in _searchable(language):
        near = [_nearness(term, words) for term in terms]
        if all(near) and (who is None or who in each.who):
            found.append((-sum(near), not each.often and bool(terms), each))
    return [each for *_order, each in sorted(found, key=lambda row: row[:2])]
