"""The interpreter's sheet of hours: theirs alone, this week's and last week's to change, safe in a spreadsheet."""

import csv
import io
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import Session, select

from app.identity.models import Account
from app.kit import clock
from app.kit.errors import NotFound, Refused
from app.messaging import sheet_pages
from app.messaging.kinds import Topic
from app.messaging.queries import Query
from app.messaging.sheets import Activity, Work, monday
from app.people.models import Youth
from tests.cast import SLUGS, id_of
from tests.conftest import ClientOf, ViewerOf

NOW = datetime(2026, 11, 19, 12, tzinfo=UTC)  # a Thursday, week 47


def noted(viewer_of: ViewerOf, minutes: int = 25, **said: object) -> Work:
    return Work.note(id_of("youth-new"), minutes, Activity.MEETUP, by=viewer_of("interpreter-ti"), **said)  # type: ignore[arg-type]


def test_an_answer_puts_itself_down_and_a_second_sending_does_not(viewer_of: ViewerOf) -> None:
    query = Query.ask(viewer_of("youth-new"), Topic.LETTER, "ደብዳበ")
    query.take(by=viewer_of("interpreter-ti"))
    twice = {"client_id": id_of("a send"), "minutes": 15}
    for _ in range(2):
        query.say("መልሲ", by=viewer_of("interpreter-ti"), **twice)  # type: ignore[arg-type]
    query.say("የቐንየለይ", by=viewer_of("youth-new"), minutes=90)  # a youth keeps no sheet
    entries = viewer_of("interpreter-ti").all(Work)
    assert [(one.minutes, one.what, one.query_id) for one in entries] == [(15, Activity.ANSWER, query.id)]


def test_a_sheet_is_seen_and_changed_by_its_interpreter_alone(viewer_of: ViewerOf) -> None:
    work = noted(viewer_of)
    assert {slug for slug in SLUGS if viewer_of(slug).all(Work)} == {"interpreter-ti"}
    for slug in set(SLUGS) - {"interpreter-ti"}:
        with pytest.raises(NotFound):
            work.correct(work.day, 5, Activity.CHECK, by=viewer_of(slug))
        with pytest.raises(NotFound):
            work.remove(by=viewer_of(slug))


def test_this_week_and_the_one_before_can_be_changed_and_no_other(viewer_of: ViewerOf) -> None:
    with clock.freeze(NOW):
        last = noted(viewer_of, day=date(2026, 11, 9))
        for day in (date(2026, 11, 8), date(2026, 11, 20)):
            with pytest.raises(Refused):
                noted(viewer_of, day=day)
        with pytest.raises(Refused):
            last.correct(date(2026, 11, 1), 5, Activity.CHECK, by=viewer_of("interpreter-ti"))
    with clock.freeze(NOW + timedelta(weeks=1)), pytest.raises(Refused):
        last.remove(by=viewer_of("interpreter-ti"))


def test_the_sums_are_by_youth_and_family(viewer_of: ViewerOf) -> None:
    with clock.freeze(NOW):
        noted(viewer_of, 25)
        noted(viewer_of, 20)
        noted(viewer_of, 15, family_id=id_of("family:family"))
        noted(viewer_of, 60, day=date(2026, 11, 12))
        sheet = sheet_pages.sheet(viewer_of("interpreter-ti"), monday(NOW.date()))
    assert sheet.name == "2026-W47"
    assert sheet.sums == [("Selam Tesfay", "", 45), ("Selam Tesfay", "Holm", 15)]
    assert sheet.total == 60
    assert (sheet.before, sheet.after) == ("2026-W46", None)


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+45", "-1", "@SUM(A1)"])
def test_no_name_becomes_a_formula(viewer_of: ViewerOf, session: Session, name: str) -> None:
    session.get_one(Youth, id_of("youth-new")).name = name
    session.flush()
    noted(viewer_of)
    viewer = viewer_of("interpreter-ti")
    text = sheet_pages.spreadsheet(sheet_pages.sheet(viewer, sheet_pages.week_of("", viewer))).decode()
    assert f"'{name}" in text
    assert f";{name}" not in text


def test_the_file_opens_in_a_danish_spreadsheet(
    client_of: ClientOf, viewer_of: ViewerOf, session: Session
) -> None:
    noted(viewer_of, 75)
    session.get_one(Account, id_of("interpreter-ti")).language = "en"
    session.commit()
    answer = client_of("interpreter-ti").get("/sheet.csv")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert answer.headers["content-disposition"].endswith('.csv"')
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0] == ["Day", "Young person", "Family", "What for", "Minutes", "Hours"]
    assert rows[1][1:] == ["Selam Tesfay", "", "Meetup", "75", "1,25"]


def test_an_entry_is_added_corrected_and_taken_out(client_of: ClientOf, session: Session) -> None:
    client = client_of("interpreter-ti")
    today = clock.today().isoformat()
    entry = {"whom": str(id_of("youth-new")), "day": today, "minutes": "٤٠", "what": "meetup"}
    assert client.post("/sheet", data=entry).status_code == 303
    assert client.post("/sheet", data=entry | {"whom": str(id_of("youth-matched"))}).status_code == 422
    assert client.post("/sheet", data=entry | {"minutes": "0"}).status_code == 422
    assert client.post("/sheet", data=entry | {"day": "2020-01-01"}).status_code == 422
    work = session.exec(select(Work)).one()
    assert work.minutes == 40
    change = {"day": today, "minutes": "30", "what": "answer"}
    assert client.post(f"/sheet/{work.id}", data=change).status_code == 303
    assert client_of("interpreter-ar").post(f"/sheet/{work.id}", data=change).status_code == 404
    assert "0:30" in client.get("/sheet").text
    assert client.post(f"/sheet/{work.id}/removal").status_code == 303
    session.expire_all()
    assert session.exec(select(Work)).all() == []


@pytest.mark.parametrize("week", ["2026-W60", "0000-W01", "x", "2026-47"])
def test_a_week_that_is_none_is_not_there(client_of: ClientOf, week: str) -> None:
    assert client_of("interpreter-ti").get("/sheet", params={"week": week}).status_code == 404


def test_the_sheet_is_for_interpreters(client_of: ClientOf) -> None:
    for slug in ("youth-new", "caseworker", "family", "admin"):
        assert client_of(slug).get("/sheet").status_code == 404
        assert client_of(slug).get("/sheet.csv").status_code == 404


def test_the_weeks_end_where_nothing_was_put_down_before(viewer_of: ViewerOf) -> None:
    interpreter = viewer_of("interpreter-ti")
    this = sheet_pages.week_of("", interpreter)
    before = sheet_pages.sheet(interpreter, this).before
    assert before
    assert sheet_pages.sheet(interpreter, sheet_pages.week_of(before, interpreter)).before is None
