"""A push service of the test's own: a real server that takes pushes, and a browser's keys to open them with."""

import base64
import json
import os
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import http_ece  # type: ignore[import-untyped]
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

import app.worker  # noqa: F401  all kinds of work
from app.kit.settings import settings
from app.notifications import vapid


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


class PushService:
    """Takes what is posted and answers what the test told it to: 201, or the next of `answers`."""

    def __init__(self) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.auth = os.urandom(16)
        self.taken: list[tuple[dict[str, str], bytes]] = []
        self.answers: list[tuple[int, dict[str, str]]] = []
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                service.taken.append(({name.lower(): value for name, value in self.headers.items()}, body))
                status, heads = service.answers.pop(0) if service.answers else (201, {})
                self.send_response(status)
                for name, value in heads.items():
                    self.send_header(name, value)
                self.send_header("content-length", "0")
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                pass

        self.handler = Handler
        self.port = 0
        self.open()
        self.url = f"http://127.0.0.1:{self.port}"

    def open(self) -> None:
        """Take pushes; after `close` at the same address."""
        self.server = ThreadingHTTPServer(("127.0.0.1", self.port), self.handler)
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self) -> None:
        """Be down."""
        self.server.shutdown()
        self.server.server_close()

    def form(self, path: str = "one") -> dict[str, str]:
        """What a browser posts when it subscribes."""
        public = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return {"endpoint": f"{self.url}/{path}", "p256dh": _text(public), "auth": _text(self.auth)}

    def opened(self) -> list[dict[str, Any]]:
        """What the browser would see of all that came."""
        return [
            json.loads(http_ece.decrypt(body, private_key=self.key, auth_secret=self.auth))
            for _, body in self.taken
        ]


@pytest.fixture
def push_service(monkeypatch: pytest.MonkeyPatch) -> Iterator[PushService]:
    """One, with a key of ours that it can know us by."""
    monkeypatch.setattr(settings(), "vapid_key", vapid.make_key())
    monkeypatch.setattr(settings(), "push_anywhere", True)
    vapid.forget()
    service = PushService()
    yield service
    service.close()
    vapid.forget()
