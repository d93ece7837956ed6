"""The worker: runs queued work until it is told to stop. Translation has a worker, and a process, of its own."""

import logging
import signal
import sys
from collections.abc import Callable
from threading import Event, Thread

import app.rooms  # noqa: F401  all the tables: what a job writes may point to any
from app.bookings import reminders as bookings
from app.entry import jobs as entry
from app.friendship.after import jobs as friendships
from app.friendship.agreeing import jobs as statements
from app.friendship.matching import jobs as matching
from app.handover import jobs as handovers
from app.kit.jobs import run_due
from app.kit.settings import settings
from app.kit.storage import later
from app.meetups import jobs as meetups
from app.messaging import notify, ringing, translating, voice_jobs
from app.notifications import mail, sending, telling
from app.translation import jobs as translation

IDLE = 1.0  # seconds between looks at an empty queue
AFTER_FAULT = 5.0

# Named here so that a worker knows every kind of work there is.
ROOMS = (
    later,
    mail,
    telling,
    sending,
    notify,
    ringing,
    entry,
    translation,
    translating,
    voice_jobs,
    meetups,
    bookings,
    friendships,
    statements,
    matching,
    handovers,
)

log = logging.getLogger("sammen")


def run(stop: Event, step: Callable[[], int] | None = None) -> None:
    """Work until `stop` is set; a job that is under way is finished first. A step is all that is due by default."""
    while not stop.is_set():
        try:
            pause = 0.0 if (step or run_due)() else IDLE
        except Exception as error:  # noqa: BLE001  a database that is away comes back
            log.error("worker: %s", type(error).__name__)  # noqa: TRY400  a trace may hold what somebody wrote
            pause = AFTER_FAULT
        stop.wait(pause)


def run_main(stop: Event) -> None:
    """Work on the main queue; what comes back each day begins once the database is there."""
    begun: list[bool] = []

    def step() -> int:
        done = run_due()
        if not begun:
            meetups.look_each_day()
            friendships.look_each_day()
            begun.append(True)
        return done

    run(stop, step)


def run_translation(stop: Event) -> None:
    """Translate until `stop` is set; what is under way then is ended, and comes again after the next start.

    Each engine is a process with one thread, so that there is one translation in flight a core.
    """
    engines = [translation.Machine() for _ in range(settings().translation_processes)]
    threads = [Thread(target=run, args=(stop, engine.run_batch)) for engine in engines]
    for thread in threads:
        thread.start()
    stop.wait()
    for engine in engines:
        engine.close()
    for thread in threads:
        thread.join()


def _end_with_parent(stop: Event) -> None:
    """Stop when whoever started us is gone, however it went: its end of the pipe closes."""
    sys.stdin.read()
    stop.set()


def main(queue: str = "main", *, supervised: bool = False) -> None:
    """Run until SIGTERM or Ctrl-C, or until the process that supervises us is gone."""
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    if supervised:
        Thread(target=_end_with_parent, args=(stop,), daemon=True).start()
    if queue == translation.QUEUE:
        run_translation(stop)
    else:
        run_main(stop)


if __name__ == "__main__":
    main(
        translation.QUEUE if translation.QUEUE in sys.argv else "main",
        supervised="supervised" in sys.argv,
    )
