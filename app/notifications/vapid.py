"""The key by which push services know us (RFC 8292): made by `sammen init` and `sammen demo`, or set."""

import base64
import os
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from py_vapid import Vapid02  # type: ignore[import-untyped]

from app.kit import clock
from app.kit.settings import settings

FILE = "vapid.key"
HOURS = 12  # at most 24 (RFC 8292, section 2)


def _written(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def make_key() -> str:
    """A new private key on P-256, as it is written in a file or a setting."""
    number = ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value
    return _written(number.to_bytes(32, "big"))


def write_key_file(data: Path) -> Path:
    """Make the key file if there is none, readable by its owner alone."""
    path = data / FILE
    if not path.exists():
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(make_key() + "\n")
    return path


@lru_cache(maxsize=1)
def _key() -> Vapid02 | None:
    written = settings().vapid_key
    path = settings().data / FILE
    if not written and path.exists():
        written = path.read_text().strip()
    return Vapid02.from_raw(written.encode()) if written else None


def forget() -> None:
    """Read it anew: for tests."""
    _key.cache_clear()


def public_key() -> str:
    """What browsers subscribe with; empty where no key was made: then there are no pushes."""
    key = _key()
    return _written(key.public_key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)) if key else ""


def headers(endpoint: str) -> dict[str, str]:
    """What proves to one push service that we are who the browser subscribed to."""
    key = _key()
    at = urlsplit(endpoint)
    claims = {
        "aud": f"{at.scheme}://{at.netloc}",
        "exp": int(clock.now().timestamp()) + HOURS * 3600,
        "sub": settings().base_url or f"mailto:{settings().mail_from.rpartition('<')[2].rstrip('>')}",
    }
    return dict(key.sign(claims)) if key else {}
