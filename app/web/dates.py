"""Dates and times as people read them: weekday, month by name, 24 hours (writing.md)."""

from datetime import date, datetime, timedelta

from babel.dates import format_date
from markupsafe import Markup

from app.kit.clock import COPENHAGEN, now, today
from app.web.i18n import language, t_gettext, t_ngettext

DAY = {
    "da": "EEEE 'den' d. MMMM y",
    "ar": "EEEE، d MMMM y",
    "fa_AF": "EEEE d MMMM y",
    "ti": "EEEE፣ d MMMM y",
    "en": "EEEE d MMMM y",
}
SHORT = {"da": "d. MMMM y"}


def _local(moment: date | datetime) -> date | datetime:
    return moment.astimezone(COPENHAGEN) if isinstance(moment, datetime) else moment


def _formatted(moment: date | datetime, pattern: str) -> str:
    text = format_date(_local(moment), pattern, locale=language.get().cldr or "en_GB")
    return text.replace("ጉንበት", "ግንቦት")  # CLDR's May isn't how Eritrean texts write it (writing.md)


def day(moment: date | datetime) -> str:
    """Wednesday 5 March 2025."""
    return _formatted(moment, DAY[language.get().code])


def near_day(moment: date | datetime) -> str:
    """Wednesday 5 March: of a day so near that its year goes without saying."""
    return _formatted(moment, DAY[language.get().code].removesuffix(" y"))


def short_day(moment: date | datetime) -> str:
    """5 March 2025."""
    return _formatted(moment, SHORT.get(language.get().code, "d MMMM y"))


def weekday(moment: date | datetime) -> str:
    """Wednesday."""
    return _formatted(moment, "EEEE")


def month(moment: date | datetime) -> str:
    """March."""
    return _formatted(moment, "MMMM")


def plain_clock(moment: datetime) -> str:
    """17:30, in Danish 17.30; always 24 hours."""
    return moment.astimezone(COPENHAGEN).strftime("%H.%M" if language.get().code == "da" else "%H:%M")


def clock(moment: datetime) -> Markup:
    """The time, isolated so that it reads left to right everywhere."""
    iso = moment.astimezone(COPENHAGEN).isoformat(timespec="minutes")
    return Markup('<time datetime="%s"><bdi dir="ltr">%s</bdi></time>') % (iso, plain_clock(moment))


def when(moment: datetime) -> Markup:
    """Day and time in one sentence."""
    return t_gettext("%(day)s at %(clock)s", day=day(moment), clock=clock(moment))


def soon(moment: datetime) -> Markup:
    """The time alone if it is today, else the weekday with it."""
    if moment.astimezone(COPENHAGEN).date() == today():
        return clock(moment)
    return t_gettext("%(day)s at %(clock)s", day=weekday(moment), clock=clock(moment))


def since(moment: date | datetime) -> Markup:
    """How long ago, in whole days: enough for waiting times, and calm."""
    local = _local(moment)
    past = now().astimezone(COPENHAGEN).date() - (local.date() if isinstance(local, datetime) else local)
    if past <= timedelta(0):
        return t_gettext("today")
    if past == timedelta(days=1):
        return t_gettext("yesterday")
    if past < timedelta(days=14):
        return t_ngettext("%(n)s day ago", "%(n)s days ago", past.days)
    if past < timedelta(days=61):
        return t_ngettext("%(n)s week ago", "%(n)s weeks ago", past.days // 7)
    if past < timedelta(days=730):
        return t_ngettext("%(n)s month ago", "%(n)s months ago", round(past.days / 30.4))
    return t_ngettext("%(n)s year ago", "%(n)s years ago", past.days // 365)
