"""What the documents say is so, and files stay small."""

import re
import subprocess
from pathlib import Path

import pytest

from app.kit.settings import Settings

ROOT = Path(__file__).parents[2]
# Addresses of package indexes stand in the lock file only: whoever installs chooses their own.
HOSTS = re.compile(r"registry\.npmjs\.org|pypi\.org|files\.pythonhosted\.org|deb\.debian\.org|npmjs\.com")
HERE = "tests/house/test_docs.py"
LONGEST = {"routes": 120, "other": 200}
# The few that may be longer, and why.
LONG_ON_PURPOSE = {
    "app/demo": "a filled town is long",
    "app/friendship/questions.py": "the form's questions, once",
}


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False, text=True
    ).stdout.split("\0")
    files = [ROOT / name for name in listed if name]
    if not files:  # a copy without its history
        skipped = {".venv", ".git", "var", "node_modules"}
        files = [path for path in ROOT.rglob("*") if not skipped & set(path.relative_to(ROOT).parts)]
    return [path for path in files if path.is_file()]


def test_every_setting_is_listed_for_those_who_run_it() -> None:
    text = (ROOT / "docs" / "deploy.md").read_text()
    listed = set(re.findall(r"^\| `SAMMEN_(\w+)` \|", text, flags=re.MULTILINE))
    assert listed == {name.upper() for name in Settings.model_fields}


def test_the_listed_defaults_are_the_defaults() -> None:
    text = (ROOT / "docs" / "deploy.md").read_text()
    for name, field in Settings.model_fields.items():
        found = re.search(rf"^\| `SAMMEN_{name.upper()}` \|(?: `([^|`]+)`)? \|", text, flags=re.MULTILINE)
        assert found is not None, name
        default = str(field.default).lower() if isinstance(field.default, bool) else str(field.default)
        assert (found[1] or "") == default, name


def test_addresses_of_package_indexes_stand_in_the_lock_file_only() -> None:
    found = []
    for path in tracked():
        name = path.relative_to(ROOT).as_posix()
        if name not in {"uv.lock", HERE} and path.suffix not in {".png", ".woff2", ".jpg", ".webp", ".mo"}:
            found += [f"{name}: {host}" for host in HOSTS.findall(path.read_text(errors="replace"))]
    assert found == []


def too_long(name: str, text: str) -> bool:
    lines = len(text.splitlines())
    routes = re.fullmatch(r"routes(_\w+)?\.py", name.rsplit("/", 1)[-1])
    return lines > LONGEST["routes" if routes else "other"]


def test_no_file_of_the_application_is_too_long() -> None:
    files = [path for path in (ROOT / "app").rglob("*.py") if "__pycache__" not in path.parts]
    assert len(files) > 20
    long = []
    for path in files:
        name = path.relative_to(ROOT).as_posix()
        if not name.startswith(tuple(LONG_ON_PURPOSE)) and too_long(name, path.read_text()):
            long.append(f"{name}: {len(path.read_text().splitlines())} lines")
    assert long == []


@pytest.mark.parametrize(
    ("name", "lines", "long"),
    [("app/x/routes.py", 121, True), ("app/x/routes_y.py", 120, False), ("app/x/models.py", 201, True)],
)
def test_a_long_file_is_noticed(name: str, lines: int, long: bool) -> None:
    assert too_long(name, "x = 1\n" * lines) is long


IMPORT = re.compile(
    r"^\s*(?:from|import)\s+(sqlmodel|sqlalchemy|app\.kit\.db)\b|^\s*from app\.kit import .*\bdb\b",
    re.MULTILINE,
)


def test_no_routes_file_reaches_past_the_viewer() -> None:
    """Lock two for files such as `routes_answers.py`, which the import contract can't name."""
    files = [*(ROOT / "app").rglob("routes*.py")]
    assert files
    breaches = [str(path.relative_to(ROOT)) for path in files if IMPORT.search(path.read_text())]
    assert breaches == []
    assert IMPORT.search("from app.kit import clock, db\n")
    assert IMPORT.search("def f():\n    import sqlmodel\n")


@pytest.mark.parametrize("name", ["Makefile", ".ci/run", "tools/browser.sh", "tools/python.sh"])
def test_what_sets_up_a_bare_machine_is_there(name: str) -> None:
    assert (ROOT / name).exists()
