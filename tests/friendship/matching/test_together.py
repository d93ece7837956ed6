"""The whole queue at once: as good as trying everything, and never worse than one after the other."""

from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.friendship import questions
from app.friendship.matching import grid
from app.friendship.matching.conditions import ANIMALS, FRIENDSHIP, PLACEMENT, broken
from app.friendship.matching.ranking import points
from app.friendship.matching.rules import RULES
from app.friendship.matching.sides import Offered, Wanted
from app.friendship.matching.together import AT_LEAST, LONG, Plan, patience, plan
from tests.friendship.matching import made

EACH = settings(deadline=None, max_examples=60)
CONDITIONS = st.sampled_from([FRIENDSHIP, PLACEMENT])


def every_way(
    wanted: list[Wanted], families: list[Offered], conditions
) -> Iterator[list[tuple[Wanted, Offered]]]:
    if not wanted:
        yield []
        return
    first, *rest = wanted
    yield from every_way(rest, families, conditions)
    for family in families:
        if not broken(first, family, conditions):
            left = [replace(one, places=one.places - (one.id == family.id)) for one in families]
            for way in every_way(rest, left, conditions):
                yield [(first, family), *way]


@EACH
@given(made.requests(4), made.families(4), made.WEIGHTS, CONDITIONS)
def test_it_is_as_good_as_trying_everything(wanted, families, weights, conditions) -> None:
    best = max(
        (len(way), sum((AT_LEAST + points(w, o, weights)) * patience(w.waited) for w, o in way))
        for way in every_way(wanted, families, conditions)
    )
    found = plan(wanted, families, weights, conditions=conditions).together
    assert (len(found.pairs), found.value) == best


def holds(found: Plan, wanted: list[Wanted], families: list[Offered], conditions) -> bool:
    asks, has = {one.id: one for one in wanted}, {one.id: one for one in families}
    chosen = [pair.offered for pair in found.pairs]
    return (
        all(not broken(asks[pair.wanted], has[pair.offered], conditions) for pair in found.pairs)
        and all(chosen.count(one.id) <= max(0, one.places) for one in families)
        and len({pair.wanted for pair in found.pairs}) == len(found.pairs)
    )


@EACH
@given(made.requests(8), made.families(8), made.WEIGHTS, CONDITIONS)
def test_neither_way_breaks_a_condition_and_together_is_never_worse(
    wanted, families, weights, conditions
) -> None:
    both = plan(wanted, families, weights, conditions=conditions)
    assert holds(both.together, wanted, families, conditions)
    assert holds(both.today, wanted, families, conditions)
    together, today = both.together, both.today
    assert (len(together.pairs), together.value) >= (len(today.pairs), today.value)


@EACH
@given(made.requests(6), made.families(6), made.WEIGHTS, st.randoms(use_true_random=False))
def test_the_order_of_either_side_does_not_matter(wanted, families, weights, dice) -> None:
    mixed = plan(dice.sample(wanted, len(wanted)), dice.sample(families, len(families)), weights)
    assert mixed == plan(wanted, families, weights)


@EACH
@given(made.requests(6), made.families(6), made.WEIGHTS, CONDITIONS)
def test_a_queue_is_reckoned_as_each_pair_is(wanted, families, weights, conditions) -> None:
    if wanted and families:
        fits = grid.scores(wanted, families, weights, RULES).tolist()
        may = grid.possible(wanted, families, conditions).tolist()
        assert fits == [[points(w, o, weights) for o in families] for w in wanted]
        assert may == [[not broken(w, o, conditions) for o in families] for w in wanted]


def test_where_there_are_too_few_families_who_has_waited_longer_gets_one() -> None:
    long, short = Wanted(UUID(int=1), 15, waited=LONG), Wanted(UUID(int=2), 15, waited=3)
    assert plan([short, long], [Offered(UUID(int=9))]).together.family_of(long.id) == UUID(int=9)


def test_together_finds_a_family_for_one_who_would_have_got_none() -> None:
    """The first could have either family, the second only the one without a dog."""
    calm, dog = Offered(UUID(int=8), minutes=5), Offered(UUID(int=9), animals=frozenset({"dog"}))
    first = Wanted(UUID(int=1), 15, waited=9)
    second = Wanted(UUID(int=2), 15, waited=3, animals="no-dogs")
    both = plan([first, second], [calm, dog], conditions=(*FRIENDSHIP, ANIMALS))
    assert len(both.today.pairs) == 1
    assert {pair.wanted: pair.offered for pair in both.together.pairs} == {
        first.id: dog.id,
        second.id: calm.id,
    }


@pytest.mark.parametrize(
    ("wanted", "families"), [([], []), ([Wanted(UUID(int=1), 15)], []), ([], [Offered(UUID(int=2))])]
)
def test_nobody_asks_or_nobody_offers(wanted, families) -> None:
    steps: list[tuple[int, int]] = []
    both = plan(wanted, families, progress=lambda done, of: steps.append((done, of)))
    assert both.together == both.today == Plan((), 0)
    assert steps[-1][0] == steps[-1][1]


def test_it_tells_how_far_it_has_come() -> None:
    steps: list[tuple[int, int]] = []
    plan(
        [Wanted(UUID(int=1), 15)], [Offered(UUID(int=2))], progress=lambda done, of: steps.append((done, of))
    )
    assert [done for done, _of in steps] == list(range(1, steps[0][1] + 1))


def test_nobody_goes_without_so_that_another_fits_better() -> None:
    every = frozenset(one.value for one in questions.INTERESTS)
    best, dog = Offered(UUID(int=8), interests=every), Offered(UUID(int=9), animals=frozenset({"dog"}))
    first = Wanted(UUID(int=1), 15, waited=LONG, interests=every)
    second = Wanted(UUID(int=2), 15, animals="no-dogs")
    assert len(plan([first, second], [best, dog], conditions=(*FRIENDSHIP, ANIMALS)).together.pairs) == 2
