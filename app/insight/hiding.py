"""Small groups are not told: below five, and whatever would let one be worked out (statistical disclosure control).

A table here is one group split into parts, with its total. What can be worked out from it is the sum of the parts
held back, and nothing else: so the smallest part that could be told is held back with those that couldn't. The sum
is then five or more, two parts at least are held back, and each could have several values. All of them look the
same, since telling which were small would tell how small.
"""

from dataclasses import dataclass

K = 5


@dataclass(frozen=True, slots=True)
class Cell:
    """One part of a group; `n` is None where it is held back."""

    key: str
    label: str
    n: int | None


@dataclass(frozen=True, slots=True)
class Table:
    """A group split into parts."""

    title: str
    cells: tuple[Cell, ...]
    total: int | None

    @property
    def largest(self) -> int:
        """The largest number shown, for the scale of the bars."""
        return max((cell.n for cell in self.cells if cell.n is not None), default=1) or 1

    @property
    def holds_back(self) -> bool:
        """Whether anything is not told."""
        return self.total is None or any(cell.n is None for cell in self.cells)


def held_back(counts: list[int]) -> set[int]:
    """Positions of the parts that are not told."""
    hidden = {place for place, n in enumerate(counts) if n < K}
    if not hidden:
        return hidden
    # The smallest that is large enough goes along (of 4 and 4 alone the sum of 8 would tell both), and its equals
    # too: to choose one by its place would tell.
    least = min((n for n in counts if n >= K), default=K)
    return hidden | {place for place, n in enumerate(counts) if n == least}


def table(title: str, parts: list[tuple[str, str, int]]) -> Table:
    """A table that may be shown. `parts` are key, label and how many; each member of the group is in one part."""
    counts = [n for _key, _label, n in parts]
    total = sum(counts)
    hidden = set(range(len(counts))) if total < K else held_back(counts)
    cells = tuple(
        Cell(key, label, None if place in hidden else n) for place, (key, label, n) in enumerate(parts)
    )
    return Table(title, cells, total if total >= K else None)
