"""The worker: runs queued work until it is told to stop."""

import logging
import signal
from threading import Event

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


def main() -> None:
    """Run until SIGTERM or Ctrl-C."""
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    run(stop)


if __name__ == "__main__":
    main()
