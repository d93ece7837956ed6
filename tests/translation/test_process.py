"""The worker's second process: translates what is queued, and holds up nothing."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from threading import Event, Thread

import pytest

from app import serving, worker
from app.translation.jobs import Machine

ROOT = Path(__file__).parents[2]


def test_serving_starts_a_worker_for_each_queue() -> None:
    assert serving.WORKERS == ((), ("translation",))


def test_it_translates_until_it_is_told_to_stop(monkeypatch) -> None:
    stop, runs = Event(), Event()
    closed: list[Machine] = []

    def batch(_machine: Machine) -> int:
        runs.set()
        stop.wait()
        return 0

    def close(machine: Machine) -> None:
        closed.append(machine)

    monkeypatch.setattr(Machine, "run_batch", batch)
    monkeypatch.setattr(Machine, "close", close)
    thread = Thread(target=worker.run_translation, args=(stop,))
    thread.start()
    assert runs.wait(20)
    stop.set()
    thread.join(20)
    assert not thread.is_alive()
    assert len(closed) == 1


def test_the_worker_knows_every_table_that_a_job_may_point_to() -> None:
    script = "from sqlmodel import SQLModel\nimport app.worker\nassert SQLModel.metadata.sorted_tables\n"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("way", ["told", "orphaned"])
def test_the_process_ends_when_told_or_left_alone(tmp_path: Path, way: str) -> None:
    script = (
        "from app import worker\n"
        "from app.translation.jobs import Machine\n"
        "def ready(self):\n    print('ready', flush=True)\n    return 0\n"
        "Machine.run_batch = ready\n"
        "worker.main('translation', supervised=True)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ | {"SAMMEN_DATA": str(tmp_path)},
        cwd=ROOT,
    ) as process:
        assert process.stdout
        assert process.stdin
        assert process.stdout.readline() == b"ready\n"
        if way == "told":
            process.send_signal(signal.SIGTERM)
        else:
            process.stdin.close()
        assert process.wait(timeout=20) == 0
