"""The hub: all open streams of this process, by topic. It lives in the loop; news comes from any thread."""

import asyncio
import logging
from collections import Counter, defaultdict
from collections.abc import Coroutine
from itertools import cycle
from typing import Any

from app.kit import clock
from app.kit.db import transaction
from app.web.live.handlers import Told, Waiting, handlers, still_signed_in
from app.web.live.publishing import News
from app.web.live.seats import END, ENDED, RESYNC, Seat

HEARTBEAT = 25  # seconds: under the 30 that mobile networks' gateways wait at the least
SHORTLY = 0.05  # seconds that what is told together gathers, and lets what was said go first
MOST_OF_ONE = 8
MOST = 20_000

log = logging.getLogger("sammen")


class Full(Exception):
    """There is no room for another stream: of this account, or at all."""

    def __init__(self, *, of_one: bool) -> None:
        super().__init__()
        self.of_one = of_one


class Hub:
    """Brings news to seats. One delivery at a time for each topic, so that nothing comes twice or out of order."""

    def __init__(self, every: float = 1.0) -> None:
        self.loop: asyncio.AbstractEventLoop | None = None
        self.every = every
        self.topics: dict[str, set[Seat]] = defaultdict(set)
        self.accounts: Counter[object] = Counter()
        self.beats: list[set[Seat]] = [set() for _ in range(HEARTBEAT)]
        self.turns = cycle(range(HEARTBEAT))
        self.places = cycle(range(HEARTBEAT))
        self.lanes: dict[str, list[tuple[str, News | Seat]]] = {}
        self.tasks: set[asyncio.Task[None]] = set()
        self.count = 0
        self.ticking: asyncio.TimerHandle | None = None

    def sit(self, seat: Seat) -> None:
        """Take a place; what is new since then, and what was missed before, comes by itself. Raises Full."""
        loop = asyncio.get_running_loop()
        if self.loop is not loop:
            self.loop, self.ticking = loop, None
        if self.count >= MOST or self.accounts[seat.account_id] >= MOST_OF_ONE:
            raise Full(of_one=self.count < MOST)
        self.count += 1
        self.accounts[seat.account_id] += 1
        self.beats[next(self.places)].add(seat)
        for topic in seat.topics:
            self.topics[topic].add(seat)
            self._wait(topic, seat)
        if self.ticking is None and self.every:
            self.ticking = loop.call_later(self.every, self._tick)

    def leave(self, seat: Seat) -> None:
        """Give the place back."""
        self.count -= 1
        seat.over = True
        self.accounts -= Counter([seat.account_id])
        for beat in self.beats:
            beat.discard(seat)
        for topic in seat.topics:
            self.topics[topic].discard(seat)
            if not self.topics[topic]:
                del self.topics[topic]

    def hear(self, news: list[News]) -> None:
        """Take news, from whatever thread."""
        wanted = [it for it in news if it.topic in self.topics]
        if wanted and self.loop and not self.loop.is_closed():
            self.loop.call_soon_threadsafe(self._take, wanted)

    def missed(self) -> None:
        """News may have been lost on the way here: every page fetches itself anew. From whatever thread."""
        if self.loop and not self.loop.is_closed():
            self.loop.call_soon_threadsafe(self._all, [RESYNC, END])

    def close(self) -> None:
        """End all streams, so that the process can stop; the pages come back by themselves."""
        self._all([END])

    def _all(self, events: list[bytes]) -> None:
        for seat in {seat for beat in self.beats for seat in beat}:
            self.put(seat, events)

    def _take(self, news: list[News]) -> None:
        for it in news:
            if it.topic in self.topics:
                self._wait(it.topic, it)

    def _wait(self, topic: str, it: News | Seat) -> None:
        kind = topic.partition(":")[0]
        together = handlers[kind].together
        lane = kind if together else topic
        if lane in self.lanes:
            self.lanes[lane].append((topic, it))
        else:
            self.lanes[lane] = [(topic, it)]
            self._begin(self._deliver(lane, SHORTLY if together else 0))

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def _deliver(self, lane: str, after: float) -> None:
        await asyncio.sleep(after)
        while batch := self.lanes.get(lane):
            self.lanes[lane] = []
            waiting = self._waiting(batch)
            if not waiting:
                continue
            try:
                told = await asyncio.to_thread(_told, lane, waiting)
            except Exception as error:  # noqa: BLE001  a database that is away comes back; the pages ask again
                log.error("live: %s", type(error).__name__)  # noqa: TRY400  a trace may hold what somebody wrote
                told = {seat: ([RESYNC, END], {}) for it in waiting for seat in it.seats}
            for seat, what in told.items():
                if what is None:
                    self.put(seat, [ENDED, END])
                    continue
                events, changes = what
                for name, value in changes.items():
                    setattr(seat, name, value)
                self.put(seat, events)
        self.lanes.pop(lane, None)

    def _waiting(self, batch: list[tuple[str, News | Seat]]) -> list[Waiting]:
        told_of: dict[str, list[News | Seat]] = defaultdict(list)
        for topic, it in batch:
            told_of[topic].append(it)
        found = []
        for topic, items in told_of.items():
            news = [it for it in items if isinstance(it, News)]
            new = [it for it in items if isinstance(it, Seat) and not it.over]
            # Those who were there have nothing to hear where somebody has only come.
            seats = [seat for seat in self.topics.get(topic, ()) if not seat.over] if news else new
            if seats:
                found.append(Waiting(topic.partition(":")[2], news, seats, new))
        return found

    def put(self, seat: Seat, events: list[bytes]) -> None:
        """Let a seat be written to, by a task that ends when all is written."""
        seat.put(events)
        if seat.waiting and not seat.writing:
            seat.writing = True
            self._begin(self._write(seat))

    async def _write(self, seat: Seat) -> None:
        try:
            while seat.waiting:
                event = seat.waiting.pop(0)
                await seat.send({"type": "http.response.body", "body": event, "more_body": event != END})
        except Exception:  # noqa: BLE001  whoever was here is gone
            seat.over = True
        finally:
            seat.writing = False

    def _tick(self) -> None:
        self.beat()
        self.ticking = None
        if self.count and self.loop:
            self.ticking = self.loop.call_later(self.every, self._tick)

    def beat(self) -> None:
        """A sign of life for the streams whose turn it is; those whose sign-in may be over are looked at."""
        due = self.beats[next(self.turns)]
        now = clock.now()
        for seat in due:
            if not seat.writing:
                self.put(seat, [b":\n\n"])
        over = [seat for seat in due if seat.ends_at <= now]
        if over:
            self._begin(self._check(over))

    async def _check(self, seats: list[Seat]) -> None:
        there = await asyncio.to_thread(_hold, seats)
        for seat in seats:
            if seat.sign_in_id not in there:
                self.put(seat, [ENDED, END])


def _hold(seats: list[Seat]) -> set[object]:
    with transaction(writes=False) as session:
        return set(still_signed_in(session, seats))


def _told(lane: str, waiting: list[Waiting]) -> dict[Seat, Told | None]:
    with transaction(writes=False) as session:
        return handlers[lane.partition(":")[0]].tell(session, waiting)
