"""Files: a folder, each file sealed under its own name."""

from uuid import UUID

from app.kit.crypto import seal, unseal
from app.kit.errors import NotFound
from app.kit.record import new_id
from app.kit.settings import settings


def store(content: bytes) -> UUID:
    """Keep a file; the answer is the key it is fetched by."""
    key = new_id()
    folder = settings().data / "files" / key.hex[-2:]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / key.hex).write_bytes(seal(content, f"file:{key}"))
    return key


def fetch(key: UUID) -> bytes:
    """The file again. Raises NotFound when it is gone."""
    try:
        return unseal((settings().data / "files" / key.hex[-2:] / key.hex).read_bytes(), f"file:{key}")
    except FileNotFoundError as error:
        raise NotFound from error


def forget(key: UUID) -> None:
    """Remove a file; it may be gone already."""
    (settings().data / "files" / key.hex[-2:] / key.hex).unlink(missing_ok=True)
