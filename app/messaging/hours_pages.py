"""The page on which interpreters say when they work, what they interpret, and who stands in."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import BeforeValidator, model_validator
from sqlmodel import col, select

from app.identity.models import Account
from app.identity.prepared import open_rows
from app.identity.viewer import Viewer
from app.kit.clock import COPENHAGEN
from app.messaging.interpreters import Hours, InterpreterProfile, colleagues
from app.web.clocks import Clock
from app.web.forms import Day, Form, Posted, problem, reads
from app.web.i18n import LANGUAGES, N_

DAYS = range(7)
FIRST, LAST = "09:00", "16:00"  # offered for a day on which somebody begins to work


Maybe = Annotated[Day | None, BeforeValidator(lambda text: text or None)]


class HoursForm(Form):
    """A week, languages, a colleague, days away."""

    languages: list[str] = []
    always: str = ""
    works: list[str] = []  # the weekdays that are ticked
    substitute: str = ""
    away_from: Maybe = None
    away_until: Maybe = None
    from_0: Clock = None
    from_1: Clock = None
    from_2: Clock = None
    from_3: Clock = None
    from_4: Clock = None
    from_5: Clock = None
    from_6: Clock = None
    until_0: Clock = None
    until_1: Clock = None
    until_2: Clock = None
    until_3: Clock = None
    until_4: Clock = None
    until_5: Clock = None
    until_6: Clock = None

    @model_validator(mode="after")
    def _sensible(self) -> "HoursForm":
        self.languages = [
            it.code for it in LANGUAGES.values() if it.code in self.languages and it.code != "da"
        ]
        for begins, ends in (self.week or {}).values():
            if begins >= ends:
                raise problem(N_("The end of a day has to come after its beginning."))
        return self

    @property
    def week(self) -> Hours | None:
        """The hours of each day that is ticked; None for at any time."""
        if self.always:
            return None
        return {
            str(day): [getattr(self, f"from_{day}") or 0, getattr(self, f"until_{day}") or 24 * 60]
            for day in DAYS
            if str(day) in self.works
        }

    @property
    def colleague(self) -> UUID | None:
        """Who stands in."""
        try:
            return UUID(self.substitute)
        except ValueError:
            return None


HoursPosted = Annotated[Posted[HoursForm], reads(HoursForm)]


def shown(viewer: Viewer, profile: InterpreterProfile) -> dict[str, Any]:
    """What the page needs."""
    others = colleagues(viewer)
    names: Any = select(Account.id, col(Account.name)).where(col(Account.id).in_(others))
    until = profile.away_until
    return {
        "profile": profile,
        "spoken": profile.languages.split(),
        "week": [_line(profile.hours, day) for day in DAYS],
        "others": [
            (row.id, row.name, [LANGUAGES[code].name for code in others[row.id] if code in LANGUAGES])
            for row in sorted(open_rows(viewer.session, names), key=lambda row: row.name)
        ],
        "away_now": profile.is_away(viewer.now),
        "away_from": _day(profile.away_from) if until and until > viewer.now else None,
        "away_until": _last(until) if until and until > viewer.now else None,
    }


def _line(hours: Hours | None, day: int) -> dict[str, Any]:
    begins, ends = (hours or {}).get(str(day), (None, None))
    monday = date(2024, 1, 1)
    return {
        "day": day,
        "date": monday.replace(day=1 + day),
        "works": begins is not None,
        "from": _written(begins, FIRST),
        "until": _written(ends, LAST),
    }


def _written(minutes: int | None, otherwise: str) -> str:
    return otherwise if minutes is None else f"{minutes // 60 % 24:02}:{minutes % 60:02}"


def _day(at: Any) -> str | None:
    return at.astimezone(COPENHAGEN).date().isoformat() if at else None


def _last(until: Any) -> str:
    """Away until midnight is away for the whole of the day before."""
    from_midnight = until.astimezone(COPENHAGEN)
    day = from_midnight.date()
    return date.fromordinal(day.toordinal() - (from_midnight.hour == 0)).isoformat()
