"""The whole queue at once: who would get whom if all were thought of together, beside first come, first served.

First as many youths as possible get a family, then the families fit as well as possible, where the fit of somebody who
has waited counts more. Nothing is proposed by it: a coordinator takes each over, or doesn't.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from app.friendship.matching.conditions import FRIENDSHIP, Condition
from app.friendship.matching.ranking import USUAL, Weights
from app.friendship.matching.rule import FULL, Rule
from app.friendship.matching.rules import RULES
from app.friendship.matching.sides import Offered, Wanted

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from app.friendship.matching.grid import Progress

LONG = 180  # days; who has waited so long counts twice
AT_LEAST = FULL  # a place with a family counts for something even where little fits


@dataclass(frozen=True, slots=True)
class Pair:
    """Somebody and the family they would get."""

    wanted: UUID
    offered: UUID
    score: float


@dataclass(frozen=True, slots=True)
class Plan:
    """Who would get whom."""

    pairs: tuple[Pair, ...]
    value: int  # with the waiting in it, to compare two plans by

    @property
    def fit(self) -> float:
        """The sum of what fits."""
        return sum(pair.score for pair in self.pairs)

    def family_of(self, wanted: UUID) -> UUID | None:
        """The family somebody would get."""
        return next((pair.offered for pair in self.pairs if pair.wanted == wanted), None)


@dataclass(frozen=True, slots=True)
class Plans:
    """All together, and as today: who asked first gets the best there is left."""

    together: Plan
    today: Plan


def patience(waited: int) -> int:
    """What a fit is taken times, in parts of FULL, for somebody who has waited so many days."""
    return FULL + min(waited, LONG) * FULL // LONG


def plan(
    wanted: Sequence[Wanted],
    offered: Sequence[Offered],
    weights: Weights = USUAL,
    *,
    conditions: tuple[Condition, ...] = FRIENDSHIP,
    rules: tuple[Rule, ...] = RULES,
    progress: "Progress | None" = None,
) -> Plans:
    """Both ways to give out the families. The order in which they are given in doesn't matter."""
    from app.friendship.matching import grid  # noqa: PLC0415  numpy is heavy, and only for this

    tell = progress or grid.no_progress
    steps = len(rules) + 3
    rows = sorted(wanted, key=lambda one: (-one.waited, one.id))
    columns = sorted((one for one in offered if one.places > 0), key=lambda one: one.id)
    if not rows or not columns:
        tell(steps, steps)
        return Plans(Plan((), 0), Plan((), 0))
    fits = grid.scores(rows, columns, weights, rules, lambda done, _of: tell(done, steps))
    may = grid.possible(rows, columns, conditions)
    tell(len(rules) + 1, steps)
    by_turn = _first_come(fits, may, [one.places for one in columns])
    tell(len(rules) + 2, steps)
    best = _best(rows, columns, fits, may)
    tell(steps, steps)
    return Plans(_plan(best, rows, columns, fits), _plan(by_turn, rows, columns, fits))


def _first_come(fits: "NDArray", may: "NDArray", places: list[int]) -> list[tuple[int, int]]:  # type: ignore[type-arg]
    """Who has waited longest chooses first: the best family left."""
    import numpy as np  # noqa: PLC0415

    left = np.array(places)
    pairs = []
    for row in range(len(fits)):
        open_ = np.where(may[row] & (left > 0), fits[row], -1)
        at = int(open_.argmax())
        if open_[at] >= 0:
            left[at] -= 1
            pairs.append((row, at))
    return pairs


def _best(
    rows: list[Wanted],
    columns: list[Offered],
    fits: "NDArray",  # type: ignore[type-arg]
    may: "NDArray",  # type: ignore[type-arg]
) -> list[tuple[int, int]]:
    """The assignment (Jonker and Volgenant's, as SciPy has it); a family with several places stands there as often."""
    import numpy as np  # noqa: PLC0415
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415

    seats = np.repeat(np.arange(len(columns)), [min(one.places, len(rows)) for one in columns])
    waits = np.array([patience(one.waited) for one in rows], np.int64)[:, None]
    worth = (AT_LEAST + fits) * waits
    # One more youth with a family is worth more than anything the others could gain by it. The sums stay whole numbers
    # below 2**53 up to some 2,000 on each side; beyond, they are close.
    more = int(worth.max()) * min(len(rows), len(seats)) + 1
    worth = np.where(may, worth + more, 0)[:, seats].astype(np.float64)
    at_rows, at_seats = linear_sum_assignment(worth, maximize=True)
    chosen = zip(at_rows.tolist(), seats[at_seats].tolist(), strict=True)
    return [(row, column) for row, column in chosen if may[row, column]]


def _plan(pairs: list[tuple[int, int]], rows: list[Wanted], columns: list[Offered], fits: "NDArray") -> Plan:  # type: ignore[type-arg]
    made = tuple(Pair(rows[row].id, columns[at].id, int(fits[row, at]) / FULL) for row, at in pairs)
    return Plan(made, sum((AT_LEAST + int(fits[row, at])) * patience(rows[row].waited) for row, at in pairs))
