"""Run every check, two at a time, and tell at the end how many tests passed and failed.

Each step's words go to `check/` under SAMMEN_DATA; those of a failed step are shown. Names given on the command
line choose steps: `tools/check.py types unit`.
"""

import os
import re
import subprocess
import sys
import threading
import time
import xml.etree.ElementTree as ET
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

ROOT = Path(__file__).parents[1]
LOGS = ROOT / os.environ.get("SAMMEN_DATA", "var") / "check"
PYTHON = sys.executable
BIN = Path(PYTHON).parent
HEARTBEAT = 20.0
SHOWN = 200

out = Console(highlight=False, soft_wrap=True)


@dataclass
class Step:
    """One command. `pytest` steps also count their tests."""

    name: str
    title: str
    command: list[str]
    pytest: bool = False
    failed: bool = False
    seconds: float = 0.0
    passes: int = 0
    failures: int = 0
    skips: int = 0

    @property
    def log(self) -> Path:
        """Where its words go."""
        return LOGS / f"{self.name}.log"

    @property
    def report(self) -> Path:
        """Where pytest counts."""
        return LOGS / f"{self.name}.xml"


def _tool(name: str, *words: str) -> list[str]:
    return [str(BIN / name), *words]


def _pytest(name: str, title: str, *words: str) -> Step:
    command = [
        PYTHON,
        "-m",
        "pytest",
        "-n",
        "2",
        "--dist",
        "loadgroup",
        "--maxfail",
        "50",
        "--color",
        "no",
        *words,
    ]
    return Step(name, title, command, pytest=True)


# Steps of one row run side by side; a row waits for the one before it.
ROWS: list[list[Step]] = [
    [
        Step("format", "Format", _tool("ruff", "format", "--check", ".")),
        Step("lint", "Lint", _tool("ruff", "check", ".")),
        Step("imports", "Import contracts", _tool("lint-imports", "--no-cache")),
        Step("templates", "Templates", _tool("djlint", "--lint", "--quiet", "templates")),
        Step("words", "Words gathered", [PYTHON, "tools/pot.py", "--check"]),
        Step("translations", "Translations", _tool("sammen", "check", "translations")),
        Step("types", "Types", _tool("mypy")),
    ],
    [
        _pytest(
            "unit", "Unit and house tests, migrations, both databases", "tests", "--ignore", "tests/browser"
        )
    ],
    [_pytest("browser", "Browser tests", "tests/browser")],
]


def run(step: Step) -> None:
    """Run one step to its end, with a sign of life now and then."""
    command = step.command
    if step.pytest:
        command = [*command, f"--junitxml={step.report}"]
        step.report.unlink(missing_ok=True)
    started = time.monotonic()
    out.print(f"  … {step.title}")
    with step.log.open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        while True:
            try:
                step.failed = process.wait(HEARTBEAT) != 0
                break
            except subprocess.TimeoutExpired:
                out.print(f"  … {step.title}: {_far(step)}{time.monotonic() - started:.0f} s", style="dim")
    step.seconds = time.monotonic() - started
    if step.pytest:
        _count(step)
    _tell(step)


def _far(step: Step) -> str:
    """How far pytest has come, by the last percentage it wrote."""
    found = re.findall(rb"\[ *(\d+)%\]", step.log.read_bytes()[-2000:])
    return f"{found[-1].decode()} %, " if found else ""


def _count(step: Step) -> None:
    """Read the counts of a pytest step; a run that broke before it could count is one failure."""
    try:
        suites = ET.parse(step.report).getroot().iter("testsuite")  # noqa: S314  written by our own pytest
        for suite in suites:
            wrong = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
            skipped = int(suite.get("skipped", 0))
            step.failures += wrong
            step.skips += skipped
            step.passes += max(int(suite.get("tests", 0)) - wrong - skipped, 0)
    except (OSError, ET.ParseError):
        step.failed = True
    if step.failed:
        step.failures = max(step.failures, 1)


_telling = threading.Lock()


def _tell(step: Step) -> None:
    counted = f", {step.passes} passed, {step.failures} failed, {step.skips} skipped" if step.pytest else ""
    with _telling:
        if not step.failed:
            out.print(f"  [green]✓[/] {step.title} [dim]({step.seconds:.1f} s{counted})[/]")
            return
        out.print(f"  [bold red]✗ {step.title}[/] ({step.seconds:.1f} s{counted}): {' '.join(step.command)}")
        lines = step.log.read_text(errors="replace").rstrip().splitlines()
        if len(lines) > SHOWN:
            out.print(f"    (the last {SHOWN} of {len(lines)} lines; all of them in {step.log})")
        for line in lines[-SHOWN:]:
            out.print(f"    {line}", markup=False)


def main(wanted: list[str]) -> int:
    """Run the steps; 0 if all is well."""
    LOGS.mkdir(parents=True, exist_ok=True)
    started = time.monotonic()
    rows = [[step for step in row if not wanted or step.name in wanted] for row in ROWS]
    steps = [step for row in rows for step in row]
    if not steps:
        out.print(f"Nothing to run. The steps: {', '.join(step.name for row in ROWS for step in row)}")
        return 2
    for row in filter(None, rows):
        with ThreadPoolExecutor(max_workers=2) as pool:
            list(pool.map(run, row))
    broken = [step for step in steps if step.failed]
    checks = [step for step in steps if not step.pytest]
    out.print()
    out.print(
        f"{len(steps)} steps ran in {time.monotonic() - started:.0f} s"
        + (f"; not in order: {', '.join(step.title for step in broken)}" if broken else "; all in order")
    )
    # A lint or type check that fails counts as one failure, so that "0 failed" means that all is well.
    passed = sum(step.passes for step in steps)
    failed = sum(step.failures for step in steps) + sum(step.failed for step in checks)
    out.print(f"{passed} passed, {failed} failed", markup=False)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
