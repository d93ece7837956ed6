"""Families as CSV or XLSX. No cell is ever taken for a formula, by whatever program opens it."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from app.finding.pipeline import STATES
from app.finding.sheets import (
    BY_NAME,
    CHOICES,
    COLUMNS,
    FORMULA,
    KINDS,
    REASON,
    TEMPLATE,
    Column,
    Entry,
    called,
    language_name,
)
from app.finding.sheets_check import Checked
from app.web.i18n import catalog

Cell = str | int | date
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES = {"csv": "text/csv; charset=utf-8", "xlsx": XLSX}
WIDTH = 20


def cells(entry: Entry, language: str) -> dict[str, Cell]:
    """What a family's row holds. A number that isn't known is left empty."""
    words = catalog("da" if language == "da" else "en")
    ages = entry.ages and f" {'til' if language == 'da' else 'to'} ".join(str(age) for age in entry.ages)
    lists = {
        name: ", ".join(called(one, language) for one in options if one.value in getattr(entry, name))
        for name, options in CHOICES.items()
    }
    plain: dict[str, Cell] = {
        column.name: value
        for column in COLUMNS
        if isinstance(value := getattr(entry, column.name), str | int | date) and value != 0
    }
    return plain | lists | {
        "kind": KINDS[entry.kind][language != "da"],
        "state": words.gettext(STATES[entry.state]),
        "language": language_name(entry.language, language),
        "children": ", ".join(str(age) for age in entry.children),
        "ages": ages or "",
    }  # fmt: skip


def families(entries: Iterable[Entry], form: str, language: str) -> bytes:
    """A sheet of families. A note isn't among them: it is a line of their history."""
    columns = [column for column in COLUMNS if column.name != "note"]
    rows = ([cells(entry, language).get(column.name, "") for column in columns] for entry in entries)
    return _file(_headings(columns, language), rows, form)


def template(form: str, language: str) -> bytes:
    """An empty sheet with one made-up family, so that one sees what goes where."""
    row = [_example(column, language) for column in TEMPLATE]
    return _file(_headings(TEMPLATE, language), [row], form)


def _example(column: Column, language: str) -> Cell:
    made_up = Entry(
        name="Holm", contact="Mette Holm", email="mette@example.dk", phone="22334455", town="Roskilde", postcode="4000",
        adults=2, children=(8, 14), animals=("dog",), interests=("football", "cooking"), languages=("en", "da"),
        times=("thursday-evening", "saturday-day"), minutes=15, ages=(15, 17), about=BY_NAME["about"].example,
    )  # fmt: skip
    return cells(made_up, language).get(column.name, "")


def rest(checked: Iterable[Checked], headings: dict[str, str], form: str, language: str) -> bytes:
    """The rows that were left out, as they were written, each with why."""
    names = list(headings)
    rows = (
        [*(one.line.cells.get(name, "") for name in names), why(one, headings)]
        for one in checked
        if one.problems
    )
    return _file([*headings.values(), REASON.heading(language)], rows, form)


def why(row: Checked, headings: dict[str, str]) -> str:
    """All that is wrong with a row, in one cell."""
    return " · ".join(f"{heading_of(one.column, headings)}: {one.words}" for one in row.problems)


def heading_of(name: str, headings: dict[str, str]) -> str:
    """What a column is called in the reader's own sheet; where it isn't there, what it would be called."""
    return headings.get(name) or BY_NAME[name].danish


def _headings(columns: Iterable[Column], language: str) -> list[str]:
    return [column.heading(language) for column in columns]


def _file(heads: Sequence[str], rows: Iterable[Sequence[Cell]], form: str) -> bytes:
    return _xlsx(heads, rows) if form == "xlsx" else _csv(heads, rows)


def defused(cell: Cell) -> Cell:
    """Text that no spreadsheet takes for a formula (OWASP, CSV injection); `sheets_read` takes the ' away again."""
    if isinstance(cell, str) and (
        cell.startswith(FORMULA) or (cell[:1] == "'" and cell[1:].startswith((*FORMULA, "'")))
    ):
        return f"'{cell}"
    return cell


def _csv(heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """As Danish Excel opens it: semicolons, UTF-8 that says so, days as 24-12-2025."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_MINIMAL)
    for row in (heads, *rows):
        days = [f"{cell:%d-%m-%Y}" if isinstance(cell, date) else cell for cell in row]
        writer.writerow([defused(cell) for cell in days])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _xlsx(heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Sammen")
    sheet.freeze_panes = "A2"
    for number in range(len(heads)):
        sheet.column_dimensions[chr(ord("A") + number % 26)].width = WIDTH

    def cell(value: Cell, *, bold: bool = False) -> WriteOnlyCell:
        made = WriteOnlyCell(sheet, value=defused(value))
        if isinstance(value, str):
            made.data_type = "s"  # text, whatever it looks like
        if isinstance(value, date):
            made.number_format = "DD-MM-YYYY"
        if bold:
            made.font = Font(bold=True)
        return made

    sheet.append([cell(head, bold=True) for head in heads])
    for row in rows:
        sheet.append([cell(value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
