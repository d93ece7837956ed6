"""Serving: uvicorn in this process, one worker process beside it, started again if it dies."""

import subprocess
import sys
import threading

import uvicorn

from app.kit.logs import quiet
from app.kit.settings import settings

GRACE = 5


def _keep_worker(stop: threading.Event) -> None:
    while not stop.is_set():
        # The pipe tells the worker when this process is gone, also when it was killed.
        process = subprocess.Popen([sys.executable, "-m", "app.worker", "supervised"], stdin=subprocess.PIPE)
        while process.poll() is None and not stop.wait(0.5):
            pass
        if stop.is_set():
            process.terminate()
            process.wait(GRACE)
        else:
            stop.wait(2)


def run(host: str, port: int, *, with_worker: bool, forwarded: str) -> None:
    """Serve until told to stop."""
    # No access log: an address says which youth somebody looked at.
    quiet(settings().log_level)
    stop = threading.Event()
    keeper = threading.Thread(target=_keep_worker, args=(stop,), daemon=True)
    if with_worker:
        keeper.start()
    try:
        uvicorn.run(
            "app.main:create_app",
            factory=True,
            host=host,
            port=port,
            access_log=False,
            log_config=None,
            server_header=False,
            proxy_headers=bool(forwarded),
            forwarded_allow_ips=forwarded or None,
            timeout_graceful_shutdown=GRACE,
        )
    finally:
        stop.set()
        if with_worker:
            keeper.join(GRACE + 1)
