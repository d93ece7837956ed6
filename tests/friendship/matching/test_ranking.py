"""Families in order: what they share helps them, what must hold holds, chance has no say."""

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from app.friendship import questions
from app.friendship.matching.conditions import FRIENDSHIP, PLACEMENT, broken
from app.friendship.matching.ranking import Importance, Ranked, points, rank
from app.friendship.matching.rule import FULL, Overlap
from app.friendship.matching.rules import NAMES, RULES
from app.friendship.matching.sides import Offered, Wanted
from app.web import i18n
from tests.friendship.matching import made

EACH = settings(deadline=None, max_examples=100)
INTERESTS = st.sampled_from([one.value for one in questions.INTERESTS])
W, O = UUID(int=1), UUID(int=2)  # noqa: E741


def place(found: list[Ranked], family: Offered) -> int:
    return [one.offered.id for one in found].index(family.id)


@EACH
@given(made.wanted(), made.families(), made.WEIGHTS, INTERESTS, st.data())
def test_a_shared_interest_more_never_lowers_a_family(wanted, families, weights, interest, data) -> None:
    assume(families)
    one = data.draw(st.sampled_from(families))
    asks = replace(wanted, interests=wanted.interests | {interest})
    more = replace(one, interests=one.interests | {interest})
    there = [more if each.id == one.id else each for each in families]
    assert place(rank(asks, there, weights), more) <= place(rank(asks, families, weights), one)


@EACH
@given(made.wanted(), made.families(), made.WEIGHTS, INTERESTS, st.data())
def test_nor_does_it_when_the_youth_finds_it_too(wanted, families, weights, interest, data) -> None:
    assume(families)
    one = data.draw(st.sampled_from(families))
    asks = replace(wanted, interests=wanted.interests | {interest})
    more = replace(one, interests=one.interests | {interest})
    there = [more if each.id == one.id else each for each in families]
    assert place(rank(asks, there, weights), more) <= place(rank(wanted, families, weights), one)


@EACH
@given(made.wanted(st.lists(made.IDS, max_size=3)), made.families(), made.WEIGHTS, st.data())
def test_who_breaks_a_condition_is_never_possible_and_stands_last(wanted, families, weights, data) -> None:
    if families and data.draw(st.booleans()):
        wanted = replace(wanted, ruled_out=wanted.ruled_out | {data.draw(st.sampled_from(families)).id})
    found = rank(wanted, families, weights, pinned=[one.id for one in families])
    assert [one.possible for one in found] == sorted((one.possible for one in found), reverse=True)
    for one in found:
        family = one.offered
        holds = (
            wanted.gate and family.approved and family.certified and family.places > 0
            and family.id not in wanted.ruled_out
        )  # fmt: skip
        assert one.possible == holds
        assert not (one.pinned and one.broken)


@EACH
@given(made.wanted(), made.families(), made.WEIGHTS, st.randoms(use_true_random=False))
def test_the_order_they_come_in_does_not_matter(wanted, families, weights, dice) -> None:
    mixed = dice.sample(families, len(families))
    assert rank(wanted, mixed, weights) == rank(wanted, families, weights)


@EACH
@given(made.wanted(), made.offered(), made.WEIGHTS, st.sampled_from(RULES))
def test_what_does_not_count_has_no_say_and_is_not_spoken_of(wanted, offered, weights, rule) -> None:
    without = tuple(one for one in RULES if one != rule)
    weights = {**weights, rule.name: Importance.NOT}
    assert rank(wanted, [offered], weights) == rank(wanted, [offered], weights, rules=without)


@EACH
@given(made.wanted(), made.offered())
def test_a_rule_gives_none_to_all_of_its_points(wanted, offered) -> None:
    assert all(0 <= rule.points(wanted, offered) <= FULL for rule in RULES)
    nothing = dict.fromkeys(NAMES, Importance.NOT)
    assert points(wanted, offered, nothing) == 0
    assert rank(wanted, [offered], nothing)[0].reasons == ()


@EACH
@given(made.ANSWERS, made.PROFILES, st.text(), st.text())
def test_where_somebody_comes_from_and_what_they_write_counts_for_nothing(
    answers, profile, origin, words
) -> None:
    told = answers | {"origin": origin, "words": words, "religion": words}
    assert Wanted.of(W, told, age=15) == Wanted.of(W, answers, age=15)
    family: dict[str, Any] = {
        "approved": True,
        "certificate_on": made.TODAY,
        "today": made.TODAY,
        "places": 1,
    }
    said = profile | {"origin": origin, "religion": words, "about": words}
    assert Offered.of(O, said, **family) == Offered.of(O, profile, **family)
    assert not {"origin", "religion"} & {field.name for side in (Wanted, Offered) for field in fields(side)}


def test_a_pinned_family_stands_first_but_not_before_what_must_hold() -> None:
    good, plain = Offered(UUID(int=3), interests=frozenset({"music"})), Offered(UUID(int=4))
    full = Offered(UUID(int=5), places=0)
    asks = Wanted(W, 15, interests=frozenset({"music"}))
    assert [one.offered for one in rank(asks, [full, plain, good])] == [good, plain, full]
    assert [one.offered for one in rank(asks, [full, plain, good], pinned=[plain.id, full.id])] == [
        plain,
        good,
        full,
    ]


def test_a_certificate_of_tomorrow_is_not_in_force() -> None:
    def of(days: int) -> bool:
        on = made.TODAY + timedelta(days=days)
        return Offered.of(O, {}, approved=True, certificate_on=on, today=made.TODAY, places=1).certified

    assert (of(-1), of(0), of(1)) == (True, True, False)


def test_an_integration_family_has_the_papers_that_are_asked_for() -> None:
    asks = Wanted(W, 15, needs=frozenset({"approval", "training"}))
    trained = Offered(UUID(int=3), papers=frozenset({"approval", "training"}))
    half = Offered(UUID(int=4), papers=frozenset({"approval"}))
    assert [one.possible for one in rank(asks, [half, trained], conditions=PLACEMENT)] == [True, False]
    assert [one.possible for one in rank(asks, [half, trained], conditions=FRIENDSHIP)] == [True, True]


@pytest.mark.parametrize(
    ("asks", "family", "reasons", "misfits"),
    [
        ({"interests": ["music", "football"]}, {"interests": ["football", "music"]}, "Both like: football and music", ""),
        ({"family": ["my-age"]}, {"children": [14]}, "Children of the same age", ""),
        ({"family": ["my-age"]}, {"children": [4]}, "", "No children of the same age"),
        ({"hopes": ["friends"]}, {"children": [16]}, "Children of the same age", ""),
        ({"family": ["no-children"]}, {"children": [3]}, "", "Children live at home"),
        ({"family": ["couple"]}, {"adults": 1}, "", "One adult"),
        ({"family": ["couple"]}, {}, "", ""),
        ({"family": ["couple", "single"]}, {"adults": 1}, "", ""),
        ({"times": ["monday-day"]}, {"times": ["monday-day"]}, "Has time on the same days", ""),
        ({"times": ["monday-day"]}, {"times": ["monday-evening"]}, "", "No time in common"),
        ({"times": ["monday-day"]}, {}, "", ""),
        ({"languages": ["ti"]}, {"languages": ["da"]}, "", "No language in common yet"),
        ({"animals": "no-dogs"}, {"animals": ["dog"]}, "", "Wanted no dogs: there is one"),
        ({"animals": "no-dogs"}, {"animals": ["cat"]}, "No dog", ""),
        ({}, {"minutes": 10}, "Lives close by", ""),
        ({"family": ["near"]}, {"minutes": 25}, "", "Doesn't live close by"),
        ({}, {"minutes": 25}, "", ""),
        ({}, {"ages": [12, 14]}, "", "The family asked for another age"),
        ({}, {}, "", ""),
    ],
)  # fmt: skip
def test_each_rule_says_why(asks, family, reasons, misfits) -> None:
    wanted = Wanted.of(W, asks, age=15)
    offered = Offered.of(O, family, approved=True, certificate_on=made.TODAY, today=made.TODAY, places=1)
    found = rank(wanted, [offered])[0]
    assert (" / ".join(found.reasons), " / ".join(found.misfits)) == (reasons, misfits)


@pytest.fixture
def danish():
    token = i18n.language.set(i18n.LANGUAGES["da"])
    yield
    i18n.language.reset(token)


def test_it_says_so_in_the_language_of_the_reader(danish: Callable[[], None]) -> None:
    asks, has = Wanted(W, 15, languages=frozenset({"da"})), Offered(O, languages=frozenset({"da"}))
    said = rank(asks, [has])[0].reasons
    assert said == (i18n.gettext("A language in common"),)
    assert said != ("A language in common",)


@pytest.mark.parametrize(
    ("asks", "family", "name"),
    [
        (Wanted(W, 15, gate=False), Offered(O), "gate"),
        (Wanted(W, 15), Offered(O, approved=False), "approved"),
        (Wanted(W, 15), Offered(O, certified=False), "certificate"),
        (Wanted(W, 15), Offered(O, places=0), "capacity"),
        (Wanted(W, 15, ruled_out=frozenset({O})), Offered(O), "ruled-out"),
        (Wanted(W, 15, animals="no-dogs"), Offered(O, animals=frozenset({"dog", "cat"})), "animals"),
        (Wanted(W, 15, animals="no"), Offered(O, animals=frozenset({"cat"})), "animals"),
        (Wanted(W, 15, needs=frozenset({"training"})), Offered(O), "papers"),
    ],
)
def test_each_condition_alone_keeps_two_apart(asks, family, name) -> None:
    assert [one.name for one in broken(asks, family, PLACEMENT)] == [name]
    assert broken(Wanted(W, 15, animals="no-dogs"), Offered(O, animals=frozenset({"cat"})), PLACEMENT) == []


def test_one_thing_more_in_common_is_always_worth_the_same() -> None:
    """Else a family could fall behind another that has it too."""
    assert all(FULL % rule.full == 0 for rule in RULES if isinstance(rule, Overlap))
    likes = [one.value for one in questions.INTERESTS]
    asks = Wanted(W, 15, interests=frozenset(likes))
    reached = [
        points(asks, Offered(O, interests=frozenset(likes[:n])), {"together": Importance.NOT})
        for n in range(17)
    ]
    assert len({after - before for before, after in pairwise(reached)}) == 1
