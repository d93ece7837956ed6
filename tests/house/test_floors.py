"""The import contracts hold, and a planted breach of each is found."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "app", tmp_path / "app", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("file", "breach"),
    [
        ("app/kit/clock.py", "import app.people.models"),
        ("app/messaging/models.py", "import app.staff.pages"),
        ("app/demo/routes.py", "import sqlmodel"),
        ("app/demo/routes.py", "import app.kit.db"),
    ],
)
def test_a_breach_of_the_floors_is_found(copy: Path, file: str, breach: str) -> None:
    path = copy / file
    path.write_text(path.read_text() + f"\n{breach}\n")
    found = lint(copy)
    assert found.returncode == 1, found.stdout
    assert "BROKEN" in found.stdout
