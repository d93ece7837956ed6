"""Meetups as a calendar reads them (RFC 5545). Neutral: what, and the name of this program; never who."""

from datetime import timedelta

from icalendar import Calendar, Event, Timezone

from app.kit.clock import COPENHAGEN
from app.kit.settings import settings
from app.meetups.cards import Card
from app.meetups.labels import WHATS
from app.web.i18n import gettext as _
from app.web.i18n import language
from app.web.pages import url_for

NAME = "Sammen"


def calendar_of(cards: list[Card], *, with_venue: bool) -> bytes:
    """A calendar of those of the meetups that have a time agreed.

    No METHOD: it is taken along, nobody is invited by it (RFC 5546 needs none). The place stays out of a feed, which
    other companies' servers fetch and keep.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Sammen//Meetups//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", NAME)
    calendar.add("x-wr-calname", NAME)
    calendar.add("refresh-interval", timedelta(hours=4), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT4H")
    timed = [card for card in cards if card.starts_at and card.ends_at]
    if timed:
        calendar.add_component(_zone(timed))
    for card in timed:
        calendar.add_component(_event(card, with_venue=with_venue))
    content: bytes = calendar.to_ical()
    return content


def _zone(cards: list[Card]) -> Timezone:
    """The rules of Copenhagen's clock over the years the meetups lie in."""
    years = [card.starts_at.year for card in cards if card.starts_at]
    first = cards[0].created_at.date().replace(year=min(years), month=1, day=1)
    return Timezone.from_tzid(
        "Europe/Copenhagen", first_date=first, last_date=first.replace(year=max(years) + 2)
    )


def _event(card: Card, *, with_venue: bool) -> Event:
    event = Event()
    event.add("uid", f"{card.id}@sammen")
    event.add("dtstamp", card.changed_at or card.created_at)
    event.add("last-modified", card.changed_at or card.created_at)
    event.add("sequence", card.sequence)
    if card.starts_at and card.ends_at:
        event.add("dtstart", card.starts_at.astimezone(COPENHAGEN))
        event.add("dtend", card.ends_at.astimezone(COPENHAGEN))
    event.add("summary", f"{_(WHATS[card.what][1])} · {NAME}", parameters={"LANGUAGE": language.get().tag})
    event.add("status", "CONFIRMED" if card.agreed else "CANCELLED")
    event.add("class", "PRIVATE")
    if with_venue and card.venue:
        event.add("location", card.venue)
    if settings().base_url:
        event.add("url", settings().base_url + url_for("meetups.show", meetup_id=card.id))
    return event
