"""Two at the same moment: one of two interpreters gets it, and one interpreter gets one of two that overlap."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID

import pytest
from sqlalchemy import Engine, delete
from sqlmodel import col

from app.audit.models import AuditLine
from app.bookings.kinds import State
from app.bookings.models import Booking
from app.bookings.times import BookingTime
from app.identity.viewer import Viewer, load_viewer
from app.kit import clock, db
from app.kit.errors import Refused
from app.kit.jobs import Job
from tests.bookings.conftest import asked, wish
from tests.cast import id_of

Made = Callable[..., UUID]


@pytest.fixture
def made(db_engine: Engine) -> Iterator[Made]:
    """A booking that is really committed and open to all; taken away after."""
    ids: list[UUID] = []

    def make(hours: float) -> UUID:
        with db.transaction(on=db_engine) as session:
            booking = asked(load_viewer(session, id_of("caseworker"), clock.now()), wanted=wish(hours))
            booking.shared_at = clock.now()
        ids.append(booking.id)
        return booking.id

    yield make
    with db.transaction(on=db_engine) as session:
        session.execute(delete(BookingTime).where(col(BookingTime.booking_id).in_(ids)))
        session.execute(delete(AuditLine).where(col(AuditLine.subject_id).in_(ids)))
        session.execute(delete(Job))
        session.execute(delete(Booking).where(col(Booking.id).in_(ids)))


def both(engine: Engine, *acts: tuple[str, UUID]) -> list[str]:
    """Both say yes at once; what each is told."""
    both_there = Barrier(2)

    def act(slug: str, booking_id: UUID) -> str:
        both_there.wait(10)
        try:
            with db.transaction(on=engine) as session:
                viewer: Viewer = load_viewer(session, id_of(slug), clock.now())
                Booking.to_answer(booking_id, viewer).take(by=viewer)
        except Refused as refusal:
            return str(refusal)
        return ""

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(act, *zip(*acts, strict=True)))


@pytest.mark.parametrize("turn", range(3))
def test_two_interpreters_say_yes_and_one_gets_it(db_engine: Engine, made: Made, turn: int):
    booking_id = made(48)
    said = both(db_engine, ("interpreter-ti", booking_id), ("interpreter-ti-2", booking_id))
    assert said.count("") == 1, said
    with db.transaction(on=db_engine) as session:
        booking = session.get_one(Booking, booking_id)
        winner = "interpreter-ti" if said[0] == "" else "interpreter-ti-2"
        assert (booking.state, booking.interpreter_id, booking.sequence) == (State.AGREED, id_of(winner), 1)


@pytest.mark.parametrize("turn", range(3))
def test_an_interpreter_takes_two_that_overlap_and_gets_one(db_engine: Engine, made: Made, turn: int):
    first, second = made(48), made(48.5)
    said = both(db_engine, ("interpreter-ti", first), ("interpreter-ti", second))
    assert said.count("") == 1, said


def test_a_double_tap_lands_once(db_engine: Engine, made: Made):
    booking_id = made(48)
    assert both(db_engine, ("interpreter-ti", booking_id), ("interpreter-ti", booking_id)) == ["", ""]
    with db.transaction(on=db_engine) as session:
        assert session.get_one(Booking, booking_id).sequence == 1
