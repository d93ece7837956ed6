"""Files in a folder of this machine."""

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from app.kit.errors import NotFound, Unavailable


@dataclass(frozen=True)
class Folder:
    """One file each, spread over 256 folders."""

    root: Path

    def put(self, name: str, content: bytes) -> None:
        """Write it whole or not at all, down to the disk. Raises Unavailable when the disk is full or read-only."""
        path = self._path(name)
        half = path.with_suffix(".half")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with half.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            half.replace(path)
            _settle(path.parent)
        except OSError as error:
            with suppress(OSError):
                half.unlink(missing_ok=True)
            raise Unavailable(type(error).__name__) from error

    def get(self, name: str) -> bytes:
        """Read it. Raises NotFound, Unavailable."""
        try:
            return self._path(name).read_bytes()
        except FileNotFoundError as error:
            raise NotFound from error
        except OSError as error:
            raise Unavailable(type(error).__name__) from error

    def remove(self, name: str) -> None:
        """Take it away. Raises Unavailable."""
        try:
            self._path(name).unlink(missing_ok=True)
        except OSError as error:
            raise Unavailable(type(error).__name__) from error

    def _path(self, name: str) -> Path:
        return self.root / name[-2:] / name


def _settle(folder: Path) -> None:
    """Bring a new name in a folder down to the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
