"""Sealed columns: AES-GCM, bound to the row, the table and the column they stand in.

A sealed value can be opened only where it was sealed: moved to another row or column it fails.
Words are sealed before they reach the database and opened as an object is loaded or by `opened_rows`.
"""

import base64
import hashlib
import hmac
import json
import os
import secrets
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Dialect, LargeBinary
from sqlalchemy.types import TypeDecorator

from app.kit.settings import BadSettings, settings

KEY_BYTES = 32
HEADER = b"\x01"  # the layout: one byte of version, four of key id, twelve of nonce, then the ciphertext


class Unreadable(Exception):
    """A sealed value doesn't open: wrong key, or it was moved or changed."""


def make_key() -> str:
    """A new key, as it is written in a file or a setting."""
    return base64.b64encode(secrets.token_bytes(32)).decode()


def write_key_file(data: Path) -> Path:
    """Make the key file if there is none, readable by its owner alone."""
    path = data / "secret.key"
    if not path.exists():
        data.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(make_key() + "\n")
    return path


@lru_cache(maxsize=1)
def master_key() -> bytes:
    """The 32 bytes everything is sealed with. Raises BadSettings if there is no usable key."""
    written = settings().key
    path = settings().data / "secret.key"
    if not written and path.exists():
        written = path.read_text().strip()
    try:
        key = base64.b64decode(written, validate=True)
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        msg = f"No usable encryption key: set SAMMEN_KEY (32 bytes as base64) or make {path} with `sammen init`."
        raise BadSettings(msg)
    return key


@lru_cache(maxsize=8)
def _derived(purpose: str) -> bytes:
    return hmac.digest(master_key(), purpose.encode(), hashlib.sha256)


@lru_cache(maxsize=8)
def key_for(subject: str) -> tuple[bytes, AESGCM]:
    """Id and cipher of the key that seals a subject's words. One key serves all subjects so far."""
    key = _derived(f"seal:{subject and ''}")
    return hashlib.sha256(key).digest()[:4], AESGCM(key)


def digest(text: str) -> str:
    """Keyed hash of a phone number or e-mail, so that it can be found by equality."""
    return hmac.new(_derived("digest"), text.strip().casefold().encode(), hashlib.sha256).hexdigest()


def seal(plain: bytes, place: str) -> bytes:
    """Encrypt for one place (`table.column:row`)."""
    key_id, cipher = key_for("")
    nonce = os.urandom(12)
    return HEADER + key_id + nonce + cipher.encrypt(nonce, plain, place.encode())


def unseal(sealed: bytes, place: str) -> bytes:
    """Decrypt what was sealed for this place. Raises Unreadable."""
    key_id, cipher = key_for("")
    if sealed[:1] != HEADER or sealed[1:5] != key_id:
        msg = f"{place} was sealed with another key"
        raise Unreadable(msg)
    try:
        return cipher.decrypt(sealed[5:17], sealed[17:], place.encode())
    except InvalidTag as error:
        raise Unreadable(place) from error


def place_of(table: str, column: str, row_id: UUID | str) -> str:
    """Where a sealed value stands."""
    return f"{table}.{column}:{row_id}"


class Words(str):  # noqa: SLOT000  it carries its place
    """Text on its way into the database, knowing the place it is sealed for."""

    place: str


class Answers(dict[str, Any]):
    """A mapping on its way into the database, knowing the place it is sealed for."""

    place: str


class Closed(bytes):
    """A sealed value as it came from the database."""

    __slots__ = ()


class Sealed(TypeDecorator[str]):
    """A column of encrypted text."""

    impl = LargeBinary
    cache_ok = True
    carrier: type = Words

    def process_bind_param(self, value: Any, _dialect: Dialect) -> bytes | None:
        """Seal; refuses what doesn't know its place, so that nothing is ever written in the clear."""
        if value is None:
            return None
        if not isinstance(value, Words | Answers):
            msg = "a sealed value must be put in place first (Record does it; for plain inserts use put_in_place)"
            raise TypeError(msg)
        plain = value if isinstance(value, Words) else json.dumps(value, ensure_ascii=False)
        return seal(plain.encode(), value.place)

    def process_result_value(self, value: Any, _dialect: Dialect) -> Any:
        """Hand out the sealed bytes; who knows the row opens them."""
        return None if value is None else Closed(value)

    def open(self, value: Closed, place: str) -> Any:
        """The words again."""
        return unseal(value, place).decode()


class SealedJson(Sealed):
    """A column of an encrypted mapping."""

    cache_ok = True
    carrier = Answers

    def open(self, value: Closed, place: str) -> Any:
        """The mapping again."""
        return json.loads(unseal(value, place))


def put_in_place(column: Sealed, value: Any, place: str) -> Any:
    """Wrap a plain value so that it can be bound to a sealed column."""
    if value is None:
        return None
    carried = column.carrier(value)
    carried.place = place
    return carried
