"""Serving: uvicorn in this process, the workers beside it, started again if they die."""

import socket
import subprocess
import sys
import threading

import uvicorn

from app.kit.logs import quiet
from app.kit.settings import settings
from app.web import live

GRACE = 5


# Translation has a process of its own: an engine that hangs holds up no mail.
WORKERS = ((), ("translation",))


class Server(uvicorn.Server):
    """Ends the live streams first: they would hold up the end of everything else."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Let the open pages go, then stop as usual."""
        live.hub.close()
        await super().shutdown(sockets)


def _keep_worker(stop: threading.Event, *queue: str) -> None:
    while not stop.is_set():
        # The pipe tells the worker when this process is gone, also when it was killed.
        command = [sys.executable, "-m", "app.worker", *queue, "supervised"]
        process = subprocess.Popen(command, stdin=subprocess.PIPE)  # noqa: S603  our own module
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
    keepers = [
        threading.Thread(target=_keep_worker, args=(stop, *queue), daemon=True)
        for queue in (WORKERS if with_worker else ())
    ]
    for keeper in keepers:
        keeper.start()
    try:
        config = uvicorn.Config(
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
        Server(config).run()
    finally:
        stop.set()
        for keeper in keepers:
            keeper.join(GRACE + 1)
