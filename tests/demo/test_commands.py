"""The command `sammen`: setting up, the demo's mark, and errors a person can act on."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

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


def test_a_new_installation_gets_a_key_tables_and_a_way_in(tmp_path: Path) -> None:
    done = sammen(tmp_path, *INIT)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "/welcome#" in done.stdout
    assert (tmp_path / "secret.key").stat().st_mode & 0o077 == 0
    again = sammen(tmp_path, *INIT)
    assert again.returncode == 1
    assert "sammen invite" in again.stdout


def test_an_administrator_can_be_invited_once_more(tmp_path: Path) -> None:
    sammen(tmp_path, *INIT)
    assert "/welcome#" in sammen(tmp_path, "invite", "kim@example.org").stdout
    assert sammen(tmp_path, "invite", "nobody@example.org").returncode == 1


def test_the_demo_serves_no_database_of_real_people(tmp_path: Path) -> None:
    sammen(tmp_path, *INIT)
    for command in ("demo", "serve"):
        refused = sammen(tmp_path, command, SAMMEN_DEMO="true")
        assert refused.returncode == 1
        assert "SAMMEN_DATA" in refused.stdout


def test_real_people_are_not_let_into_the_demo(tmp_path: Path) -> None:
    assert sammen(tmp_path, "demo").returncode == 0
    refused = sammen(tmp_path, "serve")
    assert refused.returncode == 1
    assert "SAMMEN_DEMO" in refused.stdout


def test_the_demo_is_laid_once_and_kept(tmp_path: Path) -> None:
    sammen(tmp_path, "demo")
    before = (tmp_path / "sammen.db").stat().st_ino
    assert sammen(tmp_path, "demo").returncode == 0
    assert (tmp_path / "sammen.db").stat().st_ino == before


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


def test_a_worker_ends_when_the_process_that_started_it_is_gone(tmp_path: Path) -> None:
    sammen(tmp_path, *INIT)
    worker = subprocess.Popen(
        [sys.executable, "-m", "app.worker", "supervised"],
        env=os.environ | {"SAMMEN_DATA": str(tmp_path)},
        stdin=subprocess.PIPE,
    )
    assert worker.stdin is not None
    worker.stdin.close()
    assert worker.wait(timeout=60) == 0
