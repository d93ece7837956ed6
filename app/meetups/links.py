"""Where it is: links out to a map and to bus directions, followed only by who taps them; nothing is fetched from there."""

from datetime import datetime
from urllib.parse import quote

from app.kit.clock import COPENHAGEN
from app.web.i18n import language


def map_search(place: str) -> str:
    """A search for a place on OpenStreetMap."""
    return f"https://www.openstreetmap.org/search?query={quote(place, safe='')}"


def map_on_phone(place: str) -> str:
    """The same for the phone's own map (RFC 5870; the question is Android's addition to it)."""
    return f"geo:0,0?q={quote(place, safe='')}"


def bus(place: str, arriving: datetime | None) -> str:
    """How to get there by bus and train, in time. The place stands in the fragment: the page that links isn't told on."""
    spoken = "da_DA" if language.get().code == "da" else "en_EN"
    wanted = [f"Z|{quote(place, safe='')}"]
    if arriving:
        local = arriving.astimezone(COPENHAGEN)
        wanted += [f"date|{local:%d.%m.%Y}", f"time|{local:%H:%M}", "timeSel|arrive"]
    return f"https://www.rejseplanen.dk/webapp/index.html?language={spoken}#!{'!'.join(wanted)}"
