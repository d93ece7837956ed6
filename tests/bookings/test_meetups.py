"""A booking for a meetup: asked by the two who meet, and moved and called off with it."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from app.bookings.kinds import Purpose, State
from app.bookings.models import Booking
from app.bookings.reminders import remind
from app.identity.policy import Role
from app.kit import clock
from app.kit.jobs import Job
from app.meetups import moving
from app.meetups.models import Meetup, MeetupTime
from tests.bookings.conftest import NOW, Ask
from tests.conftest import ClientOf, ViewerOf
from tests.meetups.conftest import offered, times_of

pytestmark = pytest.mark.usefixtures("still")


@pytest.fixture
def meetup(viewer_of: ViewerOf, session: Session, app) -> Meetup:
    """The family and the youth meet in four days."""
    made = offered(viewer_of("family"), 4)
    youth = viewer_of("youth-matched")
    made.accept(times_of(youth, made)[0], seen=0, by=youth)
    session.commit()
    return made


def booked(client_of: ClientOf, session: Session, meetup: Meetup, slug: str = "family") -> Booking:
    path = f"/meetups/{meetup.id}/interpreter"
    assert client_of(slug).get(path).status_code == 200
    assert client_of(slug).post(path, data={"minutes": "90", "words": "Vi laver mad"}).status_code == 303
    return session.exec(select(Booking)).one()


@pytest.mark.parametrize("slug", ["family", "family-two", "youth-matched"])
def test_the_two_ask_from_their_meetup(client_of: ClientOf, session: Session, meetup: Meetup, slug: str):
    assert f"/meetups/{meetup.id}/interpreter" in client_of(slug).get(f"/meetups/{meetup.id}").text
    booking = booked(client_of, session, meetup, slug)
    time = session.get_one(MeetupTime, meetup.chosen_time_id)
    assert (booking.starts_at, booking.minutes, booking.purpose) == (time.starts_at, 90, Purpose.MEETUP)
    assert booking.asked_as == (Role.YOUTH if slug == "youth-matched" else Role.FRIEND)
    again = client_of(slug).post(
        f"/meetups/{meetup.id}/interpreter", data={"minutes": "60", "words": "mine ord"}
    )
    assert again.status_code == 422
    assert "mine ord" in again.text


@pytest.mark.parametrize(
    "slug", ["caseworker", "mfi", "family-free", "host-family", "coordinator-rk", "youth-new"]
)
def test_nobody_else_does(client_of: ClientOf, meetup: Meetup, slug: str):
    path = f"/meetups/{meetup.id}/interpreter"
    assert client_of(slug).get(path).status_code == 404
    assert client_of(slug).post(path, data={"minutes": "60"}).status_code == 404


def test_called_off_with_the_meetup_by_whoever_calls_that_off(
    client_of: ClientOf, viewer_of: ViewerOf, session: Session, meetup: Meetup
):
    booking = booked(client_of, session, meetup)
    booking.take(by=viewer_of("interpreter-ar"))
    meetup.cancel("", seen=1, by=viewer_of("coordinator-rk"))
    assert booking.state == State.CALLED_OFF
    told = {job.payload["account"] for job in session.exec(select(Job).where(Job.kind == "tell"))}
    assert str(viewer_of("interpreter-ar").account_id) in told


def test_moved_with_the_meetup_it_is_asked_for_anew(
    client_of: ClientOf, viewer_of: ViewerOf, session: Session, meetup: Meetup
):
    booking = booked(client_of, session, meetup)
    booking.take(by=viewer_of("interpreter-ar"))
    starts_at = NOW + timedelta(days=6)
    moving.move(meetup, ((starts_at, starts_at + timedelta(hours=2)),), seen=1, by=viewer_of("family"))
    assert booking.state == State.AGREED  # what is agreed stands until another time is
    youth = viewer_of("youth-matched")
    other = next(time for time in times_of(youth, meetup) if time.moving)
    moving.accept_move(meetup, other, seen=2, by=youth)
    assert (booking.state, booking.starts_at, booking.minutes) == (State.ASKED, starts_at, 90)
    assert booking.interpreter_id is None
    booking.take(by=viewer_of("interpreter-ar"))


def test_all_in_it_are_reminded_the_day_before_and_the_interpreter_afterwards(
    ask: Ask, viewer_of: ViewerOf, session: Session
):
    def told() -> list[str]:
        rows = session.exec(select(Job).where(Job.kind == "tell")).all()
        return sorted(job.payload["account"] for job in rows if job.payload["kind"] == "reminder")

    booking = ask("contact-person")
    booking.take(by=viewer_of("interpreter-ti"))
    session.commit()
    jobs = session.exec(select(Job).where(Job.kind == "booking-remind").order_by(Job.due_at)).all()  # type: ignore[arg-type]
    day, after = (job.payload for job in jobs)
    assert [job.due_at for job in jobs] == [
        booking.starts_at - timedelta(days=1),
        booking.ends_at + timedelta(hours=2),
    ]
    remind(day | {"starts_at": (booking.starts_at + timedelta(hours=1)).isoformat()})  # another time by now
    assert told() == []
    remind(day)
    in_it = {viewer_of(slug).account_id for slug in ("youth-new", "contact-person", "interpreter-ti")}
    assert told() == sorted(str(one) for one in in_it)
    for job in session.exec(select(Job).where(Job.kind == "tell")).all():
        session.delete(job)
    session.commit()
    with clock.freeze(booking.ends_at + timedelta(hours=2)):
        remind(after)
    assert told() == [str(viewer_of("interpreter-ti").account_id)]
    booking = session.get_one(Booking, booking.id)
    booking.call_off("", by=viewer_of("contact-person"))
    session.commit()
    before = told()
    remind(day)
    assert told() == before
