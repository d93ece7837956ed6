"""A youth who knows a family, and a way to offer."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from app.identity.viewer import Viewer
from app.kit import clock
from app.meetups.models import Meetup, MeetupTime
from app.meetups.plan import Plan, What
from app.people.models import Family, Youth
from tests.cast import id_of
from tests.conftest import ViewerOf

Offer = Callable[..., Meetup]


def plan(*days: float, what: What = What.WALK, venue: str = "Domkirken", note: str = "") -> Plan:
    starts = [clock.in_days(day) for day in days]
    return Plan(what, venue, note, tuple((start, start + timedelta(hours=2)) for start in starts))


def offered(viewer: Viewer, *days: float, youth: str = "youth-matched", family: str = "family") -> Meetup:
    """A meetup that a viewer offers, so many days from now."""
    return Meetup.offer(
        viewer.session.get_one(Youth, id_of(youth)),
        viewer.session.get_one(Family, id_of(f"family:{family}")),
        plan(*(days or (2,))),
        by=viewer,
    )


def times_of(viewer: Viewer, meetup: Meetup) -> list[MeetupTime]:
    return viewer.all(MeetupTime, MeetupTime.meetup_id == meetup.id, order_by=MeetupTime.starts_at)


def agreed_in(offer: Offer, viewer_of: ViewerOf, days: float, **who: str) -> Meetup:
    """A meetup that the family offered and the youth said yes to, so many days from now."""
    meetup = offer("family", days, **who)
    youth = viewer_of("youth-matched")
    meetup.accept(times_of(youth, meetup)[0], seen=0, by=youth)
    return meetup


@pytest.fixture
def offer(viewer_of: ViewerOf) -> Offer:
    """`offer("family", 2, 3)`: the family of the cast offers to meet in two and in three days."""
    return lambda slug="family", *days, **who: offered(viewer_of(slug), *days, **who)
