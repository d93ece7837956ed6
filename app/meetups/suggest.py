"""Times that may fit both: from when they are usually free and from what worked before. Pure: it asks nobody."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from app.kit.clock import COPENHAGEN
from app.meetups.free import DAYS, PARTS, slot_of

AHEAD = range(2, 22)  # days: time to answer, and not so far that it is forgotten
MOST = 3
WORKED, FREE, WEEKEND = 3, 2, 1
MOST_WORKED = 3  # a habit of many years doesn't push out everything else


@dataclass(frozen=True, slots=True)
class Week:
    """What one side has told: slots that are usually free (none told: all), and days away."""

    free: frozenset[str] = frozenset()
    away: tuple[tuple[date, date], ...] = ()

    def fits(self, local: datetime) -> bool:
        """Whether nothing they told speaks against a moment."""
        there = not any(first <= local.date() <= until for first, until in self.away)
        return there and (not self.free or slot_of(local) in self.free)


@dataclass(frozen=True, slots=True)
class Known:
    """What suggestions come from: the weeks of the two, when they met before, which days are taken."""

    weeks: tuple[Week, ...] = ()
    met: tuple[datetime, ...] = ()
    taken: frozenset[date] = field(default_factory=frozenset)


def suggestions(known: Known, now: datetime) -> list[datetime]:
    """Up to three times on different days, the best first; none where nothing is known of either."""
    if not known.met and not any(week.free for week in known.weeks):
        return []
    worked = Counter(_habit(moment) for moment in known.met)
    clocks = {hour for _word, hour in PARTS.values()} | {hour for _day, hour in worked}
    today = now.astimezone(COPENHAGEN).date()
    best: dict[date, tuple[int, datetime]] = {}
    for day in (today + timedelta(days=ahead) for ahead in AHEAD):
        for local in _there(day, clocks):
            if day in known.taken or not all(week.fits(local) for week in known.weeks):
                continue
            points = _points(local, worked, known.weeks)
            if points and points > best.get(day, (0, local))[0]:
                best[day] = points, local.astimezone(UTC)
    ranked = sorted(best.values(), key=lambda one: (-one[0], one[1]))
    return [moment for _points, moment in ranked[:MOST]]


def _there(day: date, clocks: Iterable[time]) -> list[datetime]:
    """The moments of a day that its clock really shows, earliest first (an hour is skipped in March)."""
    local = [datetime.combine(day, hour, COPENHAGEN) for hour in sorted(clocks)]
    return [one for one in local if one.astimezone(UTC).astimezone(COPENHAGEN).time() == one.time()]


def _habit(moment: datetime) -> tuple[str, time]:
    local = moment.astimezone(COPENHAGEN)
    return DAYS[local.weekday()], time(local.hour, local.minute)


def _points(local: datetime, worked: Counter[tuple[str, time]], weeks: tuple[Week, ...]) -> int:
    """How well a time fits: it worked before, each said that they are free, it is a weekend. Nothing without a reason."""
    habit = min(worked[DAYS[local.weekday()], local.time()], MOST_WORKED)
    said = sum(slot_of(local) in week.free for week in weeks)
    if not habit and not said:
        return 0
    return WORKED * habit + FREE * said + WEEKEND * (local.weekday() >= DAYS.index("sat"))
