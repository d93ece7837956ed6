"""A file that somebody chose, as rows of text: CSV in what Excel writes, or XLSX. Nothing in it is believed."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any

from openpyxl import DEFUSEDXML, load_workbook

from app.finding.sheets import BY_NAME, FORMULA, HEADINGS, MOST_BYTES, MOST_COLUMNS, MOST_ROWS, WHY, folded
from app.kit.errors import Refused
from app.web.i18n import gettext as _

ZIP, OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
MOST_UNPACKED, MOST_PARTS = 24 * 1024 * 1024, 200  # of an XLSX; a sheet of 2,000 families is a tenth of it
LAST_ROW = 1_048_576  # of any spreadsheet
LONGEST_CELL = 8_000
DELIMITERS = (";", ",", "\t")


@dataclass(frozen=True, slots=True)
class Line:
    """One row that says something: its number in the spreadsheet, its cells by the name of their column."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Read:
    """What stands in a file. `headings`: what its columns are called there; `unknown`: columns that aren't ours."""

    lines: tuple[Line, ...]
    headings: dict[str, str]
    unknown: tuple[str, ...] = ()


def read(content: bytes) -> Read:
    """The rows of a file. Raises Refused, in words, where it can't be read or is more than we take."""
    if len(content) > MOST_BYTES:
        raise Refused(_("This file is too big. It can be at most %(mb)s MB.", mb=MOST_BYTES // 1024 // 1024))
    if not content.strip():
        raise Refused(_("This file is empty."))
    if content.startswith(OLD_EXCEL):
        raise Refused(
            _("This is an older kind of Excel file, or one with a password. Save it as XLSX or CSV.")
        )
    return _named(_workbook(content) if content.startswith(ZIP) else _csv(_text(content)))


def _text(content: bytes) -> str:
    try:
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            return content.decode("utf-16")
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError as error:
        raise _unreadable() from error


def _unreadable() -> Refused:
    return Refused(_("This file can't be read. Save it as XLSX or CSV once more, and try again."))


def _csv(text: str) -> Iterator[list[str]]:
    """The rows, by the delimiter under which most headings are known."""
    if "\x00" in text:
        raise _unreadable()
    first, _end, rest = text.partition("\n")
    named = first.strip('\r "').casefold()  # Excel's own way to name it; as there, the row counts
    if named.startswith("sep=") and named[4:] in DELIMITERS:
        yield []
        yield from _rows(rest, named[4:])
        return
    yield from _rows(text, max(DELIMITERS, key=lambda sign: _known(text, sign)))


def _known(text: str, sign: str) -> int:
    for row in _rows(text, sign):
        if any(cell.strip() for cell in row):
            return len({HEADINGS.get(folded(cell)) for cell in row} - {None})
    return 0


def _rows(text: str, sign: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=sign)
    except csv.Error as error:
        raise _unreadable() from error


def _workbook(content: bytes) -> Iterator[list[str]]:
    if not DEFUSEDXML:  # pragma: no cover  a broken installation
        raise _unreadable()
    try:
        _weigh(content)
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        sheets = [one for one in book.worksheets if one.sheet_state == "visible"]
        for row in islice(sheets[0].iter_rows(max_col=MOST_COLUMNS, values_only=True), LAST_ROW):
            yield [_plain(cell) for cell in row]
    except Refused:
        raise
    except Exception as error:  # whatever a file that isn't what it says brings about in the reader
        raise _unreadable() from error


def _weigh(content: bytes) -> None:
    """Raises Refused for a bomb: little that unpacks to a lot. No part unpacks to more than it says (zipfile)."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        infos = parts.infolist()
    if len(infos) > MOST_PARTS or sum(info.file_size for info in infos) > MOST_UNPACKED:
        raise Refused(_("This file holds far more than it seems to. Copy your rows into a new one."))


def _plain(cell: Any) -> str:
    """A cell of a workbook as it would be written."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:  # noqa: PLR2004  a phone number, say
        return str(int(cell))
    return str(cell)


def _said(cell: str) -> str:
    """A cell without what keeps it from being reckoned with."""
    cell = cell.strip()
    return cell[1:] if cell.startswith("'") and cell[1:].startswith((*FORMULA, "'")) else cell


def _named(rows: Iterable[list[str]]) -> Read:
    numbered = ((number, row) for number, row in enumerate(rows, 1) if any(cell.strip() for cell in row))
    _number, heads = next(numbered, (0, []))
    headings, unknown, at = _heads(heads[:MOST_COLUMNS])
    lines: list[Line] = []
    for number, row in numbered:
        cells = {name: _said(row[place]) for name, place in at.items() if place < len(row)}
        if not any(cells.values()):
            continue
        if len(lines) == MOST_ROWS:
            raise Refused(
                _("This file has more than %(n)s rows. Share it into several files.", n=f"{MOST_ROWS:,}")
            )
        lines.append(Line(number, {name: text[:LONGEST_CELL] for name, text in cells.items() if text}))
    if not lines:
        raise Refused(_("There are headings in this file, but no families under them."))
    return Read(tuple(lines), headings, unknown)


def _heads(row: list[str]) -> tuple[dict[str, str], tuple[str, ...], dict[str, int]]:
    """What the columns are called, those that aren't ours, and where each stands. Raises Refused."""
    at: dict[str, int] = {}
    headings: dict[str, str] = {}
    unknown = []
    for place, cell in enumerate(row):
        name = HEADINGS.get(folded(cell))
        if name is None:
            unknown += [" ".join(cell.split())[:60]] if cell.strip() else []
        elif name in at:
            both = " / ".join(dict.fromkeys((headings[name], cell.strip())))
            raise Refused(_("Two columns say the same: %(columns)s. Take one of them out.", columns=both))
        elif name != WHY:
            at[name], headings[name] = place, cell.strip()
    if "name" not in at:
        wanted = BY_NAME["name"]
        names = f"{wanted.danish} / {wanted.english}"
        raise Refused(_("The first row must hold the headings, and one of them be %(name)s.", name=names))
    return headings, tuple(unknown), at
