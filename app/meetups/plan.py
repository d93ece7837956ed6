"""What is offered: the words and the times of a meetup, before it is one."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from app.kit.errors import Refused
from app.web.i18n import gettext as _

MOST_TIMES = 3
HOURS = (1, 2, 3, 5)
FURTHEST = timedelta(days=365)
Times = tuple[tuple[datetime, datetime], ...]


class What(StrEnum):
    """What to do together."""

    WALK = "walk"
    COOK = "cook"
    EAT = "eat"
    FOOTBALL = "football"
    SWIM = "swim"
    HOMEWORK = "homework"
    CITY = "city"
    CINEMA = "cinema"
    COFFEE = "coffee"
    BIKE = "bike"
    GAMES = "games"
    TALK = "talk"
    OTHER = "other"


class Along(StrEnum):
    """Who comes along."""

    CONTACT = "contact"
    INTERPRETER = "interpreter"
    SIBLING = "sibling"
    FRIEND = "friend"


class Face(StrEnum):
    """How it was."""

    GOOD = "good"
    SO_SO = "so-so"
    SAD = "sad"


class MeetupState(StrEnum):
    """Where a meetup is. An offer that was answered by another offer is declined, and named by that one."""

    OFFERED = "offered"
    AGREED = "agreed"
    DECLINED = "declined"
    CANCELLED = "cancelled"

    @property
    def changed_meanwhile(self) -> str:
        """What is told to somebody who decided on a page that is no longer true."""
        match self:
            case MeetupState.AGREED:
                return _("There is already a yes to this meetup. Look at it once more.")
            case MeetupState.DECLINED:
                return _("This offer is closed already. You can suggest a new meetup.")
            case MeetupState.CANCELLED:
                return _("This meetup was called off a moment ago. You can suggest a new one.")
            case _:
                return _("Something changed in the meantime. Look at it once more.")


class Side(StrEnum):
    """Who of the two; or somebody who cares for the youth."""

    YOUTH = "youth"
    FAMILY = "family"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Plan:
    """What, where, and up to three times from and to."""

    what: What
    venue: str
    note: str
    times: Times
    along: str = ""

    def check(self, now: datetime) -> None:
        """Raises Refused where a time can't be."""
        check_times(self.times, now)


def check_times(times: Times, now: datetime) -> None:
    """Raises Refused where a time can't be."""
    if not 1 <= len(times) <= MOST_TIMES:
        raise Refused(_("Offer one, two or three times."))
    for starts_at, ends_at in times:
        if starts_at <= now:
            raise Refused(_("This time has passed. Choose a later one."))
        if starts_at > now + FURTHEST or ends_at <= starts_at:
            raise Refused(_("This is very far away. Choose a day within a year."))
