"""The steps of a family's way: what can follow what, what is asked before, how long is too long."""

from datetime import timedelta
from itertools import pairwise

import pytest

from app.finding.pipeline import (
    BESIDES,
    KINDS,
    PATIENCE,
    STATES,
    WAY,
    is_onwards,
    waits_too_long,
    ways_from,
    words_for,
)
from app.identity.policy import Role
from app.kit import clock
from app.people.models import FamilyState

F = FamilyState


@pytest.mark.parametrize("kind", KINDS)
def test_every_step_can_be_come_to_and_gone_on_from(kind: Role) -> None:
    reached, ahead = set(), [F.APPLIED]
    while ahead:
        state = ahead.pop()
        reached.add(state)
        ahead += [way for way in ways_from(kind, state) if way not in reached]
    # A friendship family comes to know a young person by the friendship itself, never by hand.
    assert reached == set(STATES) - ({F.MATCHED} if kind == Role.FRIEND else set())
    assert all(ways_from(kind, state) for state in reached)


@pytest.mark.parametrize("kind", KINDS)
def test_the_next_step_stands_first_and_a_slip_can_be_mended(kind: Role) -> None:
    for before, after in pairwise(WAY):
        assert ways_from(kind, before)[0] == after
        assert before in ways_from(kind, after)
        assert is_onwards(before, after)
        assert not is_onwards(after, before)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("state", STATES)
def test_each_step_says_where_one_is_and_what_comes(kind: Role, state: FamilyState) -> None:
    told = words_for(kind, state)
    assert told.here.endswith(".")
    assert told.next.endswith(".")


def test_an_integration_family_is_approved_and_trained_besides() -> None:
    """Like a foster family [2.1]."""
    assert set(BESIDES[Role.FRIEND]) < set(BESIDES[Role.MFI]) < set(BESIDES[Role.HOST])


@pytest.mark.parametrize("state", PATIENCE)
def test_too_long_begins_the_day_after_patience_ends(state: FamilyState) -> None:
    now = clock.now()
    patience = timedelta(days=PATIENCE[state])
    assert not waits_too_long(state, now - patience, now)
    assert waits_too_long(state, now - patience - timedelta(seconds=1), now)


@pytest.mark.parametrize("state", [one for one in STATES if one not in PATIENCE])
def test_who_knows_somebody_rests_or_has_stopped_doesnt_wait(state: FamilyState) -> None:
    assert not waits_too_long(state, clock.in_days(-3000), clock.now())
