"""The one clock. Everything is kept in UTC; days are counted in Copenhagen."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

COPENHAGEN = ZoneInfo("Europe/Copenhagen")

_frozen: ContextVar[datetime | None] = ContextVar("frozen", default=None)


def now() -> datetime:
    """The moment, aware, in UTC."""
    return _frozen.get() or datetime.now(UTC)


def today() -> date:
    """The day it is in Copenhagen."""
    return now().astimezone(COPENHAGEN).date()


def midnight(day: date) -> datetime:
    """The first moment of a day in Copenhagen, in UTC."""
    return datetime.combine(day, time(), COPENHAGEN).astimezone(UTC)


def birthday(born: date, age: int) -> date:
    """The day somebody reaches an age. Born on 29 February: 1 March in a common year (decision 0003)."""
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return date(born.year + age, 3, 1)


def age_on(born: date, day: date) -> int:
    """Age in whole years on a day."""
    years = day.year - born.year
    return years if birthday(born, years) <= day else years - 1


@contextmanager
def freeze(moment: datetime) -> Iterator[None]:
    """Hold the clock still, for tests and for laying out the demo."""
    token = _frozen.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _frozen.reset(token)


def in_days(days: float) -> datetime:
    """The moment so many days from now."""
    return now() + timedelta(days=days)
