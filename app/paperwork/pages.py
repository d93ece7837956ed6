"""What the pages about paperwork read: a youth's list, and one screen across all youths of a caseworker."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlmodel import col

from app.identity.policy import Change, Role
from app.identity.viewer import Viewer
from app.kit.errors import NotFound
from app.paperwork.kinds import KINDS, OVER, OWNERS, STATES, Kind, State, Words, due_on
from app.paperwork.models import AROUND, Paper
from app.people.models import Youth
from app.people.pages import Person, around
from app.people.ties import is_tied, tied_youths


@dataclass(frozen=True, slots=True)
class Line:
    """One thing on a list, as it stands now."""

    kind: Kind
    words: Words
    owner: Role
    state: State
    due: date | None
    late: bool
    note: str
    changed_at: datetime | None

    @property
    def over(self) -> bool:
        """Whether nothing is left to do."""
        return self.state in OVER


def _line(kind: Kind, row: Paper | None, decided_on: date | None, today: date) -> Line:
    state = row.state if row else State.TODO
    due = row.due if row else due_on(kind, decided_on)
    return Line(
        kind=kind,
        words=KINDS[kind],
        owner=row.owner if row else OWNERS[0],
        state=state,
        due=due,
        late=bool(due and due < today and state not in OVER),
        note=(row.note or "") if row else "",
        changed_at=row.changed_at if row else None,
    )


def lines(viewer: Viewer, youth: Youth) -> list[Line]:
    """The whole list of a youth, in its order."""
    rows = {row.kind: row for row in viewer.all(Paper, Paper.youth_id == youth.id)}
    return [_line(kind, rows.get(kind), youth.decided_on, viewer.today) for kind in Kind]


def youth_of(viewer: Viewer, youth_id: UUID) -> Youth:
    """A youth around whom the viewer may see the list. Raises NotFound for anybody else."""
    youth = viewer.find(Youth, youth_id)
    if not is_tied(viewer, youth.id, *AROUND):
        raise NotFound
    return youth


def show(viewer: Viewer, youth: Youth) -> dict[str, Any]:
    """The list: what is late first to the eye, how much is in order."""
    found = lines(viewer, youth)
    return {
        "youth": youth,
        "own": youth.id == viewer.account_id,
        "lines": found,
        "done": sum(line.over for line in found),
        "late": sum(line.late for line in found),
        "names": _names(viewer, youth.id),
        "states": STATES,
    }


def one(viewer: Viewer, youth: Youth, kind: str) -> dict[str, Any]:
    """One thing: where, what to bring, whose it is. Raises NotFound."""
    if kind not in set(Kind):
        raise NotFound
    line = next(line for line in lines(viewer, youth) if line.kind == kind)
    row = Paper(
        youth_id=youth.id, kind=line.kind, owner=line.owner, changed_at=viewer.now, changed_by=viewer.somebody
    )
    return {
        "youth": youth,
        "own": youth.id == viewer.account_id,
        "line": line,
        "names": _names(viewer, youth.id),
        "states": STATES,
        "owners": OWNERS,
        "plans": row.may(Change.PLAN_PAPER, viewer),
        "moves": row.may(Change.MOVE_PAPER, viewer),
    }


def _names(viewer: Viewer, youth_id: UUID) -> dict[Role, list[Person]]:
    people = around(viewer, youth_id).now
    return {role: [one for one in people if one.role == role] for role in OWNERS}


@dataclass(frozen=True, slots=True)
class OfYouth:
    """A youth on the screen across all: what is late, what comes next, how far it has come."""

    id: UUID
    name: str
    lines: list[Line]

    @property
    def late(self) -> list[Line]:
        """What should have been in order."""
        return sorted((line for line in self.lines if line.late), key=lambda line: line.due or date.max)

    @property
    def done(self) -> int:
        """How much is in order."""
        return sum(line.over for line in self.lines)


def across(viewer: Viewer) -> list[OfYouth]:
    """All youths of a caseworker, those with the most that is late first; one line in the trail."""
    return viewer.listed(_across(viewer), "youth")


def late(viewer: Viewer) -> int:
    """How much is late across all youths of a caseworker."""
    return sum(len(one.late) for one in _across(viewer))


def _across(viewer: Viewer) -> list[OfYouth]:
    youths = viewer.all(Youth, col(Youth.id).in_(tied_youths(viewer, Role.CASEWORKER)))
    rows: dict[tuple[UUID, Kind], Paper] = {
        (row.youth_id, row.kind): row
        for row in viewer.all(Paper, col(Paper.youth_id).in_([youth.id for youth in youths]))
    }
    found = [
        OfYouth(
            youth.id,
            youth.name,
            [_line(kind, rows.get((youth.id, kind)), youth.decided_on, viewer.today) for kind in Kind],
        )
        for youth in youths
    ]
    found.sort(key=lambda one: (-len(one.late), one.done, one.name.casefold()))
    return found
