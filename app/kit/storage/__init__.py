"""Files: sealed before they leave this process, each under its own name, in a folder or in a store elsewhere.

SAMMEN_FILES says where: empty is the folder `files` of the data folder, `s3://bucket?endpoint=…` a store that
speaks S3. What lies there is never readable without the key, whoever runs the store.
"""

from functools import lru_cache
from typing import Protocol
from uuid import UUID

from app.kit.crypto import seal, unseal
from app.kit.record import new_id
from app.kit.settings import settings
from app.kit.storage.bucket import Bucket
from app.kit.storage.folder import Folder


class Shelf(Protocol):
    """Where sealed files lie. Raises Unavailable when it can't be reached in time."""

    def put(self, name: str, content: bytes) -> None:
        """Keep it: once this returns, it outlives a loss of power."""

    def get(self, name: str) -> bytes:
        """It again. Raises NotFound when it is gone."""

    def remove(self, name: str) -> None:
        """Take it away; it may be gone already."""


@lru_cache(maxsize=1)
def shelf() -> Shelf:
    """The one of this process. Raises BadSettings for an address that makes no sense."""
    it = settings()
    return Bucket.at(it.files, it.files_key_id, it.files_secret) if it.files else Folder(it.data / "files")


def store(content: bytes) -> UUID:
    """Keep a file; the answer is the key it is fetched by. Raises Unavailable."""
    key = new_id()
    shelf().put(key.hex, seal(content, f"file:{key}"))
    return key


def fetch(key: UUID) -> bytes:
    """The file again. Raises NotFound when it is gone, Unavailable when it can't be reached."""
    return unseal(shelf().get(key.hex), f"file:{key}")


def forget(key: UUID) -> None:
    """Remove a file; it may be gone already. Raises Unavailable."""
    shelf().remove(key.hex)
