"""A tiny engine of its own, built once for all: two directions and English between them."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.translation.engine import build, packages
from app.translation.engine.supervised import Supervised
from tests.translation import tiny

DANISH_ENGLISH = {
    "hej": "hello",
    "hej.": "hello.",
    "kom": "come",
    "nu.": "now.",
    "familie": "family",
    "tak!": "thanks!",
}
ENGLISH_TIGRINYA = {
    "hello": "ሰላም",
    "hello.": "ሰላም።",
    "come": "ንዓ",
    "now.": "ሕጂ።",
    "family": "ስድራ",
    "thanks!": "የቐንየለይ!",
}
TIGRINYA_ENGLISH = {ours: theirs for theirs, ours in ENGLISH_TIGRINYA.items()} | {"ሕጂ፧": "now?"}
ENGLISH_PERSIAN = {
    "hospital": "بیمارستان",
    "come": "بیا",
    "now?": "حالا؟",
    "hello": "سلام",
    "school.": "مدرسه.",
}
PERSIAN_ENGLISH = {ours: theirs for theirs, ours in ENGLISH_PERSIAN.items()}
# An engine that spoils what it should copy.
ARABIC_ENGLISH = {"مرحبا": "hello", "اتصل": "call", "701": "seven", "غدا؟": "tomorrow?"}
DIRECTIONS = {
    ("da", "en"): DANISH_ENGLISH,
    ("en", "ti"): ENGLISH_TIGRINYA,
    ("ti", "en"): TIGRINYA_ENGLISH,
    ("en", "fa"): ENGLISH_PERSIAN,
    ("fa", "en"): PERSIAN_ENGLISH,
    ("ar", "en"): ARABIC_ENGLISH,
}
LICENCE = "CC-BY 4.0, the makers of a test"


@pytest.fixture(scope="session")
def models(tmp_path_factory) -> Path:
    """A folder of Marian models, one a direction."""
    folder: Path = tmp_path_factory.mktemp("models")
    for (source, target), words in DIRECTIONS.items():
        tiny.write(folder / f"{source}-{target}", words)
    return folder


@pytest.fixture(scope="session")
def built(models: Path, tmp_path_factory) -> Path:
    """A folder of .argosmodel files."""
    folder: Path = tmp_path_factory.mktemp("built")
    for source, target in DIRECTIONS:
        build.build(build.Order(models / f"{source}-{target}", source, target, "marian", LICENCE), folder)
    return folder


@pytest.fixture(scope="session")
def in_place(built: Path, tmp_path_factory) -> Path:
    below: Path = tmp_path_factory.mktemp("engine") / "translation"
    for file in sorted(built.glob("*.argosmodel")):
        packages.place(packages.unpack(file, below=below), below)
    return below


@pytest.fixture
def installed(in_place: Path, monkeypatch) -> Path:
    """All of them installed. Not to be changed."""
    monkeypatch.setattr(packages, "root", lambda: in_place)
    return in_place


@pytest.fixture
def bare(tmp_path: Path, monkeypatch) -> Iterator[Path]:
    """A machine where nothing is installed yet."""
    below = tmp_path / "translation"
    monkeypatch.setattr(packages, "root", lambda: below)
    yield below
    shutil.rmtree(below, ignore_errors=True)


@pytest.fixture(scope="session")
def _engine(in_place: Path) -> Iterator[Supervised]:
    engine = Supervised(20.0, below=in_place)
    yield engine
    engine.close()


@pytest.fixture
def engine(installed: Path, _engine: Supervised) -> Supervised:
    """The real engine, started once."""
    return _engine
