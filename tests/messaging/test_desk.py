"""The way of a question, hours and absences, taking back, the summary: by the clock, on both databases."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from pydantic_core import PydanticCustomError
from sqlmodel import Session, col, select

from app.identity.policy import Role
from app.kit import clock
from app.kit.errors import NotFound, Refused
from app.messaging import desk_pages, summaries
from app.messaging.checks import Check
from app.messaging.facts import READS_ON
from app.messaging.interpreters import InterpreterProfile
from app.messaging.kinds import Topic
from app.messaging.models import Attachment, Conversation
from app.messaging.offers import lay_anew
from app.messaging.photos import prepare
from app.messaging.queries import Query
from app.messaging.summaries import Summary
from app.people.models import Tie
from app.web.clocks import minutes_of
from tests.cast import SLUGS, id_of
from tests.conftest import ClientOf, ViewerOf
from tests.messaging.test_photos import drawn

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)  # 10:00 in Copenhagen
WEEKDAYS = {str(day): [9 * 60, 16 * 60] for day in range(5)}


@contextmanager
def at(hours: float = 0) -> Iterator[None]:
    """So many hours after Monday at ten."""
    with clock.freeze(MONDAY + timedelta(hours=hours)):
        yield


def says(session: Session, slug: str = "interpreter-ti", **said: object) -> InterpreterProfile:
    """What an interpreter has said of themselves."""
    profile = InterpreterProfile(account_id=id_of(slug), languages="ti").with_(**said)
    session.add(profile)
    session.flush()
    return profile


def asked(viewer_of: ViewerOf) -> Query:
    return Query.ask(viewer_of("youth-new"), Topic.LETTER, "ደብዳበ")


def sees(viewer_of: ViewerOf) -> set[str]:
    """The interpreters in whose queue something stands."""
    them = [slug for slug in SLUGS if slug.startswith("interpreter")]
    return {slug for slug in them if desk_pages.queue(viewer_of(slug)).lines}


BOTH = {"interpreter-ti", "interpreter-ti-2"}


def third(session: Session) -> None:
    """A third interpreter of Tigrinya, of the same service."""
    says(session, "interpreter-ar", languages="ar ti")


def test_the_substitute_is_asked_after_four_hours_and_everybody_after_eight(
    viewer_of: ViewerOf, session: Session
) -> None:
    third(session)
    with at():
        says(session, substitute_id=id_of("interpreter-ti-2"))
        query = asked(viewer_of)
        assert sees(viewer_of) == {"interpreter-ti"}
        waits = desk_pages.waits(viewer_of("youth-new"), query)
        assert waits
        assert (waits.first, waits.second) == ("Almaz Gebre", "Biniam Haile")
        assert waits.first_until == MONDAY + timedelta(hours=4)
    with at(4.01):
        assert sees(viewer_of) == BOTH
        assert [line.share for line in desk_pages.queue(viewer_of("interpreter-ti-2")).lines] == [
            "standing-in"
        ]
    with at(8.01):
        assert sees(viewer_of) == {*BOTH, "interpreter-ar"}


def test_while_the_fixed_one_is_away_the_substitute_is_asked_at_once(
    viewer_of: ViewerOf, session: Session
) -> None:
    third(session)
    with at():
        until = clock.now() + timedelta(days=3)
        says(session, substitute_id=id_of("interpreter-ti-2"), away_from=clock.now(), away_until=until)
        asked(viewer_of)
        assert sees(viewer_of) == BOTH
    with at(4.01):
        assert sees(viewer_of) == {*BOTH, "interpreter-ar"}


def test_a_tie_that_stands_in_says_that_the_other_is_away(viewer_of: ViewerOf, session: Session) -> None:
    with at():
        here = Tie.youth_id == id_of("youth-new"), Tie.role == Role.INTERPRETER
        fixed = session.exec(select(Tie).where(*here)).one()
        stands_in = Tie(
            youth_id=fixed.youth_id,
            account_id=id_of("interpreter-ti-2"),
            role=Role.INTERPRETER,
            starts_at=clock.now(),
            stands_in_for=fixed.id,
        )
        session.add(stands_in)
        session.flush()
        asked(viewer_of)
        assert sees(viewer_of) == BOTH


def test_whoever_goes_away_hands_on_what_waits_for_them_at_once(
    viewer_of: ViewerOf, session: Session
) -> None:
    with at():
        profile = says(session, substitute_id=id_of("interpreter-ti-2"))
        asked(viewer_of)
    with at(1):
        interpreter = viewer_of("interpreter-ti")
        profile.be_away_today(by=interpreter)
        lay_anew(interpreter, Query, Check)
        assert sees(viewer_of) == BOTH
        assert profile.is_away(clock.now() + timedelta(hours=11))
    with at(14.01):  # Copenhagen's midnight has passed
        assert not profile.is_away(clock.now())


def test_outside_their_hours_the_wait_begins_in_the_morning(viewer_of: ViewerOf, session: Session) -> None:
    says(session, hours=WEEKDAYS)
    with at(10):  # 20:00: the day begins at nine, in thirteen hours; twelve is the most
        assert asked(viewer_of).shared_at == clock.now() + timedelta(hours=12 + 4)
    with at(-3):  # 07:00
        assert asked(viewer_of).shared_at == MONDAY + timedelta(hours=-1 + 4)
    with at(-72):  # Friday at ten: within the hours
        assert asked(viewer_of).shared_at == clock.now() + timedelta(hours=4)


@pytest.mark.parametrize("days", [5, 6])
def test_nobody_waits_a_weekend_for_one_person(viewer_of: ViewerOf, session: Session, days: int) -> None:
    says(session, hours=WEEKDAYS)
    with at(days * 24):
        assert asked(viewer_of).shared_at == clock.now() + timedelta(hours=12 + 4)


def test_a_substitute_who_is_away_or_gone_is_passed_over(viewer_of: ViewerOf, session: Session) -> None:
    with at():
        says(session, substitute_id=id_of("interpreter-ti-2"))
        away = clock.now() + timedelta(days=2)
        says(session, "interpreter-ti-2", away_from=clock.now(), away_until=away)
        query = asked(viewer_of)
        assert query.substitute_id is None
        assert query.shared_at == MONDAY + timedelta(hours=4)


def test_passed_on_it_goes_to_the_substitute_and_the_wait_never_grows(
    viewer_of: ViewerOf, session: Session
) -> None:
    third(session)
    with at():
        says(session, substitute_id=id_of("interpreter-ti-2"))
        query = asked(viewer_of)
    with at(3):
        query.pass_on(by=viewer_of("interpreter-ti"))
        assert sees(viewer_of) == {"interpreter-ti-2"}
        assert query.shared_at == MONDAY + timedelta(hours=7)
        query.pass_on(by=viewer_of("interpreter-ti-2"))
        assert sees(viewer_of) == {"interpreter-ar"}


def test_passed_on_by_mistake_it_is_taken_back_while_it_waits(viewer_of: ViewerOf) -> None:
    query = asked(viewer_of)
    query.pass_on(by=viewer_of("interpreter-ti"))
    interpreter = viewer_of("interpreter-ti")
    assert [row.id for row in desk_pages.passed_on(interpreter)] == [query.id]
    for slug in set(SLUGS) - {"interpreter-ti", "youth-new"}:
        with pytest.raises(NotFound):
            Query.passed_by(viewer_of(slug), query.id)
    Query.passed_by(interpreter, query.id).take_back(by=interpreter)
    assert "interpreter-ti" in sees(viewer_of)
    query.pass_on(by=viewer_of("interpreter-ti"))
    query.take(by=viewer_of("interpreter-ti-2"))
    with pytest.raises(Refused):
        Query.passed_by(interpreter, query.id).take_back(by=interpreter)


def test_the_youth_takes_back_the_wish_for_another_and_the_interpreter_cannot(viewer_of: ViewerOf) -> None:
    query = asked(viewer_of)
    query.ask_another(by=viewer_of("youth-new"))
    with pytest.raises(NotFound):
        Query.passed_by(viewer_of("interpreter-ti"), query.id)
    with pytest.raises(NotFound):
        query.take_back(by=viewer_of("interpreter-ti"))
    youth = viewer_of("youth-new")
    waits = desk_pages.waits(youth, query)
    assert waits
    assert waits.left_out
    assert waits.first == ""
    Query.passed_by(youth, query.id).take_back(by=youth)
    assert "interpreter-ti" in sees(viewer_of)


def test_only_a_colleague_of_the_same_service_and_language_stands_in(
    viewer_of: ViewerOf, session: Session
) -> None:
    says(session, "interpreter-ti-2")
    profile = says(session)
    interpreter = viewer_of("interpreter-ti")
    for stranger in ("interpreter-ar", "interpreter-ti", "caseworker"):
        with pytest.raises(Refused):
            profile.settle(["ti"], None, id_of(stranger), by=interpreter)
    profile.settle(["ti"], WEEKDAYS, id_of("interpreter-ti-2"), by=interpreter)
    assert profile.substitute_id == id_of("interpreter-ti-2")
    for slug in set(SLUGS) - {"interpreter-ti"}:
        assert profile.id not in {one.id for one in viewer_of(slug).all(InterpreterProfile)}
        with pytest.raises(NotFound):
            profile.settle(["ti"], None, None, by=viewer_of(slug))


def read_by(viewer_of: ViewerOf) -> set[str]:
    """Everybody of the cast who reads a summary."""
    return {slug for slug in SLUGS if viewer_of(slug).all(Summary)}


def test_a_summary_is_read_by_professionals_only_while_the_youth_agrees(viewer_of: ViewerOf) -> None:
    query = asked(viewer_of)
    query.take(by=viewer_of("interpreter-ti"))
    with pytest.raises(Refused):
        summaries.summarise(query, "Brev fra lægen", by=viewer_of("interpreter-ti"))
    for slug in set(SLUGS) - {"youth-new"}:
        with pytest.raises(NotFound):
            summaries.agree(query, yes=True, by=viewer_of(slug))
    summaries.agree(query, yes=True, by=viewer_of("youth-new"))
    for slug in set(SLUGS) - {"interpreter-ti"}:
        with pytest.raises(NotFound):
            summaries.summarise(query, "Brev fra lægen", by=viewer_of(slug))
    summaries.summarise(query, "Brev fra lægen", by=viewer_of("interpreter-ti"))
    assert read_by(viewer_of) == {"youth-new", "interpreter-ti", "caseworker", "contact-person"}
    summaries.agree(query, yes=False, by=viewer_of("youth-new"))
    assert read_by(viewer_of) == {"youth-new", "interpreter-ti"}


def test_a_new_interpreter_reads_the_summary_and_the_one_before_does_not(viewer_of: ViewerOf) -> None:
    query = Query.ask(viewer_of("youth-new"), Topic.LETTER, "ደብዳበ", agreed=True)
    query.take(by=viewer_of("interpreter-ti"))
    summaries.summarise(query, "Brev", by=viewer_of("interpreter-ti"))
    query.pass_on(by=viewer_of("interpreter-ti"))
    assert "interpreter-ti" not in read_by(viewer_of)
    query.take(by=viewer_of("interpreter-ti-2"))
    assert "interpreter-ti-2" in read_by(viewer_of)


def test_seven_days_after_closing_words_files_and_addresses_are_gone(
    viewer_of: ViewerOf, client_of: ClientOf, session: Session
) -> None:
    query = Query.ask(viewer_of("youth-new"), Topic.LETTER, "ደብዳበ", pictures=(prepare(drawn()),))
    query.take(by=viewer_of("interpreter-ti"))
    query.close(by=viewer_of("interpreter-ti"))
    session.commit()
    photo = session.exec(
        select(Attachment.id).where(col(Attachment.conversation_id) == query.conversation_id)
    ).one()
    thread = f"/conversations/{query.conversation_id}"
    client = client_of("interpreter-ti")
    address = client.get(f"/files/{photo}").headers["location"]
    assert client.get(address).status_code == 200
    with clock.freeze(clock.now() + READS_ON - timedelta(minutes=1)):
        assert client.get(thread).status_code == 200
    with clock.freeze(clock.now() + READS_ON + timedelta(minutes=1)):
        assert client.get(f"/files/{photo}").status_code == 404
        assert client.get(address).status_code == 404
        assert client.get(thread).status_code == 404
        with pytest.raises(NotFound):
            viewer_of("interpreter-ti").find(Conversation, query.conversation_id)


def test_the_page_of_hours_keeps_what_is_written_and_says_what_is_not_right(client_of: ClientOf) -> None:
    client = client_of("interpreter-ti")
    week = {"works": ["0", "2"], "from_0": "08:30", "until_0": "14:00", "from_2": "10:00", "until_2": "12:00"}
    answer = client.post("/hours", data={"languages": ["ti", "ar"], **week})
    assert answer.status_code == 303
    page = client.get("/hours").text
    assert 'value="08:30"' in page
    assert (
        client.post(
            "/hours", data={"languages": ["ti"], "works": ["0"], "from_0": "18:00", "until_0": "9:00"}
        ).status_code
        == 422
    )
    assert client.post("/hours", data={}).status_code == 422
    assert client.post("/hours/away").status_code == 303
    assert 'aria-checked="true"' in client.get("/hours").text
    assert client.post("/hours/away").status_code == 303
    assert 'aria-checked="true"' not in client.get("/hours").text
    for slug in ("youth-new", "caseworker", "family"):
        assert client_of(slug).get("/hours").status_code == 404


def test_what_i_am_shown_of_the_queue_goes_by_the_address(
    client_of: ClientOf, viewer_of: ViewerOf, session: Session
) -> None:
    query = asked(viewer_of)
    session.commit()
    client = client_of("interpreter-ti")
    take = f"/queries/{query.id}/taking"
    assert take in client.get("/queue").text
    assert take in client.get("/queue?show=mine").text
    assert take not in client.get("/queue?show=standing-in").text
    assert take in client.get("/queue?show=nonsense").text


@pytest.mark.parametrize(
    ("written", "minutes"),
    [("16:30", 990), ("16.30", 990), ("1630", 990), ("9", 540), ("930", 570), ("١٦:٣٠", 990), ("۰۸:۰۵", 485), ("00:00", 0), (" ", None), ("", None)],
)  # fmt: skip
def test_a_time_is_understood_as_people_write_it(written: str, minutes: int | None) -> None:
    assert minutes_of(written) == minutes


@pytest.mark.parametrize("written", ["24:00", "12:60", "-1", "4 PM", "nine", "१" * 30, "12:300", "²"])
def test_what_is_no_time_is_said_so(written: str) -> None:
    with pytest.raises(PydanticCustomError):
        minutes_of(written)


def test_the_hours_are_shown_by_twenty_four_in_every_language(client_of: ClientOf) -> None:
    client = client_of("interpreter-ti")
    page = client.get("/hours").text
    assert 'type="time"' not in page
    assert 'value="16:00"' in page
    answer = client.post(
        "/hours", data={"languages": ["ti"], "works": ["0"], "from_0": "8.30", "until_0": "1400"}
    )
    assert answer.status_code == 303
    assert 'value="08:30"' in client.get("/hours").text
