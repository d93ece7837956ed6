"""Times of day as people write them. Fields are of text: those of browsers follow the phone, and say AM and PM."""

import re
from datetime import datetime, time
from typing import Annotated, Any

from pydantic import BeforeValidator

from app.kit.clock import COPENHAGEN
from app.web.forms import Day, Form, Posted, problem
from app.web.i18n import N_
from app.web.i18n import gettext as _

_WRITTEN = re.compile(r"(\d{1,2})(?:\s*[:.,٫]?\s*(\d{2}))?(?:[:.]\d\d)?")
HOURS, MINUTES = 24, 60
LONGEST = 20  # letters: what is longer is no time


def minutes_of(written: Any) -> int | None:
    """16:30, 16.30, 1630, ١٦:٣٠ and 16 as minutes after midnight; empty is None. Raises what a form says."""
    text = str(written or "").strip()
    if not text:
        return None
    found = _WRITTEN.fullmatch(text) if len(text) <= LONGEST else None
    hours, minutes = (int(found[1]), int(found[2] or 0)) if found else (HOURS, 0)
    if hours >= HOURS or minutes >= MINUTES:
        raise problem(N_("Write a time, such as 16:30."))
    return hours * MINUTES + minutes


def _needed(written: Any) -> int:
    minutes = minutes_of(written)
    if minutes is None:
        raise problem(N_("Write a time, such as 16:30."))
    return minutes


Clock = Annotated[int | None, BeforeValidator(minutes_of)]
NeededClock = Annotated[int, BeforeValidator(_needed)]


class WhenForm(Form):
    """A day and a time of day, as they are in Denmark."""

    date: Day
    time: Clock = None

    def at(self, posted: Posted[Any]) -> datetime:
        """The moment; says on the form where there is no time."""
        if self.time is None:
            posted.refuse("time", _("Write a time, such as 16:30."))
        hour, minute = divmod(self.time or 0, MINUTES)
        return datetime.combine(self.date, time(hour, minute), COPENHAGEN)
