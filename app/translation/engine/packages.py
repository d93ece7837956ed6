"""The packages that are installed. Read from their folder, so that a page can ask without loading the engine."""

import json
import shutil
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from app.kit.settings import settings

FILES = ("metadata.json", "model/model.bin")
PIECES = ("sentencepiece.model", "bpe.model")
LICENCE_FILES = ("LICENSE", "LICENSE.txt", "LICENCE", "README.md")


class NotAPackage(Exception):
    """A file or folder that isn't an Argos package; the message says why."""


@dataclass(frozen=True)
class Package:
    """One direction, as its metadata.json tells it; `source` and `target` are Argos' codes."""

    folder: Path
    source: str
    target: str
    version: str
    licence: str
    model: str  # the same for packages that share a multilingual model

    @property
    def pair(self) -> tuple[str, str]:
        """From, to."""
        return self.source, self.target


def root() -> Path:
    """Where the engine keeps everything."""
    return settings().data / "translation"


def folder(below: Path | None = None) -> Path:
    """Where Argos looks for packages."""
    return (below or root()) / "argos-translate" / "packages"


def installed(below: Path | None = None) -> tuple[Package, ...]:
    """What is installed now. Cheap: read again only when the folder has changed."""
    path = folder(below)
    try:
        changed = path.stat().st_mtime_ns
    except FileNotFoundError:
        return ()
    return _read(path, changed)


@lru_cache(maxsize=4)
def _read(path: Path, _changed: int) -> tuple[Package, ...]:
    found: dict[tuple[str, str], Package] = {}
    for metadata in sorted(path.glob("*/metadata.json")):
        try:
            package = described(metadata.parent)
        except NotAPackage:
            continue
        found[package.pair] = package
    return tuple(found.values())


def described(path: Path) -> Package:
    """What an unpacked package says of itself. Raises NotAPackage."""
    try:
        told = json.loads((path / "metadata.json").read_text(encoding="utf-8"))
        source, target = told["from_code"], told["to_code"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NotAPackage(f"{path.name}: no metadata.json that names two languages") from error
    if missing := [name for name in FILES if not (path / name).is_file()]:
        raise NotAPackage(f"{path.name}: lacks {', '.join(missing)}")
    if not any((path / name).is_file() for name in PIECES):
        raise NotAPackage(f"{path.name}: lacks sentencepiece.model")
    return Package(
        path,
        source,
        target,
        str(told.get("package_version", "")),
        licence(path, told),
        told.get("model_id", ""),
    )


def licence(path: Path, told: dict[str, Any]) -> str:
    """What a package says of its licence: its metadata, else the file that speaks of it, else nothing."""
    if said := told.get("license") or told.get("licence"):
        return str(said)
    for name in LICENCE_FILES:
        file = path / name
        lines = file.read_text(errors="replace").splitlines() if file.is_file() else []
        telling = [line.strip(" #*-") for line in lines if "licen" in line.lower() or "CC" in line]
        if telling:
            return telling[0]
    return ""


def unpack(
    file: Path, progress: Callable[[int, int], None] = lambda *_: None, below: Path | None = None
) -> Path:
    """Unpack a .argosmodel beside the packages, not among them yet. Raises NotAPackage; the caller removes or `place`s."""
    if not zipfile.is_zipfile(file):
        raise NotAPackage(f"{file.name}: not an Argos package (a zip that ends in .argosmodel)")
    folder(below).mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix="unpacking-", dir=below or root()))
    with zipfile.ZipFile(file) as archive:
        members = archive.infolist()
        total, done = sum(member.file_size for member in members), 0
        for member in members:
            archive.extract(member, aside)  # zipfile takes ".." and "/" out of names by itself
            progress(done := done + member.file_size, total)
    inside = [path for path in aside.iterdir() if path.is_dir()]
    if len(inside) != 1:
        shutil.rmtree(aside)
        raise NotAPackage(f"{file.name}: holds {len(inside)} folders, not one")
    try:
        described(inside[0])
    except NotAPackage:
        shutil.rmtree(aside)
        raise
    return inside[0]


def place(unpacked: Path, below: Path | None = None) -> Package:
    """Put an unpacked package among the packages, in place of what served its direction."""
    package = described(unpacked)
    for old in installed(below):
        if old.pair == package.pair:
            shutil.rmtree(old.folder)
    _read.cache_clear()
    _share_model(package, installed(below))
    target = folder(below) / f"translate-{package.source}_{package.target}"
    shutil.rmtree(target, ignore_errors=True)
    unpacked.rename(target)
    shutil.rmtree(unpacked.parent)
    _read.cache_clear()
    return described(target)


def _share_model(package: Package, others: tuple[Package, ...]) -> None:
    """A model that serves several directions lies on the disk once."""
    for other in others:
        if package.model and other.model == package.model:
            mine = package.folder / "model" / "model.bin"
            mine.unlink()
            mine.hardlink_to(other.folder / "model" / "model.bin")
            return


def sammen(path: Path) -> dict[str, Any]:
    """What `sammen translation build` noted in a package beside Argos' own metadata."""
    told: dict[str, Any] = json.loads((path / "metadata.json").read_text(encoding="utf-8"))
    return told
