"""Dari by way of the engine's Persian: Afghan words put in after translating, Iranian ones before."""

import csv
import re
from functools import lru_cache
from pathlib import Path

FILE = Path(__file__).with_name("afghan.csv")
# What may hang on a word: plural, ezafe, possession.
_ENDS = r"(?P<end>\u200c?(?:ها|های|هایی|هایم|هایش|ی|م|ت|ش|مان|تان|شان)?)(?!\w)"


@lru_cache(maxsize=1)
def pairs() -> tuple[tuple[str, str], ...]:
    """Iranian word, Afghan word."""
    lines = (line for line in FILE.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return tuple((row[0], row[1]) for row in csv.reader(lines) if row[0] != row[1])


@lru_cache(maxsize=2)
def _swap(*, afghan: bool) -> tuple[re.Pattern[str], dict[str, str]]:
    swaps: dict[str, str] = {}
    for iranian, ours in pairs():
        swaps.setdefault(*((iranian, ours) if afghan else (ours, iranian)))
    words = "|".join(map(re.escape, sorted(swaps, key=len, reverse=True)))
    return re.compile(rf"(?<!\w)(?P<word>{words}){_ENDS}"), swaps


def afghan(text: str) -> str:
    """As it is said in Afghanistan."""
    pattern, swaps = _swap(afghan=True)
    return pattern.sub(lambda found: swaps[found["word"]] + found["end"], text)


def iranian(text: str) -> str:
    """As the engine's Persian knows it."""
    pattern, swaps = _swap(afghan=False)
    return pattern.sub(lambda found: swaps[found["word"]] + found["end"], text)
