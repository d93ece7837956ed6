"""Web Push: encrypted for one browser (RFC 8291), signed by us (RFC 8292), posted to its push service (RFC 8030)."""

import base64
import json
from typing import Any

from pywebpush import WebPusher  # type: ignore[import-untyped]

from app.kit.crypto import digest
from app.notifications import outside, vapid
from app.notifications.kinds import Kind, place, said
from app.web.i18n import LANGUAGES

DAY = 24 * 60 * 60
SIZE = 512  # every push is as long as any other, so that its length tells nothing
SOON = frozenset({Kind.MESSAGE, Kind.QUERY})


def is_key(text: str, length: int) -> bool:
    """Whether this is base64url of so many bytes, as browsers write their keys."""
    try:
        return len(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))) == length
    except ValueError:
        return False


def payload(kind: str, language: str, url: str, badge: int | None = None) -> bytes:
    """What the browser shows: one neutral sentence in the receiver's language, and where a tap leads."""
    spoken = LANGUAGES[language]
    content: dict[str, Any] = {
        "title": said(kind, language),
        "tag": kind,
        "lang": spoken.tag,
        "dir": spoken.dir,
        "url": place(url, kind),
    }
    if badge is not None:
        content["badge"] = badge
    return json.dumps(content, ensure_ascii=False).encode().ljust(SIZE)  # spaces after it are still JSON


def send(endpoint: str, p256dh: str, auth: str, body: bytes, kind: str) -> outside.Answered:
    """Encrypt and post. Raises outside.Forbidden, or what the line raises."""
    keys = {"endpoint": endpoint, "keys": {"p256dh": p256dh, "auth": auth}}
    sealed = WebPusher(keys).encode(body)["body"]
    headers = vapid.headers(endpoint) | {
        "content-encoding": "aes128gcm",
        "content-type": "application/octet-stream",
        "ttl": str(DAY),
        "urgency": "high" if kind in SOON else "normal",
        "topic": digest(f"topic:{endpoint}:{kind}")[:32],  # one that wasn't fetched yet is replaced
    }
    return outside.post(endpoint, sealed, headers)
