"""The tiles of an offer: what to do, on which day, at which time, for how long, with whom."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from markupsafe import Markup

from app.identity.viewer import Viewer
from app.kit import clock
from app.meetups.free import DAYS
from app.meetups.free import PARTS as DAY_PARTS
from app.meetups.labels import ALONG, FACES, WHATS
from app.meetups.plan import HOURS
from app.web import dates
from app.web.i18n import N_, both, language, t_gettext, t_ngettext

DAYS_AHEAD = 8
# The part of the day and the time it stands for, so that two taps make a time.
PARTS = (
    ("10:00", N_("Morning")),
    ("14:00", N_("Afternoon")),
    ("17:00", N_("Late afternoon")),
    ("19:00", N_("Evening")),
)


@dataclass(frozen=True, slots=True)
class Tile:
    """One thing to choose."""

    value: str
    label: Markup
    icon: str = ""


def whats() -> list[Tile]:
    """What to do, by pictures."""
    return [Tile(what, both(label), icon) for what, (icon, label) in WHATS.items()]


def along() -> list[Tile]:
    """Who comes along."""
    return [Tile(who, both(label), icon) for who, (icon, label) in ALONG.items()]


def faces() -> list[Tile]:
    """How it was."""
    return [Tile(face, both(label), icon) for face, (icon, label) in FACES.items()]


def suggested(moments: list[datetime]) -> list[Tile]:
    """Times that may fit both, written as they are posted: the day and the clock in Copenhagen."""
    return [
        Tile(
            moment.astimezone(clock.COPENHAGEN).strftime("%Y-%m-%dT%H:%M"),
            _two_lines(dates.near_day(moment), dates.clock(moment)),
        )
        for moment in moments
    ]


def week() -> list[tuple[str, str, list[str]]]:
    """The usual week, a row a day: its key, its name, and the slots of it."""
    monday = clock.today() - timedelta(days=clock.today().weekday())
    return [
        (day, dates.weekday(monday + timedelta(days=n)), [f"{day}-{part}" for part in DAY_PARTS])
        for n, day in enumerate(DAYS)
    ]


def day_parts() -> list[Markup]:
    """The parts of a day, as the heads of the columns of a week."""
    return [both(word) for word, _at in DAY_PARTS.values()]


def days() -> list[Tile]:
    """The days that come, the first two by name."""
    names = {0: t_gettext("Today"), 1: t_gettext("Tomorrow")}
    ahead = [clock.today() + timedelta(days=n) for n in range(DAYS_AHEAD)]
    return [
        Tile(day.isoformat(), _two_lines(names.get(n, dates.weekday(day)), _day_and_month(day)))
        for n, day in enumerate(ahead)
    ]


def parts() -> list[Tile]:
    """The parts of a day."""
    colon = "." if language.get().code == "da" else ":"
    return [
        Tile(at, _two_lines(t_gettext(label), Markup('<bdi dir="ltr">%s</bdi>') % at.replace(":", colon)))
        for at, label in PARTS
    ]


def hours() -> list[Tile]:
    """How long."""
    return [Tile(str(n), t_ngettext("%(n)s hour", "%(n)s hours", n)) for n in HOURS]


def whom(viewer: Viewer, partners: list[Any]) -> list[Tile]:
    """With whom, where the viewer knows several; the value is the tie."""
    names = [
        (row.id, row.family_name if row.youth_id == viewer.account_id else row.youth_name) for row in partners
    ]
    return [Tile(str(tie), Markup('<bdi lang="" dir="auto">%s</bdi>') % name) for tie, name in names]


def _two_lines(first: str, second: str) -> Markup:
    return Markup('%s<span class="meta">%s</span>') % (first, second)


def _day_and_month(day: date) -> str:
    dot = "." if language.get().code == "da" else ""
    return f"{day.day}{dot} {dates.month(day)}"
