"""Sheets of families: what is written can be read again, and what can't be read is told in words."""

import csv
import io
import unicodedata
import zipfile
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from app.finding import sheets, sheets_read, sheets_write
from app.finding.pipeline import BESIDES, Besides
from app.finding.sheets import CHOICES, FORMULA, HEADINGS, KINDS, MOST_ROWS, Entry
from app.finding.sheets_check import Checked, check
from app.finding.sheets_read import Line
from app.identity.policy import Role
from app.kit import clock
from app.kit.crypto import digest
from app.kit.errors import Refused
from app.kit.record import new_id
from app.people.models import FamilyState
from app.web import i18n

TODAY = datetime(2026, 3, 14, 12, tzinfo=UTC)
PAST = st.dates(date(2022, 1, 1), date(2026, 3, 14))


def plain(most: int, least: int = 0) -> st.SearchStrategy[str]:
    """Text as a form keeps it, often with what a spreadsheet would reckon with in front."""
    signs = st.characters(
        exclude_categories=("Cc", "Cs", "Cn", "Co"),
        exclude_characters="\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff",
    )
    words = st.text(signs | st.sampled_from("=+-@;,\"'|\n_x"), max_size=most)
    return words.map(lambda text: unicodedata.normalize("NFC", text).strip()).filter(
        lambda text: least <= len(text) <= most
    )


def some_of(name: str) -> st.SearchStrategy[tuple[str, ...]]:
    values = [one.value for one in CHOICES[name]]
    return st.sets(st.sampled_from(values)).map(lambda chosen: tuple(v for v in values if v in chosen))


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    """Any family that can be brought in."""
    kind = draw(st.sampled_from(list(KINDS)))
    states = [one for one in FamilyState if (kind, one) != (Role.FRIEND, FamilyState.MATCHED)]
    state = draw(st.sampled_from(states))
    ready = state in {FamilyState.APPROVED, FamilyState.MATCHED}
    days: dict[str, Any] = {
        one.value: draw(PAST if ready else st.none() | PAST) if one in BESIDES[kind] else None
        for one in Besides
    }
    low = draw(st.integers(0, 25))
    return Entry(
        name=draw(plain(40, 1)), kind=kind, state=state, since=draw(PAST), contact=draw(plain(40)),
        email=draw(st.sampled_from(["", "anna@example.dk", "o'brien@example.dk", "a+b@example.dk"])),
        phone=draw(st.sampled_from(["22334455", "+4612345678", "+353123456789"])),
        town=draw(plain(30)), postcode=draw(st.sampled_from(["", "0800", "4000"])),
        language=draw(st.sampled_from(["da", "ar", "fa_AF", "ti", "en"])), adults=draw(st.integers(0, 9)),
        children=tuple(draw(st.lists(st.integers(0, 30), max_size=12))), animals=draw(some_of("animals")),
        interests=draw(some_of("interests")), times=draw(some_of("times")), languages=draw(some_of("languages")),
        minutes=draw(st.integers(0, 180)), ages=draw(st.none() | st.integers(low, 25).map(lambda high: (low, high))),
        capacity=draw(st.integers(1, 9)), about=draw(plain(200)), **days,
    )  # fmt: skip


def checked(lines: tuple[Line, ...], **known: object) -> list[Checked]:
    return check(lines, KINDS, known.get("known", {}))  # type: ignore[arg-type]


def row(**cells: str) -> Checked:
    """One row, looked at in the year of the tests."""
    with clock.freeze(TODAY):
        return checked((Line(2, {"name": "Holm", "phone": "22334455"} | cells),))[0]


def told(**cells: str) -> str:
    (one,) = row(**cells).problems
    return one.words


@given(entry=entries(), form=st.sampled_from(["csv", "xlsx"]), language=st.sampled_from(["da", "en"]))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_is_written_out_says_the_same_when_it_is_read_in(entry: Entry, form: str, language: str) -> None:
    with clock.freeze(TODAY):
        (again,) = checked(sheets_read.read(sheets_write.families([entry], form, language)).lines)
    assert again.problems == ()
    assert again.entry == entry


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(
    text=st.text(st.characters(exclude_categories=["Cs"]))
    | st.sampled_from(FORMULA).flatmap(lambda sign: st.text().map(lambda text: sign + text))
)
def test_no_cell_is_taken_for_a_formula(text: str) -> None:
    assert not str(sheets_write.defused(text)).startswith(FORMULA)


def test_no_cell_of_a_workbook_is_a_formula() -> None:
    made = sheets_write.families(
        [Entry(name='=HYPERLINK("http://evil.example")', about="@SUM(1)")], "xlsx", "en"
    )
    cells = [cell for cells in load_workbook(io.BytesIO(made)).worksheets[0] for cell in cells]
    assert "f" not in {cell.data_type for cell in cells}
    assert not any(str(cell.value).startswith(("=", "@")) for cell in cells)


@given(content=st.binary(max_size=400) | st.binary(max_size=200).map(lambda rest: b"PK\x03\x04" + rest))
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_is_sent_is_read_or_refused_in_words(content: bytes) -> None:
    with suppress(Refused):  # any other error fails the test
        sheets_read.read(content)


@given(cells=st.dictionaries(st.sampled_from(list(sheets.FIELDS)), st.text(max_size=30), min_size=1))
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_a_cell_says_is_right_or_told(cells: dict[str, str]) -> None:
    (one,) = check((Line(7, cells),), KINDS, {})
    assert (one.entry is None) == bool(one.problems)
    assert all(problem.words and problem.column in sheets.FIELDS for problem in one.problems)


@pytest.mark.parametrize("sign", [";", ",", "\t"])
@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_csv_is_read_however_a_spreadsheet_wrote_it(sign: str, coding: str) -> None:
    text = (
        sign.join(("Navn", "E-mail", "Børn"))
        + "\r\n\r\n"
        + sign.join(("Sørensen", "s@example.dk", '"8, 14"'))
    )
    found = sheets_read.read(text.encode(coding))
    assert found.lines == (Line(3, {"name": "Sørensen", "email": "s@example.dk", "children": "8, 14"}),)


def test_the_delimiter_that_excel_names_is_believed_and_its_line_counts_as_a_row() -> None:
    assert sheets_read.read(b"sep=,\r\nName,Phone\r\nHolm,22334455\r\n").lines[0].number == 3


def test_days_and_numbers_of_a_workbook_are_read_as_what_they_are() -> None:
    book = Workbook()
    book.active.append(["Family", "Phone", "Since", "Postcode"])
    book.active.append(["Holm", 22334455.0, datetime(2025, 12, 24), 800])  # noqa: DTZ001
    out = io.BytesIO()
    book.save(out)
    with clock.freeze(TODAY):
        (one,) = checked(sheets_read.read(out.getvalue()).lines)
    assert one.entry == Entry(name="Holm", phone="22334455", since=date(2025, 12, 24), postcode="0800")


@pytest.mark.parametrize(
    "day", ["24-12-2025", "24.12.2025", "24/12/2025", "2025-12-24", "46015", "24. 12. 2025"]
)
def test_a_day_may_be_written_in_many_ways(day: str) -> None:
    entry = row(since=day).entry
    assert entry
    assert entry.since == date(2025, 12, 24)


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"email": "anna(at)example"}, "This doesn't look like an e-mail. Look at it once more."),
        ({"phone": "12"}, "This doesn't look like a phone number. Look at it once more."),
        ({"postcode": "40001"}, "A postcode has four digits."),
        ({"since": "yesterday"}, "Write a date such as 24-12-2025 or 2025-12-24."),
        ({"since": "2026-03-15"}, "This day has not come yet."),
        ({"certificate": "2019-01-01"}, "This is too long ago: the earliest day is 01-03-2021."),
        ({"state": "Ready"}, "Write down the children's certificate first."),
        ({"state": "Matched?"}, "Write one of these: "),
        ({"state": "matched", "certificate": "2026-01-01"}, "Whom a family knows is written down in Sammen itself."),
        ({"authority": "2026-01-01"}, "This isn't asked of this family. Leave it empty."),
        ({"interests": "Football, Knitting"}, "“Knitting” isn't known. Write one or more of these"),
        ({"children": "eight"}, "Write the children's ages, such as 8, 14."),
        ({"ages": "17-15"}, "Write one age or two, such as 16 or 15 to 17."),
        ({"capacity": "0"}, "Write a number from 1 to 9."),
        ({"about": "x" * 1501}, "This is too long. Make it at most 1500 characters."),
        ({"name": "a\x00b"}, "This text holds signs that can't be shown."),
    ],
)  # fmt: skip
def test_a_problem_says_what_would_be_right(cells: dict[str, str], words: str) -> None:
    assert told(**cells).startswith(words)


def test_a_row_without_a_name_or_a_way_to_reach_the_family_says_both() -> None:
    (one,) = check((Line(5, {"town": "Roskilde"}),), KINDS, {})
    assert [problem.column for problem in one.problems] == ["name", "email"]


def test_a_kind_that_is_not_the_viewers_to_find_is_left_out() -> None:
    cells = {"name": "Holm", "phone": "22334455", "kind": "Integrationsfamilie"}
    (one,) = check((Line(2, cells),), [Role.FRIEND, Role.MFI], {})
    assert one.problems[0].words == "You can bring in these here: Friendship family, MFI."


def test_the_same_number_twice_keeps_the_first_and_names_its_row() -> None:
    lines = (Line(2, {"name": "A", "phone": "22 33 44 55"}), Line(4, {"name": "B", "phone": "+45 22334455"}))
    first, second = check(lines, KINDS, {})
    assert first.entry
    assert second.problems[0].words == "The same stands in row 2. Keep one of them."


def test_a_family_the_organisation_knows_is_pointed_at() -> None:
    there = new_id()
    (one,) = check(
        (Line(2, {"name": "A", "email": "Anna@example.dk"}),), KINDS, {digest("anna@example.dk"): there}
    )
    assert one.problems[0].family_id == there


def test_a_day_alone_is_the_whole_day() -> None:
    entry = row(times="lørdag, Monday evening").entry
    assert entry
    assert entry.times == ("monday-evening", "saturday-day", "saturday-evening")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "This file is empty."),
        (b"\xd0\xcf\x11\xe0old", "This is an older kind of Excel file"),
        (b"PK\x03\x04nonsense", "This file can't be read."),
        (b"Name;Phone\n" + b"Holm;1\n" * (MOST_ROWS + 1), "This file has more than 2,000 rows."),
        (b"x" * (2 * 1024 * 1024 + 1), "This file is too big. It can be at most 2 MB."),
        (b"Town;Phone\nRoskilde;1\n", "The first row must hold the headings"),
        (b"Name;Phone;Navn\nHolm;1;Holm\n", "Two columns say the same: Name / Navn."),
        (b"Name;Phone\n;\n", "There are headings in this file, but no families under them."),
        (b"Name;Phone\nHolm;" + b"1" * 200_000, "This file can't be read."),
        (b"Name\x00;Phone\n", "This file can't be read."),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_taken_says_why(content: bytes, words: str) -> None:
    with pytest.raises(Refused) as refusal:
        sheets_read.read(content)
    assert str(refusal.value).startswith(words)


def test_a_zip_bomb_is_turned_away_before_it_is_unpacked() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("xl/workbook.xml", b"0" * (sheets_read.MOST_UNPACKED + 1))
    with pytest.raises(Refused, match="holds far more than it seems to"):
        sheets_read.read(out.getvalue())


def test_a_workbook_with_entities_is_not_read() -> None:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(sheets_write.template("xlsx", "en"))) as good,
        zipfile.ZipFile(out, "w") as bad,
    ):
        for name in good.namelist():
            text = good.read(name)
            if name == "xl/workbook.xml":
                text = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>' + text
            bad.writestr(name, text)
    with pytest.raises(Refused, match="can't be read"):
        sheets_read.read(out.getvalue())


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("language", ["da", "en", "ar"])
def test_the_template_is_right_itself(form: str, language: str) -> None:
    (one,) = checked(sheets_read.read(sheets_write.template(form, language)).lines)
    assert one.entry
    assert not one.problems


def test_what_was_left_out_comes_back_with_why_and_can_be_read_again() -> None:
    found = sheets_read.read("Navn;Mobil;Skostørrelse\nHolm;12;44\n=cmd;22334455;45\n".encode())
    assert found.unknown == ("Skostørrelse",)
    token = i18n.language.set(i18n.LANGUAGES["da"])
    try:
        out = sheets_write.rest(checked(found.lines), found.headings, "csv", "da")
    finally:
        i18n.language.reset(token)
    rows = list(csv.reader(io.StringIO(out.decode("utf-8-sig")), delimiter=";"))
    assert rows[0] == ["Navn", "Mobil", "Hvad der mangler"]
    assert len(rows) == 2
    assert rows[1][2].startswith("Mobil: ")
    assert sheets_read.read(out).unknown == ()


def test_no_heading_means_two_columns() -> None:
    words = [(sheets.folded(word), one.name) for one in sheets.COLUMNS for word in (one.danish, one.english)]
    assert all(HEADINGS[word] == name for word, name in words)


def test_a_note_comes_along_and_a_long_wait_is_no_future() -> None:
    entry = row(note="Rang i maj", since=f"{TODAY - timedelta(days=900):%d-%m-%Y}").entry
    assert entry
    assert entry.note == "Rang i maj"
