"""An interpreter's sheet of one week: entries, sums per youth and family, and the same for a spreadsheet."""

import csv
import io
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from app.identity.policy import Role
from app.identity.prepared import open_rows
from app.identity.viewer import Viewer
from app.kit.errors import NotFound
from app.messaging.checks import Check
from app.messaging.queries import Query
from app.messaging.sheets import Activity, Work, is_open, monday
from app.people.models import Family, Tie, Youth
from app.web.i18n import N_
from app.web.i18n import gettext as _

WEEK = re.compile(r"(\d{4})-W(\d{2})")
WHAT = {
    Activity.ANSWER: N_("Answer"),
    Activity.CHECK: N_("Check"),
    Activity.MEETUP: N_("Meetup"),
    Activity.BOOKING: N_("A booked meeting"),
}
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would reckon with what begins so


@dataclass(frozen=True, slots=True)
class Sheet:
    """A week: its Monday, its entries, its sums."""

    monday: date
    entries: list[Any]
    open: bool
    before: str | None  # None: nothing was put down before, and nothing can be any more
    after: str | None  # None: the next week has not begun

    @property
    def name(self) -> str:
        """The week as an address says it: 2026-W47."""
        return week_name(self.monday)

    @property
    def number(self) -> int:
        """The week's number (ISO 8601)."""
        return self.monday.isocalendar().week

    @property
    def sunday(self) -> date:
        """The last day."""
        return self.monday + timedelta(days=6)

    @property
    def total(self) -> int:
        """All minutes."""
        return sum(entry.minutes for entry in self.entries)

    @property
    def sums(self) -> list[tuple[str, str, int]]:
        """Minutes by youth and family."""
        summed: dict[tuple[str, str], int] = {}
        for entry in self.entries:
            whose = (entry.youth, entry.family or "")
            summed[whose] = summed.get(whose, 0) + entry.minutes
        return [(youth, family, minutes) for (youth, family), minutes in sorted(summed.items())]


def week_name(day: date) -> str:
    """The week of a day as an address says it."""
    year, week, _day = day.isocalendar()
    return f"{year}-W{week:02}"


def week_of(text: str, viewer: Viewer) -> date:
    """The Monday of a week in an address; this week's where there is none. Raises NotFound."""
    if not text:
        return monday(viewer.today)
    found = WEEK.fullmatch(text)
    try:
        return date.fromisocalendar(int(found[1]), int(found[2]), 1) if found else _nothing()
    except ValueError:
        return _nothing()


def _nothing() -> date:
    raise NotFound


def sheet(viewer: Viewer, week: date) -> Sheet:
    """One's own week; two queries."""
    rows = (
        viewer.rows(
            Work,
            Work.id,
            Work.day,
            Work.minutes,
            Work.what,
            col(Youth.name).label("youth"),
            col(Family.name).label("family"),
        )
        .join(Youth, col(Youth.id) == Work.youth_id)
        .outerjoin(Family, col(Family.id) == Work.family_id)
        .where(col(Work.day) >= week, col(Work.day) < week + timedelta(weeks=1))
        .order_by(col(Work.day), col(Work.id))
    )
    this = monday(viewer.today)
    earlier = viewer.first(viewer.rows(Work, Work.id).where(col(Work.day) < week))
    return Sheet(
        monday=week,
        entries=viewer.listed(viewer.run(rows), "work"),
        open=is_open(week, viewer),
        before=week_name(week - timedelta(weeks=1)) if earlier or week >= this else None,
        after=week_name(week + timedelta(weeks=1)) if week < this else None,
    )


def known(viewer: Viewer) -> dict[str, tuple[UUID, UUID | None, str, str]]:
    """For whom an entry can be put down: the youths one is there for, and with whom one has worked; key → who."""
    tied = select(Tie.youth_id).where(
        Tie.account_id == viewer.account_id, Tie.role == Role.INTERPRETER, Tie.in_force(viewer.now)
    )
    asked = select(Query.youth_id).where(Query.interpreter_id == viewer.account_id, Query.visible_to(viewer))
    worked = select(Work.youth_id).where(
        Work.account_id == viewer.account_id, Work.day >= viewer.now.date() - timedelta(weeks=2)
    )
    own: Any = select(col(Youth.id).label("youth_id"), col(Youth.name).label("youth")).where(
        col(Youth.id).in_(tied) | col(Youth.id).in_(asked) | col(Youth.id).in_(worked)
    )
    checked: Any = (
        select(
            Check.youth_id,
            Check.family_id,
            col(Youth.name).label("youth"),
            col(Family.name).label("family"),
        )
        .join(Youth, col(Youth.id) == Check.youth_id)
        .outerjoin(Family, col(Family.id) == Check.family_id)
        .where(Check.read_by(viewer))
    )
    found: dict[str, tuple[UUID, UUID | None, str, str]] = {}
    for row in open_rows(viewer.session, own):
        found[str(row.youth_id)] = (row.youth_id, None, row.youth, "")
    for row in open_rows(viewer.session, checked):
        key = f"{row.youth_id}:{row.family_id or ''}".rstrip(":")
        found[key] = (row.youth_id, row.family_id, row.youth, row.family or "")
    return dict(sorted(found.items(), key=lambda one: one[1][2:]))


def spreadsheet(sheet: Sheet) -> bytes:
    """The week as Danish Excel opens it: semicolons, a decimal comma, UTF-8 that says so."""
    out = io.StringIO()
    rows = csv.writer(out, delimiter=";", lineterminator="\r\n")
    rows.writerow([_("Day"), _("Young person"), _("Family"), _("What for"), _("Minutes"), _("Hours")])
    for entry in sheet.entries:
        hours = f"{entry.minutes / 60:.2f}".replace(".", ",")
        what = _(WHAT[entry.what])
        rows.writerow(
            [
                entry.day.isoformat(),
                *map(plain, (entry.youth, entry.family or "", what)),
                entry.minutes,
                hours,
            ]
        )
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def plain(text: str) -> str:
    """Text that no spreadsheet takes for a formula (OWASP, CSV injection)."""
    return f"'{text}" if text.startswith(FORMULA) else text
