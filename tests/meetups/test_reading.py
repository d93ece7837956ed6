"""The feed, read over HTTP by a calendar program that other people have written."""

import json
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from icalendar import Calendar
from sqlalchemy import Engine, delete
from sqlmodel import SQLModel

from app.identity.viewer import load_viewer
from app.kit import clock, db
from app.main import create_app
from app.meetups import feeds, ics, moving, pages
from app.meetups.models import Meetup
from tests.cast import id_of
from tests.conftest import ViewerOf
from tests.meetups.conftest import Offer, agreed_in, offered, plan, times_of

PROGRAM = Path(sys.executable).with_name("vdirsyncer")


@pytest.fixture
def served(sqlite_engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, Engine]]:
    """The house on a port of this machine, over the cast's database."""
    monkeypatch.setattr(db, "own_engine", lambda: sqlite_engine)
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(create_app(), log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    until = time.monotonic() + 5
    while not server.started and time.monotonic() < until:
        threading.Event().wait(0.01)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}", sqlite_engine
    server.should_exit = True
    thread.join(5)
    with db.transaction(on=sqlite_engine) as session:
        for table in ("calendar_feed", "meetup_time", "meetup", "job", "audit_line"):
            session.execute(delete(SQLModel.metadata.tables[table]))


def synced(folder: Path, address: str) -> list[Any]:
    """The events the program has after it has read the address, by when they are. (It gives them ids of its own.)"""
    settings = folder / "config"
    settings.write_text(
        f"""[general]
status_path = "{folder / "status"}"
[pair meetups]
a = "there"
b = "here"
collections = null
conflict_resolution = "a wins"
[storage there]
type = "http"
url = {json.dumps(address)}
[storage here]
type = "filesystem"
path = "{folder / "here"}"
fileext = ".ics"
"""
    )
    (folder / "here").mkdir(exist_ok=True)
    run = [str(PROGRAM), "--config", str(settings)]
    for command in (["discover", "meetups"], ["sync", "meetups"]):
        done = subprocess.run([*run, *command], capture_output=True, text=True, timeout=30, check=False)
        assert done.returncode == 0, done.stderr
    read: list[Any] = [Calendar.from_ical(path.read_bytes()) for path in (folder / "here").glob("*.ics")]
    assert all(str(it.walk("VTIMEZONE")[0]["TZID"]) == "Europe/Copenhagen" for it in read)
    return sorted((event for it in read for event in it.walk("VEVENT")), key=lambda event: event.start)


def test_a_calendar_program_reads_the_feed_and_follows_its_changes(
    served: tuple[str, Engine], tmp_path: Path
) -> None:
    host, engine = served
    with db.transaction(on=engine) as session:
        family, youth = (
            load_viewer(session, id_of(slug), clock.now()) for slug in ("family", "youth-matched")
        )
        address = f"{host}/calendar/{feeds.open_feed(by=family)}.ics"
        kept, gone = offered(family, 3), offered(family, 5)
        for meetup in (kept, gone):
            meetup.accept(times_of(youth, meetup)[0], seen=0, by=youth)
    first = synced(tmp_path, address)
    assert [(str(it["STATUS"]), it["SEQUENCE"]) for it in first] == [("CONFIRMED", 1)] * 2
    with db.transaction(on=engine) as session:
        family, youth = (
            load_viewer(session, id_of(slug), clock.now()) for slug in ("family", "youth-matched")
        )
        moved, off = (family.find(Meetup, meetup.id) for meetup in (kept, gone))
        moving.move(moved, plan(8).times, seen=1, by=family)
        new = next(it for it in times_of(youth, moved) if it.moving)
        moving.accept_move(moved, new, seen=2, by=youth)
        off.cancel("", seen=1, by=family)
    cancelled, one = synced(tmp_path, address)
    assert (str(cancelled["STATUS"]), cancelled["SEQUENCE"], cancelled.start) == (
        "CANCELLED",
        2,
        first[1].start,
    )
    assert (str(one["STATUS"]), one["SEQUENCE"]) == ("CONFIRMED", 3)
    assert one.start.astimezone(UTC) == new.starts_at.replace(microsecond=0)


# -- As RFC 5545 wants it ------------------------------------------------------------------------------------------


def faults(content: bytes) -> list[str]:
    """What RFC 5545 (3.1, 3.4, 3.6.1, 3.6.5) asks of a calendar object and this one lacks."""
    found = []
    text = content.decode()
    if text.replace("\r\n", "").count("\n") or not text.endswith("\r\n"):
        found.append("lines end with CRLF")
    if any(len(line.encode()) > 75 for line in text.split("\r\n")):
        found.append("lines are folded at 75 octets")
    calendar: Any = Calendar.from_ical(content)
    found += [f"no {name}" for name in ("PRODID", "VERSION") if name not in calendar]
    zones = {str(zone["TZID"]): zone for zone in calendar.walk("VTIMEZONE")}
    seen = set()
    for event in calendar.walk("VEVENT"):
        found += [
            f"no {name}" for name in ("UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE") if name not in event
        ]
        found += [f"{name}: {error}" for name, error in event.errors]
        if event["DTSTART"].params["TZID"] not in zones:
            found.append("a zone that isn't described")
        if event["DTSTAMP"].dt.utcoffset() != timedelta():
            found.append("DTSTAMP is in UTC")
        if event.end <= event.start or str(event["UID"]) in seen:
            found.append("ends before it starts, or twice")
        seen.add(str(event["UID"]))
    for zone in zones.values():
        kinds = {part.name for part in zone.subcomponents}
        found += [f"no {kind}" for kind in ("STANDARD", "DAYLIGHT") if kind not in kinds]
    return found


@pytest.mark.parametrize(
    "frozen", [datetime(2026, 3, 20, 12, tzinfo=UTC), datetime(2026, 10, 20, tzinfo=UTC)]
)
def test_the_feed_holds_to_the_standard_after_every_change(
    frozen: datetime, offer: Offer, viewer_of: ViewerOf
) -> None:
    with clock.freeze(frozen):
        numbers = []
        meetup = agreed_in(offer, viewer_of, 9)
        other = agreed_in(offer, viewer_of, 10)
        acts: tuple[Callable[[], object], ...] = (
            lambda: None,
            lambda: moving.move(meetup, plan(11).times, seen=1, by=viewer_of("family")),
            lambda: other.cancel("", seen=1, by=viewer_of("youth-matched")),
            lambda: meetup.cancel("", seen=2, by=viewer_of("family")),
        )
        for act in acts:
            act()
            content = ics.calendar_of(pages.calendar_cards(viewer_of("family")), with_venue=False)
            assert faults(content) == []
            numbers.append(sum(card.sequence for card in pages.calendar_cards(viewer_of("family"))))
        assert numbers == sorted(numbers), "it only ever goes up"


def test_what_isnt_as_the_standard_wants_is_found() -> None:
    broken = b"BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:1\nDTSTART;TZID=X:20260101T000000\n"
    broken += b"DTEND;TZID=X:20250101T000000\nDTSTAMP:20260101T000000Z\nEND:VEVENT\nEND:VCALENDAR\n"
    assert {"lines end with CRLF", "no PRODID", "no SEQUENCE"} <= set(faults(broken))
