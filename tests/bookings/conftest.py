"""A way to ask for an interpreter, on a day when the clock stands still."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session

from app.bookings.facts import Wish
from app.bookings.kinds import Purpose, Venue
from app.bookings.models import Booking
from app.bookings.pages import role_of
from app.identity.viewer import Viewer
from app.kit import clock
from app.people.models import Youth
from tests.cast import id_of
from tests.conftest import ViewerOf

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)  # a Tuesday, week 48, eleven o'clock in Copenhagen
Ask = Callable[..., Booking]


@pytest.fixture
def still(session: Session) -> Iterator[None]:
    """The clock stands still, once the cast is laid: they are of the day on which the tests run."""
    with clock.freeze(NOW):
        yield


def wish(
    hours: float = 48,
    minutes: int = 60,
    venue: Venue = Venue.PLACE,
    purpose: Purpose = Purpose.SCHOOL,
    **more: object,
) -> Wish:
    starts_at = clock.now() + timedelta(hours=hours)
    given = {"address": "Skolen, lokale 4", "words": "Om valg af linje"} | more
    return Wish(purpose, venue, starts_at, starts_at + timedelta(minutes=minutes), **given)  # type: ignore[arg-type]


def asked(viewer: Viewer, youth: str = "youth-new", wanted: Wish | None = None) -> Booking:
    """What somebody asks for, for a youth."""
    one = viewer.session.get_one(Youth, id_of(youth))
    return Booking.ask(one, wanted or wish(), role_of(viewer, one), by=viewer)


@pytest.fixture
def ask(viewer_of: ViewerOf) -> Ask:
    """`ask("caseworker", "youth-new", hours=48)`: somebody asks for a youth."""

    def make(slug: str = "caseworker", youth: str = "youth-new", **wanted: object) -> Booking:
        return asked(viewer_of(slug), youth, wish(**wanted))  # type: ignore[arg-type]

    return make
