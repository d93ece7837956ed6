"""The families for one request, best first, each with what speaks for it and what doesn't."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from uuid import UUID

from app.friendship.matching.conditions import FRIENDSHIP, Condition, broken
from app.friendship.matching.rule import FULL, Rule
from app.friendship.matching.rules import RULES
from app.friendship.matching.sides import Offered, Wanted
from app.web.i18n import gettext as _


class Importance(IntEnum):
    """How much a rule counts, as an organisation sets it."""

    NOT = 0
    IMPORTANT = 1
    VERY = 2


Weights = Mapping[str, Importance]
USUAL: Weights = {rule.name: Importance.IMPORTANT for rule in RULES} | {"interests": Importance.VERY}


def weight(rule: Rule, weights: Weights) -> int:
    """What a rule's points are taken times. A rule that an organisation never weighed counts as usual."""
    return int(weights.get(rule.name, USUAL.get(rule.name, Importance.IMPORTANT))) * rule.strength


@dataclass(frozen=True, slots=True)
class Ranked:
    """A family and how it goes together with a request, in the reader's language."""

    offered: Offered
    score: float
    reasons: tuple[str, ...]
    misfits: tuple[str, ...]
    pinned: bool = False
    broken: tuple[str, ...] = ()  # not empty: it can't be put forward

    @property
    def possible(self) -> bool:
        """Whether nothing that must hold is broken."""
        return not self.broken


def points(
    wanted: Wanted, offered: Offered, weights: Weights = USUAL, rules: tuple[Rule, ...] = RULES
) -> int:
    """The sum of weight times points; FULL of them are 1 of the score."""
    return sum(weight(rule, weights) * rule.points(wanted, offered) for rule in rules)


def _says(
    wanted: Wanted, offered: Offered, weights: Weights, rules: tuple[Rule, ...]
) -> list[tuple[str, str]]:
    """The sentences, the weightiest rules first; a rule that doesn't count says nothing."""
    counting = [rule for rule in rules if weight(rule, weights)]
    return [rule.says(wanted, offered) for rule in sorted(counting, key=lambda rule: -weight(rule, weights))]


def rank(
    wanted: Wanted,
    families: Iterable[Offered],
    weights: Weights = USUAL,
    *,
    pinned: Collection[UUID] = (),
    conditions: tuple[Condition, ...] = FRIENDSHIP,
    rules: tuple[Rule, ...] = RULES,
) -> list[Ranked]:
    """All families: the possible ones first, of these the pinned, then by score; alike ones always in one order."""
    found = []
    for offered in families:
        said = _says(wanted, offered, weights, rules)
        why_not = tuple(_(one.broken) for one in broken(wanted, offered, conditions))
        sum_ = points(wanted, offered, weights, rules)
        reasons = tuple(fits for fits, _misfits in said if fits)
        misfits = tuple(misfits for _fits, misfits in said if misfits)
        there = offered.id in pinned and not why_not
        found.append(Ranked(offered, sum_ / FULL, reasons, misfits, there, why_not))
    return sorted(found, key=lambda one: (not one.possible, not one.pinned, -one.score, one.offered.id))
