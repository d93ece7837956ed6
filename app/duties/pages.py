"""What the pages about who does what read."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlmodel import col

from app.duties.models import Duty, holding
from app.duties.topics import PARTS, ROLES, TOPICS, Part, Parts, Topic, Words
from app.identity.models import Account
from app.identity.policy import Role
from app.identity.viewer import Viewer
from app.kit.errors import NotFound
from app.people.models import Youth
from app.people.pages import People, Person, around
from app.people.ties import is_tied
from app.web.i18n import N_
from app.web.i18n import gettext as _


@dataclass(frozen=True, slots=True)
class Line:
    """A topic: who decides, does and is told, what of it was agreed for this youth, and what doesn't add up."""

    topic: Topic
    words: Words
    parts: Parts
    agreed: bool
    clashes: tuple[str, ...]

    def of(self, part: Part) -> list[Role]:
        """Who has this part, in the order of the table."""
        return [role for role in ROLES if self.parts.get(role) == part]


# What doesn't add up, as the caseworker is told.
NOBODY, TWO, UNDONE, MISSING = (
    N_("Nobody decides."),
    N_("Two decide. Agree on one."),
    N_("Nobody does it."),
    N_("Nobody has this role now."),
)


def clashes(parts: Parts, held: set[Role]) -> tuple[str, ...]:
    """What doesn't add up: nobody decides, two do, nobody does it, or the one who should isn't there."""
    deciding = [role for role, part in parts.items() if part == Part.DECIDES]
    doing = [role for role, part in parts.items() if part == Part.DOES]
    found = []
    if not deciding:
        found.append(NOBODY)
    if len(deciding) > 1:
        found.append(TWO)
    if not doing and deciding != [Role.YOUTH]:
        found.append(UNDONE)
    if {*deciding, *doing} - held - {Role.YOUTH}:
        found.append(MISSING)
    return tuple(found)


def lines(viewer: Viewer, youth: Youth, people: People) -> list[Line]:
    """All topics, as they hold now."""
    rows = viewer.all(Duty, Duty.youth_id == youth.id, order_by=col(Duty.number))
    agreed = {row.topic: row for row in rows}  # the newest of each
    held = {person.role for person in people.now}
    found = []
    for topic in Topic:
        parts = holding(youth, agreed.get(topic), topic, viewer)
        found.append(Line(topic, TOPICS[topic], parts, topic in agreed, clashes(parts, held)))
    return found


def searched(found: list[Line], words: str) -> list[Line]:
    """The topics in whose name, or in what belongs to them, all these words occur, in the reader's language."""
    wanted = words.casefold().split()
    return [
        line
        for line in found
        if all(word in f"{_(line.words.label)} {_(line.words.about)}".casefold() for word in wanted)
    ]


def show(viewer: Viewer, youth: Youth, query: str = "") -> dict[str, Any]:
    """The whole table, or what of it is searched for."""
    people = around(viewer, youth.id)
    found = lines(viewer, youth, people)
    edits = may_change(viewer, youth.id)
    return {
        "youth": youth,
        "own": youth.id == viewer.account_id,
        "lines": searched(found, query),
        "query": query,
        "clashing": sum(bool(line.clashes) for line in found) if edits else 0,
        "edits": edits,
        "names": _names(people),
        "parts": PARTS,
    }


def one(viewer: Viewer, youth: Youth, topic: str) -> dict[str, Any]:
    """A topic: who to ask, and how it came. Raises NotFound."""
    if topic not in set(Topic):
        raise NotFound
    people = around(viewer, youth.id)
    line = next(line for line in lines(viewer, youth, people) if line.topic == topic)
    rows = viewer.rows(Duty, Duty.created_at, Duty.parts, Duty.why, Account.name).join(
        Account, col(Account.id) == col(Duty.made_by)
    )
    of_it = rows.where(col(Duty.youth_id) == youth.id, col(Duty.topic) == topic)
    own = youth.id == viewer.account_id
    return {
        "youth": youth,
        "own": own,
        "line": line,
        "parts": PARTS,
        "people": {role: [one for one in people.now if one.role == role] for role in ROLES},
        "me": viewer.account_id,
        "edits": may_change(viewer, youth.id),
        "history": viewer.run(of_it.order_by(col(Duty.number).desc())),
        "roles": ROLES,
    }


def _names(people: People) -> dict[Role, list[Person]]:
    return {role: [one for one in people.now if one.role == role] for role in ROLES}


def may_change(viewer: Viewer, youth_id: UUID) -> bool:
    """Whether the viewer is the youth's caseworker."""
    return is_tied(viewer, youth_id, Role.CASEWORKER)


def youth_of(viewer: Viewer, youth_id: UUID) -> Youth:
    """A youth the viewer is tied to now. Raises NotFound."""
    return viewer.find(Youth, youth_id)
