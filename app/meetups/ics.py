"""Meetups as a calendar reads them (RFC 5545). Neutral: what, and the name of this program; never who."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from icalendar import Calendar, Event, Timezone

from app.kit.clock import COPENHAGEN
from app.kit.settings import settings
from app.meetups.cards import Card
from app.meetups.labels import WHATS
from app.web.i18n import gettext as _
from app.web.i18n import language
from app.web.pages import url_for

NAME = "Sammen"


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands in a calendar; `title` in the reader's language, `path` where it is shown here."""

    id: UUID
    title: str
    starts_at: datetime
    ends_at: datetime
    changed_at: datetime
    sequence: int
    agreed: bool
    path: str
    venue: str = ""


def calendar_of(cards: list[Card], *, with_venue: bool) -> bytes:
    """A calendar of those of the meetups that have a time agreed.

    The place stays out of a feed, which other companies' servers fetch and keep.
    """
    return calendar(
        [
            Entry(
                id=card.id,
                title=_(WHATS[card.what][1]),
                starts_at=card.starts_at,
                ends_at=card.ends_at,
                changed_at=card.changed_at or card.created_at,
                sequence=card.sequence,
                agreed=card.agreed,
                path=url_for("meetups.show", meetup_id=card.id),
                venue=card.venue if with_venue else "",
            )
            for card in cards
            if card.starts_at and card.ends_at
        ]
    )


def calendar(entries: list[Entry]) -> bytes:
    """A calendar. No METHOD: it is taken along, nobody is invited by it (RFC 5546 needs none)."""
    whole = Calendar()
    whole.add("prodid", "-//Sammen//Meetups//EN")
    whole.add("version", "2.0")
    whole.add("calscale", "GREGORIAN")
    whole.add("name", NAME)
    whole.add("x-wr-calname", NAME)
    whole.add("refresh-interval", timedelta(hours=4), parameters={"VALUE": "DURATION"})
    whole.add("x-published-ttl", "PT4H")
    if entries:
        whole.add_component(_zone(entries))
    for entry in entries:
        whole.add_component(_event(entry))
    content: bytes = whole.to_ical()
    return content


def _zone(entries: list[Entry]) -> Timezone:
    """The rules of Copenhagen's clock over the years the entries lie in."""
    years = [entry.starts_at.year for entry in entries]
    first = date(min(years), 1, 1)
    return Timezone.from_tzid(
        "Europe/Copenhagen", first_date=first, last_date=first.replace(year=max(years) + 2)
    )


def _event(entry: Entry) -> Event:
    event = Event()
    event.add("uid", f"{entry.id}@sammen")
    event.add("dtstamp", entry.changed_at)
    event.add("last-modified", entry.changed_at)
    event.add("sequence", entry.sequence)
    event.add("dtstart", entry.starts_at.astimezone(COPENHAGEN))
    event.add("dtend", entry.ends_at.astimezone(COPENHAGEN))
    event.add("summary", f"{entry.title} · {NAME}", parameters={"LANGUAGE": language.get().tag})
    event.add("status", "CONFIRMED" if entry.agreed else "CANCELLED")
    event.add("class", "PRIVATE")
    if entry.venue:
        event.add("location", entry.venue)
    if settings().base_url:
        event.add("url", settings().base_url + entry.path)
    return event
