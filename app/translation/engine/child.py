"""The engine's own process: a line of JSON in, a line of JSON out. It reaches no network and ends with its parent."""

import json
import os
import queue
import sys
import threading
from typing import IO, Any

# Python's own doors to the network. Nothing in the engine needs one; a package that tries gets an error.
DOORS = {
    "socket.connect",
    "socket.getaddrinfo",
    "socket.sendto",
    "socket.sendmsg",
    "socket.bind",
    "urllib.Request",
}
NICENESS = 10  # pages go first


class NoNetwork(OSError):
    """Something tried to reach the network."""


def close_network() -> None:
    """From here on nothing in this process reaches the network. It can't be undone."""

    def refuse(event: str, _details: Any) -> None:
        if event in DOORS:
            raise NoNetwork(event)

    sys.addaudithook(refuse)


def serve(asked: "queue.Queue[str]", answers: IO[str]) -> None:
    """Answer each request: first that the models are loaded, then the words."""
    from app.translation.engine.argos import Engine  # noqa: PLC0415  after the environment and the network are set
    from app.translation.port import Text  # noqa: PLC0415

    engine = Engine()

    def say(**what: Any) -> None:
        print(json.dumps(what), file=answers, flush=True)

    while True:
        request = json.loads(asked.get())
        try:
            for source, target in request["steps"]:
                engine.load(source, target)
            say(loaded=True)
            texts = [Text(words, tuple(names)) for words, names in request["texts"]]
            for source, target in request["steps"]:
                made = engine.translate(texts, source, target)
                texts = [Text(words, text.names) for words, text in zip(made, texts, strict=True)]
            say(words=[text.words for text in texts])
        except Exception as error:  # noqa: BLE001  told by its class: a message may hold what somebody wrote
            say(error=type(error).__name__)


def _listen(asked: "queue.Queue[str]") -> None:
    for line in sys.stdin:
        asked.put(line)
    os._exit(0)  # whoever asked is gone, whatever the engine is doing


def main() -> None:
    """Serve the parent on the pipes it gave; what libraries print goes nowhere."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    os.nice(NICENESS)
    close_network()
    asked: queue.Queue[str] = queue.Queue()
    threading.Thread(target=_listen, args=(asked,), daemon=True).start()
    serve(asked, answers)


if __name__ == "__main__":
    main()
