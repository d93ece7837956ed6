"""Lines that are cut: whoever comes back gets what they missed, once and in order; whoever may not read gets nothing."""

import asyncio
import contextlib
import random
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.faults.house import SEED, WHOLE, House, Phone, hang_up

CUTS = 1000 if WHOLE else 25
MESSAGES = 400 if WHOLE else 40
NUMBERED = re.compile(rb"event: message\nid: (\d+)\n.*?\n\n", re.DOTALL)


@contextlib.asynccontextmanager
async def line(
    house: House, token: str, after: int, *, again: bool = True
) -> AsyncIterator[asyncio.StreamReader]:
    """An open page's stream, from a number on."""
    reader, writer = await asyncio.open_connection("127.0.0.1", house.port, limit=2**22)
    last = f"Last-Event-ID: {after}\r\n" if again else ""
    writer.write(
        f"GET /events?conversation={house.conversation}&after={after} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        f"Accept: text/event-stream\r\n{last}Cookie: sammen_session={token}\r\n\r\n".encode()
    )
    try:
        yield reader
    finally:
        writer.close()
        with contextlib.suppress(OSError):
            await writer.wait_closed()


def plain(chunked: bytes) -> bytes:
    """The body without the marks of its chunks."""
    return re.sub(rb"(?:^|\r\n)[0-9a-f]+\r\n", b"", chunked)


async def numbers(house: House, token: str, after: int, wait: float, most: int = 10**9) -> list[int]:
    """The numbers of the messages that arrive whole before the line is cut."""
    got, heard = b"", 0
    async with line(house, token, after) as reader:
        with contextlib.suppress(TimeoutError, asyncio.IncompleteReadError, OSError):
            async with asyncio.timeout(wait):
                await reader.readuntil(b"\r\n\r\n")
                while heard < most and (chunk := await reader.read(1500)):
                    got += chunk
                    heard = len(got)
    return [int(found) for found in NUMBERED.findall(plain(got[:most]))]


async def _cut_often(house: House, dice: random.Random) -> list[int]:
    writer = Phone(house, house.tokens[0])
    await writer.until_up()

    async def write() -> None:
        for _ in range(MESSAGES):
            await writer.say()

    writing = asyncio.create_task(write())
    seen: list[int] = []
    for _ in range(CUTS):
        last = seen[-1] if seen else 0
        seen += await numbers(
            house, house.tokens[1], last, dice.uniform(0.02, 0.4), dice.randint(200, 40_000)
        )
    await writing
    while seen[-1:] != [MESSAGES]:
        last = seen[-1] if seen else 0
        more = await numbers(house, house.tokens[1], last, 2.0)
        assert more, f"nothing came after {last}"
        seen += more
    await hang_up([writer])
    return seen


@pytest.mark.parametrize("seed", [SEED])
@pytest.mark.timeout(3600 if WHOLE else 120)
def test_a_line_cut_at_any_moment_loses_and_repeats_nothing(tmp_path: Path, seed: int) -> None:
    house = House.lay(tmp_path, adults=1)
    house.serve()
    try:
        seen = asyncio.run(_cut_often(house, random.Random(seed)))
    finally:
        house.kill()
    assert seen == list(range(1, MESSAGES + 1))


async def _lose_access(house: House) -> tuple[list[int], list[int]]:
    writer = Phone(house, house.tokens[0])
    await writer.until_up()
    for _ in range(3):
        await writer.say()
    reading = asyncio.create_task(numbers(house, house.tokens[1], 0, 4.0))
    await asyncio.sleep(1)  # until the page has its three; what it has not by then, it never gets
    with house.base() as base:
        base.execute("UPDATE tie SET ends_at = '2020-01-01 00:00:00', starts_at = '2019-01-01 00:00:00'")
    for _ in range(3):
        await writer.post("00000000-0000-4000-8000-00000000000a", "secret")
    before = await reading
    after = await numbers(house, house.tokens[1], 3, 1.0)
    await hang_up([writer])
    return before, after


def test_whose_tie_ends_while_streaming_reads_no_more(tmp_path: Path) -> None:
    house = House.lay(tmp_path, adults=1)
    house.serve()
    try:
        before, after = asyncio.run(_lose_access(house))
    finally:
        house.kill()
    assert before == [1, 2, 3]
    assert after == []
