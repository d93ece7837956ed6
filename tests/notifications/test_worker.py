"""The worker runs until it is told to stop, and survives what goes wrong."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from threading import Event

import pytest

from app import worker
from app.kit.jobs import _workers  # the kinds that are known


def test_the_worker_knows_every_kind_of_work_that_is_queued() -> None:
    assert {"mail", "reset"} <= set(_workers)


def test_it_stops_when_told(monkeypatch: pytest.MonkeyPatch) -> None:
    stop, runs = Event(), []

    def once() -> int:
        runs.append(1)
        if len(runs) == 3:
            stop.set()
        return 1

    monkeypatch.setattr(worker, "run_due", once)
    worker.run(stop)
    assert len(runs) == 3


def test_a_fault_does_not_end_it(monkeypatch: pytest.MonkeyPatch) -> None:
    stop, runs = Event(), []

    def faulty() -> int:
        runs.append(1)
        if len(runs) == 1:
            raise OSError
        stop.set()
        return 0

    monkeypatch.setattr(worker, "run_due", faulty)
    monkeypatch.setattr(worker, "AFTER_FAULT", 0.0)
    worker.run(stop)
    assert len(runs) == 2


def test_the_process_ends_cleanly_on_sigterm(tmp_path: Path) -> None:
    script = (
        "from app import worker\n"
        "def ready():\n    print('ready', flush=True)\n    return 0\n"
        "worker.run_due = ready\nworker.main()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script],
        stdout=subprocess.PIPE,
        env=os.environ | {"SAMMEN_DATA": str(tmp_path)},
        cwd=Path(__file__).parents[2],
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == b"ready\n"
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=20) == 0
