"""The people of a youth as a picture, and over time: who is there, who has been, and where nobody was."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from math import cos, pi, sin

from app.identity.policy import Role
from app.people.models import Youth
from app.people.pages import ORDER, People, Person

WIDTH, HEIGHT = 340, 320  # of the picture
AWAY = (122, 112)  # from the middle, across and down
SHORTEST = timedelta(days=1)  # between two of them: shorter is a hand-over
PARTS = 1000  # of the line of time


@dataclass(frozen=True, slots=True)
class Spot:
    """Somebody in the picture, and where they stand."""

    person: Person
    x: int
    y: int


def around(people: People) -> list[Spot]:
    """Everybody who is there, on a ring around the youth; the one of every day on top."""
    count = len(people.now)
    return [
        Spot(
            person,
            round(WIDTH / 2 + AWAY[0] * sin(2 * pi * n / count)),
            round(HEIGHT / 2 - 8 - AWAY[1] * cos(2 * pi * n / count)),
        )
        for n, person in enumerate(people.now)
    ]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Somebody, or nobody, for a while: where it begins on the line of time, and how long it is there."""

    person: Person | None
    start: datetime
    end: datetime | None  # None: still
    x: int
    width: int


@dataclass(frozen=True, slots=True)
class Row:
    """A role over time."""

    role: Role
    stretches: list[Stretch]

    @property
    def gaps(self) -> list[Stretch]:
        """When nobody had it."""
        return [one for one in self.stretches if one.person is None]


def over_time(youth: Youth, people: People, now: datetime) -> list[Row]:
    """Each role there has been, from the first tie until now; between two of a role, nobody. Custody ends at 18."""
    everybody = [*people.now, *people.before]
    if not everybody:
        return []
    first = min(person.since for person in everybody)
    rows = []
    for role in sorted({person.role for person in everybody}, key=_rank):
        mine = sorted((one for one in everybody if one.role == role), key=lambda one: one.since)
        stretches = [_stretch(one, one.since, one.until, first, now) for one in mine]
        stretches += [
            _stretch(None, start, end, first, now) for start, end in _gaps(mine, _last(role, youth, now), now)
        ]
        rows.append(Row(role, sorted(stretches, key=lambda one: one.start)))
    return rows


def _rank(role: Role) -> int:
    return ORDER.index(role) if role in ORDER else len(ORDER)


def _last(role: Role, youth: Youth, now: datetime) -> datetime:
    return min(now, youth.turns_18_at) if role == Role.MFI else now


# Friends and hosts come and go; of these there should always be one.
ALWAYS = {Role.CASEWORKER, Role.CONTACT, Role.MFI}


def _gaps(mine: list[Person], last: datetime, now: datetime) -> list[tuple[datetime, datetime]]:
    if mine[0].role not in ALWAYS:
        return []
    found, reached = [], mine[0].until or now
    for _before, after in pairwise(mine):
        if after.since - reached > SHORTEST:
            found.append((reached, after.since))
        reached = max(reached, after.until or now)
    if last - reached > SHORTEST:
        found.append((reached, last))
    return found


def _stretch(
    person: Person | None, start: datetime, end: datetime | None, first: datetime, now: datetime
) -> Stretch:
    whole = max((now - first).total_seconds(), 1.0)
    until = min(end or now, now)
    x = round(PARTS * (start - first).total_seconds() / whole)
    width = max(6, round(PARTS * (until - start).total_seconds() / whole))
    return Stretch(person, start, end if end and end <= now else None, min(x, PARTS - 6), width)
