"""Machine translation as the house sees it: which languages it can go between, and what does it.

Languages are Sammen's own codes. Nothing here loads an engine: pages may ask `reachable` as often as they like.
Only the translation worker translates.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from app.translation.engine import packages

# Dari is written by the engine's Persian, with Afghan words put in their place.
CODES = {"da": "da", "en": "en", "ar": "ar", "fa_AF": "fa", "ti": "ti"}
_OURS = {code: language for language, code in CODES.items()}
BRIDGE = "en"

Pair = tuple[str, str]


class Text(NamedTuple):
    """One message on its way to the engine."""

    words: str
    names: tuple[str, ...] = ()  # of people: never translated


class NotInstalled(Exception):
    """No package leads from one language to the other."""


class Translator(Protocol):
    """What translates. A fake one serves tests of what stands around it."""

    def translate(self, texts: Sequence[Text], source: str, target: str) -> list[str | None]:
        """Each text in the other language; None for one that can't be done in time. Raises NotInstalled."""


def installed(below: Path | None = None) -> frozenset[Pair]:
    """The directions there are packages for."""
    pairs = (package.pair for package in packages.installed(below))
    return frozenset((_OURS[a], _OURS[b]) for a, b in pairs if a in _OURS and b in _OURS)


def route(source: str, target: str, below: Path | None = None) -> list[Pair]:
    """The steps from one language to another: one, or two by way of a third, English before others; none: empty."""
    there = installed(below)
    if (source, target) in there:
        return [(source, target)]
    for middle in sorted(CODES, key=lambda language: language != BRIDGE):
        if (source, middle) in there and (middle, target) in there:
            return [(source, middle), (middle, target)]
    return []


def reachable(source: str, target: str) -> bool:
    """Whether a machine can translate from one language to the other."""
    return source != target and bool(route(source, target))


def pairs() -> frozenset[Pair]:
    """All that is reachable."""
    return frozenset((a, b) for a in CODES for b in CODES if reachable(a, b))
