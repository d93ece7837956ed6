"""Home: what waits, what comes next, who helps now; and where everybody else goes."""

from datetime import UTC, datetime

import brotli
import pytest

from app.home import pages
from app.identity.viewer import load_viewer
from app.kit import clock
from app.meetups.models import MeetupTime
from app.people import pages as people_pages
from app.people.helpers import helpers_of, in_office_hours
from tests.cast import id_of
from tests.conftest import ClientOf, ViewerOf
from tests.meetups.conftest import offered

TUESDAY_NOON = datetime(2026, 11, 24, 11, tzinfo=UTC)
TUESDAY_NIGHT = datetime(2026, 11, 24, 20, tzinfo=UTC)
SATURDAY_NOON = datetime(2026, 11, 28, 11, tzinfo=UTC)


def test_who_isnt_signed_in_chooses_a_language_first(client_of: ClientOf) -> None:
    client = client_of("")
    assert client.get("/").headers["location"] == "/sign-in"
    client.cookies.delete("sammen_language")
    assert client.get("/").headers["location"] == "/welcome"


@pytest.mark.parametrize(
    ("slug", "place"),
    [
        ("interpreter-ti", "/queue"),
        ("mfi", "/youths"),
        ("contact-person", "/youths"),
        ("caseworker", "/caseload"),
        ("coordinator-rk", "/requests"),
        ("supervisor", "/placements"),
        ("steering", "/steering"),
        ("safeguarding", "/reports"),
        ("admin", "/accounts"),
    ],
)
def test_everybody_else_goes_to_the_first_of_their_places(slug: str, place: str, client_of: ClientOf) -> None:
    answer = client_of(slug).get("/")
    assert answer.status_code == 303
    assert answer.headers["location"] == place


def test_a_youth_who_asked_for_nothing_is_invited_to(client_of: ClientOf) -> None:
    page = client_of("youth-new").get("/").text
    assert "Nothing waits for you right now" in page
    assert "Ask for a friendship family" in page
    assert "Ask an interpreter" in page


@pytest.mark.parametrize(
    "slug", ["youth-new", "youth-waiting", "youth-matched", "youth-adult", "youth-hosted"]
)
def test_112_and_bornetelefonen_are_always_there(slug: str, client_of: ClientOf) -> None:
    client = client_of(slug)
    for path in ("/", "/help"):
        page = client.get(path).text
        assert "tel:112" in page
        assert "tel:116111" in page


def test_help_is_there_for_who_isnt_signed_in(client_of: ClientOf) -> None:
    page = client_of("").get("/help")
    assert page.status_code == 200
    assert "tel:116111" in page.text


@pytest.mark.parametrize(
    ("moment", "by_day"), [(TUESDAY_NOON, True), (TUESDAY_NIGHT, False), (SATURDAY_NOON, False)]
)
def test_by_day_the_contact_person_helps_and_else_the_night_number(
    moment: datetime, *, by_day: bool, session
) -> None:
    viewer = load_viewer(session, id_of("youth-new"), clock.now())
    viewer.now = moment
    youth = people_pages.myself(viewer)
    (helper,) = helpers_of(viewer, youth, people_pages.around(viewer, youth.id))
    assert in_office_hours(moment) == by_day
    assert helper.phone == ("46 00 00 01" if by_day else "46 00 00 02")
    assert helper.tel.startswith("+45")
    assert (helper.name == "Thomas Friis") == by_day


def test_a_meetup_that_waits_for_my_answer_stands_first_and_the_next_one_below(
    viewer_of: ViewerOf, client_of: ClientOf, session
) -> None:
    family, youth = viewer_of("family"), viewer_of("youth-matched")
    waiting, agreed = offered(family, 4), offered(family, 2)
    (time,) = youth.all(MeetupTime, MeetupTime.meetup_id == agreed.id)
    agreed.accept(time, seen=0, by=youth)
    session.commit()
    home = pages.youth_home(viewer_of("youth-matched"))
    assert [card.id for card in home.answers] == [waiting.id]
    assert home.next is not None
    assert home.next.id == agreed.id
    page = client_of("youth-matched").get("/").text
    assert page.index(str(waiting.id)) < page.index(str(agreed.id))
    assert str(agreed.id) in client_of("family").get("/").text


def test_a_family_that_applies_sees_where_it_is(client_of: ClientOf) -> None:
    page = client_of("family-applying").get("/").text
    assert 'aria-current="step"' in page
    assert "information meeting" in page


def test_an_approved_family_reads_that_somebody_looks(client_of: ClientOf) -> None:
    assert "You are approved" in client_of("family-free").get("/").text


@pytest.mark.parametrize("slug", ["family", "family-two"])
def test_a_family_sees_the_youth_it_knows_and_whom_to_call(slug: str, client_of: ClientOf) -> None:
    page = client_of(slug).get("/").text
    assert "Yara Haddad" in page
    assert "Thomas Friis" in page


def test_home_runs_the_same_few_queries_however_much_there_is(viewer_of: ViewerOf, count_queries) -> None:
    def run(slug: str, home) -> int:
        viewer = viewer_of(slug)
        with count_queries() as seen:
            home(viewer)
        return len(seen)

    few = run("youth-matched", pages.youth_home), run("family", pages.family_home)
    family = viewer_of("family")
    for day in range(2, 9):
        offered(family, day, day + 1)
    many = run("youth-matched", pages.youth_home), run("family", pages.family_home)
    assert max(many) <= 12
    assert (many[0] - few[0], many[1] - few[1]) == (1, 1)  # the times of offers, once there is one


@pytest.mark.parametrize("language", ["da", "ar", "fa_AF", "ti"])
def test_home_arrives_in_the_first_14_kilobytes(language: str, client_of: ClientOf) -> None:
    client = client_of("youth-matched")
    client.cookies.set("sammen_language", language)
    first = client.get("/")
    assert len(brotli.compress(first.content, quality=4)) <= 14 * 1024
