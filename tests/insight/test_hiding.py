"""Small groups are not told, nor can they be worked out."""

from collections import defaultdict
from itertools import combinations, product

from hypothesis import given
from hypothesis import strategies as st

from app.insight.hiding import K, table

COUNTS = st.lists(st.integers(0, 60), min_size=2, max_size=7)


def parts(counts: list[int]) -> list[tuple[str, str, int]]:
    return [(str(n), str(n), count) for n, count in enumerate(counts)]


@given(COUNTS)
def test_no_number_shown_is_below_five(counts: list[int]):
    shown = table("T", parts(counts))
    assert all(cell.n is None or cell.n >= K for cell in shown.cells)
    assert shown.total is None or shown.total >= K


@given(COUNTS)
def test_no_two_numbers_subtract_to_fewer_than_five(counts: list[int]):
    """Whatever group can be worked out of the total and the cells shown is nobody-at-all-else or five and more."""
    shown = table("T", parts(counts))
    told = [cell.n for cell in shown.cells if cell.n is not None]
    hidden = len(shown.cells) - len(told)
    for size in range(len(told) + 1):
        for some in combinations(told, size):
            rest = None if shown.total is None else shown.total - sum(some)
            if rest is not None and (hidden or size < len(told)):
                assert rest >= K
    assert hidden != 1


def test_a_number_held_back_could_be_one_of_several():
    """Somebody who knows these rules and tries all towns that show the same still can't tell any number held back."""
    looks_like = defaultdict(list)
    for world in product(range(13), repeat=3):
        shown = table("T", parts(list(world)))
        looks_like[shown.total, tuple(cell.n for cell in shown.cells)].append(world)
    for (_total, cells), worlds in looks_like.items():
        for place, n in enumerate(cells):
            if n is None and max(max(world) for world in worlds) < 12:  # at the rim not all worlds were tried
                assert len({world[place] for world in worlds}) > 1, (cells, worlds)


def test_a_small_town_is_told_nothing():
    shown = table("T", parts([1, 2, 1]))
    assert shown.total is None
    assert [cell.n for cell in shown.cells] == [None, None, None]


def test_the_one_small_cell_takes_another_with_it():
    shown = table("T", parts([2, 9, 30]))
    assert [cell.n for cell in shown.cells] == [None, None, 30]
    assert shown.total == 41
