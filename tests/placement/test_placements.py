"""Follow-ups: weekly for 8 weeks, fortnightly to week 24, monthly on [KORA 2.3]."""

from datetime import date, timedelta

import pytest
from sqlmodel import Session

from app.kit import clock
from app.kit.errors import NotFound, Refused
from app.placement.follow_ups import follow_up
from app.placement.models import Placement, PlacementState, rhythm
from app.placement.pages import hosted_without_placement, stays
from tests.cast import id_of
from tests.conftest import ViewerOf

MOVED = date(2026, 1, 5)


@pytest.mark.parametrize(
    ("weeks", "days"), [(0, 7), (4, 7), (8, 7), (8.2, 14), (16, 14), (24, 14), (24.2, 30), (60, 30)]
)
def test_the_rhythm_slows_down(weeks: float, days: int):
    assert rhythm(MOVED, MOVED + timedelta(weeks=weeks)).days == days


@pytest.fixture
def placement(session: Session) -> Placement:
    placement = Placement(
        youth_id=id_of("youth-hosted"),
        family_id=id_of("family:host-family"),
        state=PlacementState.LIVING,
        since=clock.in_days(-70),
        lived_there_from=clock.today() - timedelta(days=70),
        next_follow_up=clock.today() - timedelta(days=3),
    )
    session.add(placement)
    session.commit()
    return placement


def test_the_supervisor_sees_what_is_overdue_and_by_how_long(viewer_of: ViewerOf, placement: Placement):
    (stay,) = stays(viewer_of("supervisor"))
    assert (stay.youth, stay.family, stay.days_over, stay.is_over) == ("Omid Rahimi", "Lund", 3, True)
    assert hosted_without_placement(viewer_of("supervisor")) == 0


def test_a_host_tie_without_a_placement_is_told(viewer_of: ViewerOf):
    assert stays(viewer_of("supervisor")) == []
    assert hosted_without_placement(viewer_of("supervisor")) == 1


def test_a_follow_up_sets_the_next_one(viewer_of: ViewerOf, placement: Placement):
    supervisor = viewer_of("supervisor")
    follow_up(placement, clock.today(), by=supervisor)
    assert placement.next_follow_up == clock.today() + timedelta(days=14)  # the eleventh week
    with pytest.raises(Refused):
        follow_up(placement, clock.today() + timedelta(days=1), by=supervisor)


@pytest.mark.parametrize(
    "who", ["caseworker-elsewhere", "caseworker-former", "family", "steering", "coordinator-rk"]
)
def test_nobody_else_sees_or_follows_up(viewer_of: ViewerOf, placement: Placement, who: str):
    with pytest.raises(NotFound):
        viewer_of(who).find(Placement, placement.id)
    with pytest.raises(NotFound):
        follow_up(placement, clock.today(), by=viewer_of(who))


@pytest.mark.parametrize("who", ["youth-hosted", "host-family", "caseworker", "supervisor"])
def test_those_around_see_it(viewer_of: ViewerOf, placement: Placement, who: str):
    assert viewer_of(who).find(Placement, placement.id)


@pytest.mark.parametrize("who", ["youth-hosted", "host-family"])
def test_the_youth_and_the_family_see_and_do_not_change(viewer_of: ViewerOf, placement: Placement, who: str):
    with pytest.raises(NotFound):
        follow_up(placement, clock.today(), by=viewer_of(who))
