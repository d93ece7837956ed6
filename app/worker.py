"""The worker: runs queued work until it is told to stop."""

import logging
import signal
import sys
from threading import Event, Thread

from app.entry import jobs as entry
from app.kit.jobs import run_due
from app.notifications import mail

IDLE = 1.0  # seconds between looks at an empty queue
AFTER_FAULT = 5.0

# Named here so that a worker knows every kind of work there is.
ROOMS = (mail, entry)

log = logging.getLogger("sammen")


def run(stop: Event) -> None:
    """Work until `stop` is set; a job that is under way is finished first."""
    while not stop.is_set():
        try:
            pause = 0.0 if run_due() else IDLE
        except Exception as error:  # noqa: BLE001  a database that is away comes back
            log.error("worker: %s", type(error).__name__)  # noqa: TRY400  a trace may hold what somebody wrote
            pause = AFTER_FAULT
        stop.wait(pause)


def _end_with_parent(stop: Event) -> None:
    """Stop when whoever started us is gone, however it went: its end of the pipe closes."""
    sys.stdin.read()
    stop.set()


def main(*, supervised: bool = False) -> None:
    """Run until SIGTERM or Ctrl-C, or until the process that supervises us is gone."""
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    if supervised:
        Thread(target=_end_with_parent, args=(stop,), daemon=True).start()
    run(stop)


if __name__ == "__main__":
    main(supervised="supervised" in sys.argv)
