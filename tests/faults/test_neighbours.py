"""What Sammen leans on hangs or is down, the translation engine and the push service: no message waits for it."""

import asyncio
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copytree
from typing import Any
from urllib.parse import urlencode

import pytest

from app.notifications import vapid
from tests.faults.house import FORM, ROOT, WHOLE, House, Phone, hang_up
from tests.faults.test_cuts import NUMBERED, line, plain
from tests.notifications.conftest import PushService

SAID = 40 if WHOLE else 12  # a stream brings back 50 at most; more is fetched as a page
# Answers each request but one that says "stuck": then it never answers again.
ENGINE = """
import json, sys, time
for asked in sys.stdin:
    print(json.dumps({"loaded": True}), flush=True)
    texts = json.loads(asked)["texts"]
    if any("stuck" in words for words, _names in texts):
        time.sleep(10**6)
    print(json.dumps({"words": [words.upper() for words, _names in texts]}), flush=True)
"""
TRANSLATING = """
import sys
from app import worker
from app.translation.engine.supervised import Supervised
Supervised.command = (sys.executable, "-c", sys.argv[1])
worker.IDLE = 0.05
worker.main("translation", supervised=True)
"""
TELLING = """
import sys
from datetime import timedelta
from app import worker
from app.notifications import outside, sending, telling
telling.SOON = timedelta()  # the waits are tested by the clock elsewhere
if "again" in sys.argv:
    telling.APART = timedelta()
sending.FIRST_WAIT, sending.LONGEST_WAIT = timedelta(milliseconds=100), timedelta(milliseconds=300)
sending.TRIES = 1000
outside.TIMEOUT["timeout"].update(dict.fromkeys(("connect", "read", "write", "pool"), 0.3))
worker.IDLE = 0.05
worker.main(supervised=True)
"""


@contextmanager
def working(house: House, script: str, *words: str, **environment: str) -> Iterator[None]:
    """A worker of the house, as a process of its own."""
    command = [sys.executable, "-c", script, *words]
    with subprocess.Popen(
        command,
        env=house.environment | environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
    ) as process:
        try:
            yield
            process.terminate()  # what is under way is finished first
            process.wait(30)
        finally:
            process.kill()


def until(there: Callable[[], Any]) -> None:
    """Wait for what another process does."""
    end = time.monotonic() + 60
    while not there():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.05)


def ask(house: House, sql: str) -> list[Any]:
    with house.base() as base:
        return base.execute(sql).fetchall()


async def heard(house: House, token: str, last: int) -> list[int]:
    """The numbers of the messages on an open page, until the last has come."""
    got = b""
    numbers: list[int] = []
    async with line(house, token, 0) as reader, asyncio.timeout(30):
        await reader.readuntil(b"\r\n\r\n")
        while last not in numbers:
            chunk = await reader.read(65536)
            assert chunk, "the stream ended before the last message"
            got += chunk
            numbers = [int(found) for found in NUMBERED.findall(plain(got))]
    return numbers


async def _say(house: House, words: list[str]) -> None:
    """The youth says it all, each acknowledged."""
    phone = Phone(house, house.tokens[0])
    await phone.until_up()
    for one in words:
        await phone.say(one)
    await hang_up([phone])


async def _talk(house: House, words: list[str]) -> list[int]:
    """The youth goes on talking; what the family's page has shown in the end."""
    (before,) = ask(house, "SELECT last_seq FROM conversation")[0]
    await _say(house, words)
    return await heard(house, house.tokens[1], before + len(words))


def test_a_hung_engine_holds_up_no_message_and_no_other_translation(tmp_path: Path, in_place: Path) -> None:
    house = House.lay(tmp_path, adults=1)
    copytree(in_place, house.folder / "translation")
    with house.base() as base:
        base.execute("UPDATE account SET language = 'en' WHERE id IN (SELECT account_id FROM family_member)")
    house.serve()
    words = ["stuck" if n % 10 == 3 else f"nr{n}" for n in range(SAID)]
    stuck = words.count("stuck") + 1
    try:
        with working(house, TRANSLATING, ENGINE, SAMMEN_TRANSLATION_SECONDS="3"):
            asyncio.run(_say(house, ["stuck"]))
            until(lambda: ask(house, "SELECT 1 FROM job WHERE kind = 'translate' AND tries = 1"))
            assert asyncio.run(_talk(house, words)) == [*range(1, SAID + 2)]
            assert not ask(house, "SELECT 1 FROM job WHERE error = 'TooSlow'"), "the engine hung too shortly"
            until(lambda: not ask(house, "SELECT 1 FROM job WHERE kind = 'translate' AND error IS NULL"))
        gone = ask(house, "SELECT error, key IS NOT NULL FROM job WHERE kind = 'translate'")
        assert gone == [("TooSlow", 1)] * stuck, "it is given up, and never queued again"
        made = ask(house, "SELECT count(*), count(DISTINCT message_id) FROM rendering")
        assert made == [(SAID + 1 - stuck, SAID + 1 - stuck)]
    finally:
        house.kill()


async def _subscribe(house: House, service: PushService) -> None:
    phone = Phone(house, house.tokens[1])
    await phone.until_up()
    heads = FORM | {"Cookie": f"sammen_session={house.tokens[1]}"}
    status, _ = await phone.pool.send("/notifications/push", urlencode(service.form()).encode(), heads)
    assert status == 201
    await hang_up([phone])


def test_a_push_service_that_is_down_holds_up_nothing_and_tells_once_when_it_is_back(tmp_path: Path) -> None:
    """It takes the line and says nothing, then refuses it, then answers 500, 429, and at last takes the push."""
    house, service = House.lay(tmp_path, adults=1), PushService()
    keys = {"SAMMEN_VAPID_KEY": vapid.make_key(), "SAMMEN_PUSH_ANYWHERE": "true"}
    house.serve(**keys)
    failures = "SELECT max(failures) FROM push_subscription"
    said = [f"nr{n}" for n in range(SAID)]
    try:
        asyncio.run(_subscribe(house, service))
        service.close()
        with socket.create_server(("127.0.0.1", service.port)), working(house, TELLING, **keys):
            asyncio.run(_say(house, ["hej"]))
            until(lambda: ask(house, failures)[0][0] >= 1)
            assert asyncio.run(_talk(house, said)) == [*range(1, SAID + 2)]
        before = ask(house, failures)[0][0]
        service.answers += [(500, {}), (429, {"retry-after": "0"})]
        with working(house, TELLING, **keys):
            until(lambda: ask(house, failures)[0][0] > before)
            service.open()
            until(lambda: ask(house, "SELECT 1 FROM delivery WHERE state = 'sent'"))
            until(
                lambda: (
                    not ask(
                        house,
                        "SELECT 1 FROM job WHERE kind NOT IN ('tell', 'meetup-quiet', 'friendship-day')",
                    )
                )
            )
        assert [status for status, _ in service.answers] == []
        assert len(service.opened()) == 3, "two that it didn't take, and one that it did"
        assert ask(house, "SELECT channel, state FROM delivery") == [("push", "sent")]

        service.answers += [(410, {})]
        with working(house, TELLING, "again", **keys):
            asyncio.run(_talk(house, ["one more"]))
            until(lambda: ask(house, "SELECT 1 FROM push_subscription WHERE ended_because = 'gone'"))
    finally:
        house.kill()
        service.close()


@pytest.mark.parametrize("wanted", [SAID])
def test_the_engine_of_this_test_answers(wanted: int) -> None:
    """So that a translation that is missing above was held up by the fault, and by nothing else."""
    asked = ('{"texts": [["hej", []]], "steps": []}\n' * wanted).encode()
    done = subprocess.run(
        [sys.executable, "-c", ENGINE], input=asked, capture_output=True, check=True, timeout=60
    )
    assert done.stdout.count(b"HEJ") == wanted
