"""All requests against all families at once: the same rules, each asked once for what is alike.

Imported where a whole queue is put together (numpy is heavy), never by a page.
"""

from collections.abc import Callable, Hashable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.friendship.matching.conditions import Condition
from app.friendship.matching.ranking import Weights, weight
from app.friendship.matching.rule import FULL, Overlap, Rule
from app.friendship.matching.sides import Offered, Wanted

Progress = Callable[[int, int], None]  # so many steps of so many


def no_progress(_done: int, _of: int) -> None:
    """Nobody looks."""


def _spread(
    wanted: Sequence[Hashable], offered: Sequence[Hashable], ask: Callable[[Any, Any], int | bool], kind: Any
) -> NDArray[Any]:
    """Ask once for each pair of different keys, and lay the answers out."""
    rows, columns = list(dict.fromkeys(wanted)), list(dict.fromkeys(offered))
    answers = np.array([[ask(row, column) for column in columns] for row in rows], dtype=kind)
    row_at, column_at = {key: at for at, key in enumerate(rows)}, {key: at for at, key in enumerate(columns)}
    return answers[np.ix_([row_at[key] for key in wanted], [column_at[key] for key in offered])]


def _common(
    wanted: Sequence[frozenset[str]], offered: Sequence[frozenset[str]], full: int
) -> NDArray[np.int64]:
    """How much each pair has in common, as points."""
    words = sorted(frozenset[str]().union(*wanted))
    theirs = np.array([[word in one for word in words] for one in wanted], dtype=np.float32)
    ours = np.array([[word in one for word in words] for one in offered], dtype=np.float32)
    counts = (theirs @ ours.T).astype(np.int64) if words else np.zeros((len(wanted), len(offered)), np.int64)
    return np.asarray(np.minimum(counts, full) * FULL // full)


def scores(
    wanted: Sequence[Wanted], offered: Sequence[Offered], weights: Weights, rules: tuple[Rule, ...],
    progress: Progress = no_progress,
) -> NDArray[np.int64]:  # fmt: skip
    """`ranking.points` of every pair."""
    total = np.zeros((len(wanted), len(offered)), np.int64)
    for number, rule in enumerate(rules, 1):
        by = weight(rule, weights)
        rows: list[Any] = [rule.wanted(one) for one in wanted]
        columns: list[Any] = [rule.offered(one) for one in offered]
        if by and isinstance(rule, Overlap):
            total += by * _common(rows, columns, rule.full)
        elif by:
            total += by * _spread(rows, columns, rule.value, np.int64)
        progress(number, len(rules))
    return total


def possible(
    wanted: Sequence[Wanted], offered: Sequence[Offered], conditions: tuple[Condition, ...]
) -> NDArray[np.bool_]:
    """Which pairs break no condition."""
    may = np.ones((len(wanted), len(offered)), np.bool_)
    for one in conditions:
        may &= _spread(
            [one.wanted(each) for each in wanted],
            [one.offered(each) for each in offered],
            one.holds,
            np.bool_,
        )
    return may
