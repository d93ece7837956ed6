"""The pages: asking by a form, lists in their order, a calendar file, words that are kept when something isn't right."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar
from sqlmodel import Session, select

from app.bookings.hours import GrantedHours
from app.bookings.kinds import Purpose, State, Venue
from app.bookings.models import Booking
from app.bookings.pages import lists
from app.kit import clock
from app.people.models import Youth
from tests.bookings.conftest import NOW, Ask
from tests.cast import id_of
from tests.conftest import ClientOf, ViewerOf

pytestmark = pytest.mark.usefixtures("still")
FIXED = "interpreter-ti"
ADDRESS = f"/youths/{id_of('youth-new')}/bookings"
FORM = {
    "purpose": "school", "venue": "place", "address": "Skolen", "day1": "2026-11-26", "clock1": "10.00", "minutes": "90",
    "words": "mine ord",
}  # fmt: skip


def test_asked_by_a_form_it_stands_at_the_top_of_the_interpreters_list(client_of: ClientOf, session: Session):
    answer = client_of("caseworker").post(ADDRESS, data=FORM)
    booking = session.exec(select(Booking)).one()
    assert answer.headers["location"] == f"/bookings/{booking.id}"
    assert (booking.purpose, booking.venue, booking.minutes) == (Purpose.SCHOOL, Venue.PLACE, 90)
    assert booking.starts_at == datetime(2026, 11, 26, 10, tzinfo=ZoneInfo("Europe/Copenhagen"))
    page = client_of(FIXED).get("/bookings").text
    assert page.index("Waiting for your answer") < page.index(str(booking.id))
    assert "You are asked first" in page
    assert "&lt;" not in page  # markup that was taken for words
    assert 'href="/bookings"' in client_of(FIXED).get("/queue").text


def test_a_double_tap_asks_once(client_of: ClientOf, session: Session):
    caseworker, data = client_of("caseworker"), FORM | {"once": str(uuid4())}
    first, second = (caseworker.post(ADDRESS, data=data) for _ in range(2))
    assert first.headers["location"] == second.headers["location"]
    assert len(session.exec(select(Booking)).all()) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"purpose": ""},
        {"purpose": "meetup"},
        {"venue": "the moon"},
        {"address": ""},
        {"minutes": "61"},
        {"day1": ""},
        {"clock1": "25.00"},
        {"day1": "2026-11-20"},
        {"day1": "2029-11-20"},
        {"address": "x" * 121},
    ],
)
def test_wrong_input_keeps_the_words(client_of: ClientOf, session: Session, wrong: dict[str, str]):
    answer = client_of("caseworker").post(ADDRESS, data=FORM | wrong)
    assert answer.status_code == 422
    assert "mine ord" in answer.text
    assert session.exec(select(Booking)).all() == []


def test_a_youth_asks_for_themselves_with_pictures_and_sees_their_list(client_of: ClientOf, session: Session):
    youth = client_of("youth-new")
    assert "Almaz Gebre" in youth.get("/bookings/new").text
    assert youth.post("/bookings", data=FORM | {"venue": "phone", "address": ""}).status_code == 303
    page = youth.get("/bookings").text
    assert "Talk at school" in page
    assert "#graduation-cap" in page
    assert '/bookings"' in youth.get("/people").text
    assert client_of("interpreter-ar").post("/bookings", data=FORM).status_code == 404


def test_a_home_with_a_family_has_the_family_in_it(client_of: ClientOf, session: Session):
    path = f"/youths/{id_of('youth-hosted')}/bookings"
    home = {"purpose": "family", "venue": "home", "address": ""}
    assert client_of("supervisor").post(path, data=FORM | home).status_code == 303
    assert client_of("caseworker").post(path, data=FORM | {"clock1": "14"}).status_code == 303
    assert client_of("host-family").post(path, data=FORM | {"clock1": "16"}).status_code == 303
    families = [one.family_id for one in session.exec(select(Booking).order_by(Booking.starts_at))]  # type: ignore[arg-type]
    host = id_of("family:host-family")
    assert families == [host, None, host]
    for address in ("/", f"/youths/{id_of('youth-hosted')}"):
        assert path in client_of("host-family").get(address).text


def test_other_times_are_offered_and_chosen_by_forms(ask: Ask, client_of: ClientOf, session: Session):
    booking = ask("contact-person", minutes=90)
    session.commit()
    interpreter, contact = client_of(FIXED), client_of("contact-person")
    assert interpreter.get(f"/bookings/{booking.id}/times").status_code == 200
    for wrong in ({}, {"day1": "2026-11-20", "clock1": "10"}, {"day1": "2026-11-30", "clock1": "late"}):
        assert interpreter.post(f"/bookings/{booking.id}/times", data=wrong).status_code == 422
    data = {"day1": "2026-11-30", "clock1": "10", "day2": "2026-12-01", "clock2": "12.30"}
    assert interpreter.post(f"/bookings/{booking.id}/times", data=data).status_code == 303
    assert interpreter.get(f"/bookings/{booking.id}/times").status_code == 404
    page = contact.get(f"/bookings/{booking.id}").text
    assert "Which time is good?" in page
    time = page.split('name="time" value="')[2].split('"')[0]
    assert contact.post(f"/bookings/{booking.id}/choice", data={"time": str(uuid4())}).status_code == 404
    assert contact.post(f"/bookings/{booking.id}/choice", data={"time": time}).status_code == 303
    session.expire_all()
    booking = session.get_one(Booking, booking.id)
    assert (booking.state, booking.minutes) == (State.AGREED, 90)
    assert booking.starts_at.astimezone(ZoneInfo("Europe/Copenhagen")).hour == 12
    assert client_of("mfi").post(f"/bookings/{booking.id}/choice", data={"time": time}).status_code == 404


def test_an_agreed_one_is_a_neutral_calendar_file(
    ask: Ask, viewer_of: ViewerOf, client_of: ClientOf, session: Session
):
    booking = ask()
    booking.take(by=viewer_of(FIXED))
    session.commit()
    answer = client_of(FIXED).get(f"/bookings/{booking.id}.ics")
    assert answer.headers["content-type"].startswith("text/calendar")
    calendar = Calendar.from_ical(answer.content)
    event: Any = calendar.walk("VEVENT")[0]
    assert event.start == booking.starts_at
    assert str(event["SUMMARY"]) == "Meeting with an interpreter · Sammen"
    assert str(event["LOCATION"]) == "Skolen, lokale 4"
    assert [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")] == ["Europe/Copenhagen"]
    assert b"Selam" not in answer.content
    assert client_of("interpreter-ti-2").get(f"/bookings/{booking.id}.ics").status_code == 404


def test_what_overlaps_is_shown_before_the_yes(
    ask: Ask, viewer_of: ViewerOf, client_of: ClientOf, session: Session
):
    ask(hours=48).take(by=viewer_of(FIXED))
    other = ask(hours=48.5)
    session.commit()
    page = client_of(FIXED).get(f"/bookings/{other.id}").text
    assert "you have another meeting already" in page
    assert "Yes, I come" not in page
    assert client_of(FIXED).post(f"/bookings/{other.id}/taking").status_code == 422


def test_minutes_are_written_by_a_form(ask: Ask, viewer_of: ViewerOf, client_of: ClientOf, session: Session):
    booking = ask(hours=1)
    booking.take(by=viewer_of(FIXED))
    session.commit()
    interpreter, path = client_of(FIXED), f"/bookings/{booking.id}/minutes"
    assert interpreter.post(path, data={"minutes": "60"}).status_code == 422  # not yet
    with clock.freeze(NOW + timedelta(hours=3)):
        assert "Write how long it took" in interpreter.get("/bookings").text
        for wrong in ("", "0", "721", "soon", "9" * 400):
            assert interpreter.post(path, data={"minutes": wrong}).status_code == 422
        assert client_of("caseworker").post(path, data={"minutes": "60"}).status_code == 404
        assert interpreter.post(path, data={"minutes": "٤٥"}).status_code == 303
        assert "0:45" in client_of("caseworker").get(f"/bookings/{booking.id}").text
        assert "A booked meeting" in interpreter.get("/sheet").text
        assert client_of("youth-new").get(f"/bookings/{booking.id}").status_code == 200
    with clock.freeze(NOW + timedelta(days=16)):  # it is over, and so is the sheet
        assert client_of(FIXED).get(f"/bookings/{booking.id}").status_code == 404


def test_hours_are_granted_by_a_form(client_of: ClientOf, session: Session):
    path = f"/youths/{id_of('youth-hosted')}/interpreter-hours"
    data = {"weekly": "90", "starts_on": "2026-11-23", "reason": "Mere tid i begyndelsen"}
    supervisor = client_of("supervisor")
    for wrong in ({"weekly": "31"}, {"starts_on": "soon"}, {"starts_on": "2031-01-01"}, {"reason": ""}):
        answer = supervisor.post(path, data=data | wrong)
        assert answer.status_code == 422
        assert "reason" in wrong or "Mere tid i begyndelsen" in answer.text
    assert session.exec(select(GrantedHours)).all() == []
    assert client_of("host-family").post(path, data=data).status_code == 404
    assert client_of("contact-person").post(path, data=data).status_code == 404
    assert supervisor.post(path, data=data).status_code == 303
    page = client_of("host-family").get(f"/youths/{id_of('youth-hosted')}/bookings/new").text
    assert "Hours left" in page
    assert "1:30" in page
    answer = client_of("host-family").post(
        f"/youths/{id_of('youth-hosted')}/bookings", data=FORM | {"minutes": "120"}
    )
    assert answer.status_code == 303
    assert "more%20than%20the%20hours" in answer.headers["set-cookie"]


def test_lists_cost_as_much_with_many_as_with_few(
    ask: Ask, viewer_of: ViewerOf, session: Session, count_queries: Callable[[], Any]
):
    def cost() -> int:
        viewer = viewer_of("caseworker")
        with count_queries() as seen:
            lists(viewer)
        return len(seen)

    ask(hours=24)
    few = cost()
    for hours in range(30, 60, 3):
        ask(hours=hours)
    session.flush()
    assert cost() == few


def test_the_youths_page_and_the_family_link_to_it(client_of: ClientOf, session: Session):
    assert ADDRESS in client_of("caseworker").get(f"/youths/{id_of('youth-new')}").text
    youth = session.get_one(Youth, id_of("youth-new"))
    assert youth.name in client_of("caseworker").get(ADDRESS).text
