"""The engine from outside: a child process that is given so much time, ended when it takes longer, and started anew."""

import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from app.kit.settings import settings
from app.translation import port
from app.translation.engine import packages
from app.translation.port import NotInstalled, Text

LOADING = 120.0  # seconds; a large model takes a while from a slow disk
BATCH = 8
ROOT = Path(__file__).parents[3]


class Gone(Exception):
    """The engine died, or took too long and was ended."""


class Closed(Exception):
    """We are ending; what was under way comes again after the next start."""


class Failed(Exception):
    """The engine said that it can't; the message is the class of its error."""


def environment(below: Path | None = None) -> dict[str, str]:
    """What the engine's process knows: its folders, one thread, no key, no database, nobody's home."""
    root = (below or packages.root()).resolve()
    (root / "argos-translate" / "packages").mkdir(parents=True, exist_ok=True)
    passed = {
        name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH", "LANG", "TMPDIR") if name in os.environ
    }
    return passed | {
        "HOME": str(root),
        "XDG_DATA_HOME": str(root),
        "XDG_CONFIG_HOME": str(root / "config"),
        "XDG_CACHE_HOME": str(root / "cache"),
        "ARGOS_DEVICE_TYPE": "cpu",
        "ARGOS_INTER_THREADS": "1",
        "ARGOS_INTRA_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "PYTHONUTF8": "1",
        "PYTHONPATH": str(ROOT),
        "SAMMEN_DATA": str(root.parent),
    }


class Supervised:
    """A `Translator` whose engine may hang or die: then a text has no translation, and the next one has.

    The limit is for one message. A batch is given the same; if it takes longer, each of it is tried alone, and
    batches are smaller from then on.
    """

    command: Sequence[str] = (sys.executable, "-m", "app.translation.engine.child")

    def __init__(self, limit: float | None = None, below: Path | None = None) -> None:
        self._below = below
        self.limit = settings().translation_seconds if limit is None else limit
        self.size = BATCH
        self._child: subprocess.Popen[str] | None = None
        self._answers: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self._reader = threading.Thread()
        self._asking = threading.Lock()
        self._closed = False

    def translate(self, texts: Sequence[Text], source: str, target: str) -> list[str | None]:
        """Each text in the other language; None for one that can't be done in time. Raises NotInstalled, Closed."""
        if not (steps := port.route(source, target, self._below)):
            raise NotInstalled(f"{source} {target}")
        done: list[str | None] = []
        waiting = list(texts)
        while waiting:
            batch, waiting = waiting[: self.size], waiting[self.size :]
            done += self._batch(batch, steps)
        return done

    def _batch(self, batch: list[Text], steps: list[port.Pair]) -> list[str | None]:
        try:
            with self._asking:
                return [*self._ask(batch, steps)]
        except (Gone, Failed):
            if len(batch) == 1:
                return [None]
        self.size = max(1, self.size // 2)
        return [words for text in batch for words in self._batch([text], steps)]

    def _ask(self, batch: list[Text], steps: list[port.Pair]) -> list[str]:
        child = self._running()
        assert child.stdin  # noqa: S101  it was opened with a pipe
        try:
            print(json.dumps({"texts": batch, "steps": steps}), file=child.stdin, flush=True)
        except OSError as error:
            self._end()
            raise Gone from error
        answer = self._answer(LOADING)
        words: list[str] = self._answer(self.limit)["words"] if answer.get("loaded") else []
        return words

    def _answer(self, seconds: float) -> dict[str, Any]:
        try:
            answer = self._answers.get(timeout=seconds)
        except queue.Empty:
            answer = None
        if answer is None:
            self._end()
            raise Closed if self._closed else Gone
        if "error" in answer:
            raise Failed(answer["error"])
        return answer

    def _running(self) -> subprocess.Popen[str]:
        if self._closed:
            raise Closed
        if self._child is None or self._child.poll() is not None:
            self._end()
            self._answers = queue.Queue()
            self._child = subprocess.Popen(  # noqa: S603  our own module
                self.command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                encoding="utf-8",
                cwd=ROOT,
                env=environment(self._below),
            )
            self._reader = threading.Thread(target=_read, args=(self._child, self._answers), daemon=True)
            self._reader.start()
        return self._child

    def _end(self) -> None:
        child, self._child = self._child, None
        if child:
            child.kill()
            child.wait()
            self._reader.join()
            for pipe in (child.stdin, child.stdout):
                if pipe:
                    pipe.close()

    def close(self) -> None:
        """End the engine, from whichever thread; who waits for it is told at once."""
        self._closed = True
        if child := self._child:
            child.kill()
        with self._asking:
            self._end()


def _read(child: subprocess.Popen[str], answers: "queue.Queue[dict[str, Any] | None]") -> None:
    """Hand on what the engine says; None when it has ended."""
    assert child.stdout  # noqa: S101  it was opened with a pipe
    try:
        for line in child.stdout:
            answers.put(json.loads(line))
    except ValueError:  # closed under our hands, or no JSON: it is over either way
        pass
    answers.put(None)
