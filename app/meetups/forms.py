"""What may be posted about meetups. Times are written as people say them: a day and a clock in Copenhagen."""

from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from itertools import zip_longest
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StringConstraints, field_validator

from app.kit import clock
from app.kit.clock import COPENHAGEN
from app.kit.errors import Refused
from app.meetups.free import SLOTS
from app.meetups.plan import FURTHEST, MOST_TIMES, Along, Face, Plan, Times, What
from app.web.clocks import MINUTES, minutes_of
from app.web.forms import Digits, Form, Line, Posted, Text, problem, told
from app.web.i18n import N_
from app.web.i18n import gettext as _

SLOT_NUMBERS = range(1, MOST_TIMES + 1)
Word = Annotated[Text, StringConstraints(max_length=500)]


def _number(value: object) -> object:
    return int(value) if isinstance(value, str) and value.isascii() and value.isdigit() else value


class TimesForm(Form):
    """Up to three times. Of the tiles and the field for a day, the last one filled counts; the same for the clock."""

    hours: Annotated[Literal[1, 2, 3, 5], BeforeValidator(_number)] = 2
    picked: list[Digits] = Field(default_factory=list)  # of the times that were suggested
    day1: list[Digits] = Field(default_factory=list)
    day2: list[Digits] = Field(default_factory=list)
    day3: list[Digits] = Field(default_factory=list)
    clock1: list[Digits] = Field(default_factory=list)
    clock2: list[Digits] = Field(default_factory=list)
    clock3: list[Digits] = Field(default_factory=list)
    seen: Annotated[int, BeforeValidator(_number)] = 0

    def slot(self, number: int) -> tuple[str, str]:
        """Day and clock as they were chosen."""
        day: list[str] = getattr(self, f"day{number}")
        hour: list[str] = getattr(self, f"clock{number}")
        return next(filter(None, reversed(day)), ""), next(filter(None, reversed(hour)), "")


class OfferForm(TimesForm):
    """An offer."""

    tie: str = ""
    what: What | None = Field(default=None, validate_default=True)
    venue: Line = ""
    note: Word = ""
    along: list[Along] = Field(default_factory=list)

    @field_validator("what", mode="before")
    @classmethod
    def _chosen(cls, value: str | None) -> str:
        """One of the pictures."""
        if value not in set(What):
            raise problem(N_("Choose what you would like to do."))
        return str(value)


class AcceptForm(Form):
    """Yes to one of the times, on a page that showed the meetup as it was then."""

    time: str
    seen: Annotated[int, BeforeValidator(_number)]


class CloseForm(Form):
    """No thanks, or calling off, with a word or without."""

    word: Word = ""
    seen: Annotated[int, BeforeValidator(_number)]


class LateForm(Form):
    """How much later one comes."""

    minutes: Annotated[Literal[10, 20, 30], BeforeValidator(_number)]


class ComingForm(Form):
    """Whether somebody who is asked comes along."""

    comes: Literal["yes", "no"]


class AlongForm(Form):
    """Who comes along."""

    along: list[Along] = Field(default_factory=list)
    seen: Annotated[int, BeforeValidator(_number)]


class SeenForm(Form):
    """A tap on a page that showed the meetup as it was then."""

    seen: Annotated[int, BeforeValidator(_number)]


class FaceForm(Form):
    """How it was."""

    face: Face


class FreeForm(Form):
    """When somebody is usually free, and when away."""

    free: list[str] = Field(default_factory=list)
    away_from: list[Digits] = Field(default_factory=list)
    away_until: list[Digits] = Field(default_factory=list)
    shown: Literal["", "yes"] = ""

    @field_validator("free")
    @classmethod
    def _known(cls, value: list[str]) -> list[str]:
        """Slots of the week."""
        if not set(value) <= set(SLOTS):
            raise problem(N_("Choose one of the answers."))
        return value

    def away(self) -> list[tuple[date, date]]:
        """The days away, first and last; a single day may be written once. Raises Refused for what is no day."""
        pairs = zip_longest(self.away_from, self.away_until, fillvalue="")
        return [(_day(first or until), _day(until or first)) for first, until in pairs if first or until]


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise Refused(_("Choose the first and the last day.")) from error
    if abs(day - clock.today()) > 2 * FURTHEST:
        raise Refused(_("This is very far away. Choose a day within a year."))
    return day


def moment(day: date, hour: time) -> datetime | None:
    """The moment a clock in Copenhagen shows this; None in the hour that is skipped in March.

    In the hour that comes twice in October it is the first of the two (PEP 495, fold=0).
    """
    local = datetime.combine(day, hour, COPENHAGEN)
    there = local.astimezone(UTC)
    back = there.astimezone(COPENHAGEN)
    return there if back.replace(tzinfo=None) == local.replace(tzinfo=None) else None


def plan_of(form: OfferForm, posted: Posted[OfferForm]) -> Plan | None:
    """The plan that was posted; None, with the errors said beside the fields, where a time can't be."""
    times = times_of(form, posted)
    if times is None or form.what is None:
        return None
    return Plan(form.what, form.venue, form.note, times, " ".join(who for who in Along if who in form.along))


def times_of(form: TimesForm, posted: Posted[Any]) -> Times | None:
    """The times that were posted; None, with the errors said beside the fields, where one can't be."""
    times: dict[datetime, datetime] = {}
    wanted = [(f"day{number}", *form.slot(number)) for number in SLOT_NUMBERS]
    wanted += [("picked", *picked.partition("T")[::2]) for picked in form.picked]
    for field, day, hour in wanted:
        if day or hour or (field == "day1" and not form.picked):
            starts_at = told(partial(_read, day, hour), posted, field)
            if starts_at:
                times[starts_at] = starts_at + timedelta(hours=form.hours)
    return None if posted.errors else tuple(sorted(times.items()))


def _read(day: str, hour: str) -> datetime:
    """The moment in a slot. Raises Refused, which says what isn't right with it."""
    if not day or not hour:
        raise Refused(_("Choose both a day and a time."))
    try:
        minutes = minutes_of(hour) or 0
        starts_at = moment(date.fromisoformat(day), time(*divmod(minutes, MINUTES)))
    except (ValueError, OverflowError) as error:
        raise Refused(_("Choose both a day and a time.")) from error
    if starts_at is None:
        raise Refused(
            _("That night the clocks jump from 2 to 3, so this time doesn't exist. Choose another one.")
        )
    if starts_at <= clock.now():
        raise Refused(_("This time has passed. Choose a later one."))
    if starts_at > clock.now() + FURTHEST:
        raise Refused(_("This is very far away. Choose a day within a year."))
    return starts_at
