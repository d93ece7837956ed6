"""The tour: every kind of page each of the cast reaches, at 360 × 640, written to SAMMEN_DATA/screenshots.

Serves a demo of its own on a free port. Options: --languages da,ti,ar --slugs youth-new,family --dark
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Annotated

import typer
from playwright.sync_api import Browser, sync_playwright
from rich.progress import track

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.browser.conftest import ARGS, CHROMIUM, PHONE, Served, _environment, _serve, enter
from tests.browser.test_axe import VISITORS, pages

OWN = "own"


def _shoot(browser: Browser, served: Served, slug: str, code: str, folder: Path, *, dark: bool) -> int:
    context = browser.new_context(
        viewport=PHONE,
        has_touch=True,
        is_mobile=True,
        device_scale_factor=2,
        base_url=served.url,
        color_scheme="dark" if dark else "light",
    )
    if slug:
        enter(context, served, slug, "" if code == OWN else code)
    else:
        context.add_cookies(
            [{"name": "sammen_language", "value": "da" if code == OWN else code, "url": served.url}]
        )
    page = context.new_page()
    shots = 0
    for number, path in enumerate(pages(page, "/" if slug else "/sign-in")):
        name = re.sub(r"[^a-z0-9]+", "-", re.sub(r"[0-9a-f-]{36}", "", path)).strip("-") or "home"
        page.screenshot(path=folder / f"{slug or 'nobody'}-{code}-{number:02}-{name}.png", full_page=True)
        shots += 1
    context.close()
    return shots


def main(
    languages: Annotated[str, typer.Option(help="Codes, comma between; own: each one's own language.")] = OWN,
    slugs: Annotated[str, typer.Option(help="Who; empty: one of each role.")] = "",
    *,
    dark: bool = False,
) -> None:
    """Take the tour."""
    folder = Path(os.environ.get("SAMMEN_DATA", "var")).resolve() / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        data = Path(scratch) / "var"
        subprocess.run([sys.executable, "-m", "app", "demo"], check=True, env=_environment(data))
        serving = _serve(data)
        served = next(serving)
        who = slugs.split(",") if slugs else ["", *VISITORS]
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)
            tour = [(slug, code) for slug in who for code in languages.split(",")]
            shots = sum(_shoot(browser, served, slug, code, folder, dark=dark) for slug, code in track(tour))
        serving.close()  # type: ignore[attr-defined]
    typer.echo(f"{shots} pictures in {folder}")


if __name__ == "__main__":
    typer.run(main)
