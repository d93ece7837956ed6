"""What a rule is: how well two go together, in whole parts, and a sentence on it.

Whole numbers throughout, so that a tie is a tie wherever it is reckoned, for one pair or for a whole queue at once.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

from app.friendship.matching.sides import Offered, Wanted

FULL = (
    240  # parts; by 16, 5, 3 and 2 without a rest, so that one thing more in common is always worth the same
)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `value` is asked about the keys alone; a `strength` above 1 makes up for a scale seldom filled."""

    name: str
    label: str
    wanted: Callable[[Wanted], Hashable]
    offered: Callable[[Offered], Hashable]
    value: Callable[[Any, Any], int]
    says: Callable[[Wanted, Offered], tuple[str, str]]  # what fits, what doesn't; either may be empty
    strength: int = 1

    def points(self, wanted: Wanted, offered: Offered) -> int:
        """How well these two go together by this rule, none to FULL."""
        return self.value(self.wanted(wanted), self.offered(offered))


@dataclass(frozen=True, slots=True)
class Overlap(Rule):
    """A rule about what both have in common: so many of it are full points."""

    full: int = 1


def overlap(
    name: str, label: str, wanted: Callable[[Wanted], frozenset[str]], offered: Callable[[Offered], frozenset[str]],
    says: Callable[[Wanted, Offered], tuple[str, str]], *, full: int, strength: int = 1,
) -> Overlap:  # fmt: skip
    """A rule about what both have in common."""

    def value(these: frozenset[str], those: frozenset[str]) -> int:
        return min(len(these & those), full) * FULL // full

    return Overlap(name, label, wanted, offered, value, says, strength, full)
