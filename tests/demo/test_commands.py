"""The command `sammen`: setting up, the demo's mark, and errors a person can act on."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.xdist_group("commands")

INIT = ("init", "--organisation", "Prøveby Kommune", "--name", "Kim Prøve", "--email", "kim@example.org")


def sammen(data: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SAMMEN_")}
    return subprocess.run(
        [sys.executable, "-m", "app", *words],
        env=kept | {"SAMMEN_DATA": str(data)} | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new installation, made once: each command is a process of its own, and takes a while to start."""
    data = tmp_path_factory.mktemp("installed")
    done = sammen(data, *INIT)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "/welcome#" in done.stdout
    return data


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo town, laid once."""
    data = tmp_path_factory.mktemp("demo")
    assert sammen(data, "demo").returncode == 0
    return data


def test_a_new_installation_gets_a_key_tables_and_a_way_in(installed: Path) -> None:
    assert (installed / "secret.key").stat().st_mode & 0o077 == 0
    again = sammen(installed, *INIT)
    assert again.returncode == 1
    assert "sammen invite" in again.stdout


def test_an_administrator_can_be_invited_once_more(installed: Path) -> None:
    assert "/welcome#" in sammen(installed, "invite", "kim@example.org").stdout
    assert sammen(installed, "invite", "nobody@example.org").returncode == 1


def test_the_demo_serves_no_database_of_real_people(installed: Path) -> None:
    for command in ("demo", "serve"):
        refused = sammen(installed, command, SAMMEN_DEMO="true")
        assert refused.returncode == 1
        assert "SAMMEN_DATA" in refused.stdout


def test_real_people_are_not_let_into_the_demo(demo: Path) -> None:
    refused = sammen(demo, "serve")
    assert refused.returncode == 1
    assert "SAMMEN_DEMO" in refused.stdout


def test_the_demo_is_laid_once_and_kept(demo: Path) -> None:
    before = (demo / "sammen.db").stat().st_ino
    assert sammen(demo, "demo").returncode == 0
    assert (demo / "sammen.db").stat().st_ino == before


@pytest.mark.parametrize(
    ("name", "value"), [("SAMMEN_BASE_URL", "sammen.dk/here"), ("SAMMEN_MAX_UPLOAD_MB", "lots")]
)
def test_a_setting_that_makes_no_sense_is_named(tmp_path: Path, name: str, value: str) -> None:
    refused = sammen(tmp_path, "check", "settings", **{name: value})
    assert refused.returncode == 1
    assert name in refused.stdout


def test_serving_tables_of_another_version_is_refused(tmp_path: Path) -> None:
    refused = sammen(tmp_path, "serve", SAMMEN_KEY="MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=")
    assert refused.returncode == 1
    assert "sammen migrate" in refused.stdout


def test_a_worker_ends_when_the_process_that_started_it_is_gone(installed: Path) -> None:
    worker = subprocess.Popen(
        [sys.executable, "-m", "app.worker", "supervised"],
        env=os.environ | {"SAMMEN_DATA": str(installed)},
        stdin=subprocess.PIPE,
    )
    assert worker.stdin is not None
    worker.stdin.close()
    assert worker.wait(timeout=60) == 0
