"""Whether a row of a sheet is whole: each problem by its column, with what would be right, in the reader's words."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from app.finding.pipeline import BESIDES, MISSING, Besides
from app.finding.sheets import KINDS, Entry, sheet_language
from app.finding.sheets_read import Line
from app.finding.sheets_words import Wrong, readers
from app.identity.policy import Role
from app.kit.crypto import digest
from app.people.models import FamilyState
from app.web.i18n import gettext as _

Readers = Mapping[str, Callable[[str], Any]]
S = FamilyState
SHOWN = 120  # letters of what was written


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a row: in which column, what was written there, what would be right."""

    column: str
    said: str
    words: str
    family_id: UUID | None = None  # the one that is known already


@dataclass(frozen=True, slots=True)
class Checked:
    """A row that was looked at. `entry` only where it is whole."""

    line: Line
    entry: Entry | None
    problems: tuple[Problem, ...] = ()


def check(lines: Iterable[Line], kinds: Collection[Role], known: Mapping[str, UUID]) -> list[Checked]:
    """Look at every row. `kinds`: those the viewer may bring in; `known`: digests of e-mails and numbers → family."""
    reading = readers()
    taken: dict[str, int] = {}  # digest → the row it stands in
    found = []
    for line in lines:
        values, problems = _values(line, reading)
        problems += _whole(line, values, kinds)
        problems += _again(line, values, known, taken)
        found.append(Checked(line, None if problems else Entry(**values), tuple(problems)))
    return found


def _values(line: Line, reading: Readers) -> tuple[dict[str, Any], list[Problem]]:
    values, problems = {}, []
    for name, text in line.cells.items():
        try:
            values[name] = reading[name](text)
        except Wrong as wrong:
            problems.append(_problem(line, name, str(wrong)))
    return values, problems


def _problem(line: Line, name: str, words: str, family_id: UUID | None = None) -> Problem:
    said = line.cells.get(name, "")
    return Problem(name, said if len(said) <= SHOWN else said[:SHOWN] + "…", words, family_id)


def _whole(line: Line, values: dict[str, Any], kinds: Collection[Role]) -> list[Problem]:
    """What is wrong with cells that are right, each for itself."""
    wrong = []
    if not values.get("name") and "name" not in line.cells:
        wrong.append(("name", _("Write what the family is called.")))
    if not (line.cells.get("email") or line.cells.get("phone")):
        wrong.append(("email", _("Write an e-mail or a phone number, so that we can answer.")))
    kind, state = values.get("kind", Role.FRIEND), values.get("state", S.APPLIED)
    if kind not in kinds:
        names = ", ".join(words[sheet_language() != "da"] for one, words in KINDS.items() if one in kinds)
        wrong.append(("kind", _("You can bring in these here: %(kinds)s.", kinds=names)))
        return [_problem(line, *one) for one in wrong]
    for one in Besides:
        day: date | None = values.get(one.value)
        if day and one not in BESIDES[kind]:
            wrong.append((one.value, _("This isn't asked of this family. Leave it empty.")))
        if state in {S.APPROVED, S.MATCHED} and one in BESIDES[kind] and one.value not in line.cells:
            wrong.append((one.value, _(MISSING[one])))
    if state == S.MATCHED and kind == Role.FRIEND:
        wrong.append(
            ("state", _("Whom a family knows is written down in Sammen itself. Choose another step."))
        )
    return [_problem(line, *one) for one in wrong]


def _again(
    line: Line, values: dict[str, Any], known: Mapping[str, UUID], taken: dict[str, int]
) -> list[Problem]:
    """The same e-mail or number a second time: in the organisation, or further up in the sheet."""
    problems = []
    for name in ("email", "phone"):
        reached = digest(values[name]) if values.get(name) else ""
        if reached in known:
            words = _("Your organisation knows a family that is reached so already.")
            problems.append(_problem(line, name, words, known[reached]))
        elif taken.get(reached, line.number) != line.number:
            words = _("The same stands in row %(row)s. Keep one of them.", row=taken[reached])
            problems.append(_problem(line, name, words))
        if reached:
            taken.setdefault(reached, line.number)
    return problems
