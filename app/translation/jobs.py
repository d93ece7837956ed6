"""Messages on their way through the machine. Run in a process of its own, so that nothing waits for the engine.

This room knows no messages. The room above says once, as it is imported, where words come from and where they go:
`translation.jobs.between(fetch, keep)`.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta
from itertools import zip_longest
from typing import NamedTuple, Protocol
from uuid import UUID

from sqlalchemy import Connection, Engine

from app.kit import jobs
from app.translation.engine.supervised import BATCH, LOADING, Supervised
from app.translation.port import NotInstalled, Text, Translator

QUEUE = "translation"
KIND = "translate"  # payload: {"message_id": …, "language": the language it is wanted in}


class Fetch(Protocol):
    """Where the words come from."""

    def __call__(self, message_id: UUID, target: str, /) -> tuple[str, str, tuple[str, ...]] | None:
        """The words, their language, and names of people that stay; None if there is nothing to do any more."""


class Keep(Protocol):
    """Where the words go."""

    def __call__(self, message_id: UUID, target: str, words: str, /) -> None:
        """Keep what the machine made of a message, unless somebody was quicker."""


class TooSlow(Exception):
    """The engine couldn't do it in time. It isn't tried again: the original stands alone."""


class Waiting(NamedTuple):
    """A message that is being translated."""

    job: jobs.Taken
    message_id: UUID
    target: str
    source: str
    text: Text


_ends: list[tuple[Fetch, Keep]] = []


def between(fetch: Fetch, keep: Keep) -> None:
    """Say where words come from and where they go."""
    _ends[:] = [(fetch, keep)]


class Machine:
    """One engine, and the messages it works through."""

    def __init__(self, translator: Translator | None = None, on: Connection | Engine | None = None) -> None:
        self._own = Supervised() if translator is None else None
        self._translator: Translator = translator or self._own or Supervised()
        self._on = on
        limit = self._own.limit if self._own else 0.0
        # So long a batch may take at worst: once whole, then each alone, and a model to load.
        self._lease = timedelta(seconds=LOADING + (BATCH + 1) * limit + 60)

    def run_batch(self) -> int:
        """Translate some of what waits; how many messages were dealt with."""
        taken = jobs.take(self._on, QUEUE, BATCH, self._lease)
        together: dict[tuple[str, str], list[Waiting]] = defaultdict(list)
        for job in taken:
            if one := self._fetched(job):
                together[one.source, one.target].append(one)
        for pair, batch in together.items():
            self._translate(batch, *pair)
        return len(taken)

    def close(self) -> None:
        """End the engine, whatever it is doing."""
        if self._own:
            self._own.close()

    def _fetched(self, job: jobs.Taken) -> Waiting | None:
        try:
            payload = {KIND: jobs.payload_of}[job.kind](job, self._on)
            message_id, target = UUID(payload["message_id"]), payload["language"]
            found = _ends[-1][0](message_id, target)
        except Exception as error:  # noqa: BLE001  one broken job holds up no other
            jobs.fail(job, error, self._on)
            return None
        if found is None:
            jobs.finish(job, self._on)
            return None
        return Waiting(job, message_id, target, found[1], Text(found[0], found[2]))

    def _translate(self, batch: Sequence[Waiting], source: str, target: str) -> None:
        try:
            made = self._translator.translate([one.text for one in batch], source, target)
        except NotInstalled:  # it was when they were queued
            made = []
        except Exception as error:  # noqa: BLE001  the worker outlives any engine
            for one in batch:
                jobs.fail(one.job, error, self._on)
            return
        for one, words in zip_longest(batch, made):
            self._settle(one, words, installed=bool(made))

    def _settle(self, one: Waiting, words: str | None, *, installed: bool) -> None:
        try:
            if words is None and installed:
                jobs.give_up(one.job, TooSlow(), self._on)
                return
            if words is not None:
                _ends[-1][1](one.message_id, one.target, words)
        except Exception as error:  # noqa: BLE001  the next message may do
            jobs.fail(one.job, error, self._on)
        else:
            jobs.finish(one.job, self._on)
