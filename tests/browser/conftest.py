"""A real server, a real browser, a phone's screen."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx2
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, ViewportSize, sync_playwright

ARGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or "/usr/bin/chromium"
PHONE = ViewportSize(width=360, height=640)
LAPTOP = ViewportSize(width=1280, height=800)


@dataclass(frozen=True)
class Served:
    """A running demo: its address and its folder."""

    url: str
    data: Path


def _environment(data: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SAMMEN_")}
    return kept | {"SAMMEN_DATA": str(data), "SAMMEN_DEMO": "true", "SAMMEN_LOG_LEVEL": "warning"}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _serve(data: Path) -> Iterator[Served]:
    port = _free_port()
    command = [sys.executable, "-m", "app", "serve", "--port", str(port), "--no-worker"]
    process = subprocess.Popen(command, env=_environment(data))
    url = f"http://localhost:{port}"
    try:
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            try:
                if httpx2.get(f"{url}/readyz").status_code == 200:
                    break
            except httpx2.TransportError:
                process.poll()
                assert process.returncode is None, "the server stopped"
        else:
            pytest.fail("the server didn't answer within 30 seconds")
        yield Served(url, data)
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture(scope="session")
def demo_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a filled demo, made once."""
    data = tmp_path_factory.mktemp("demo") / "var"
    subprocess.run(
        [sys.executable, "-m", "app", "demo"], check=True, env=_environment(data), capture_output=True
    )
    return data


@pytest.fixture(scope="session")
def served(demo_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A running demo for tests that only look."""
    data = tmp_path_factory.mktemp("served") / "var"
    shutil.copytree(demo_data, data)
    yield from _serve(data)


@pytest.fixture
def fresh(demo_data: Path, tmp_path: Path) -> Iterator[Served]:
    """A running demo of the test's own, to change."""
    data = tmp_path / "var"
    shutil.copytree(demo_data, data)
    yield from _serve(data)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """One Playwright a process: it holds the loop."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Debian's Chromium, headless."""
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)
    yield browser
    browser.close()


PhoneOf = Callable[..., Page]


@pytest.fixture
def phones(browser: Browser) -> Iterator[PhoneOf]:
    """`phones(served, "youth-new", language="ti")` → a page on a phone where somebody of the cast is signed in."""
    contexts: list[BrowserContext] = []

    def make(
        on: Served, slug: str = "", language: str = "", *, wide: bool = False, past_csp: bool = False
    ) -> Page:
        context = browser.new_context(
            viewport=LAPTOP if wide else PHONE,
            has_touch=not wide,
            is_mobile=not wide,
            bypass_csp=past_csp,
            base_url=on.url,
            locale="da-DK",
        )
        contexts.append(context)
        page = context.new_page()
        if slug:
            enter(context, on, slug, language)
        elif language:
            context.add_cookies([{"name": "sammen_language", "value": language, "url": on.url}])
        return page

    yield make
    for context in contexts:
        context.close()


def enter(context: BrowserContext, on: Served, slug: str, language: str = "") -> None:
    """Sign somebody of the cast in, and choose their language if it isn't their own."""
    answer = context.request.post(f"{on.url}/demo/{slug}", max_redirects=0)
    assert answer.status == 303, answer.status
    if language:
        context.add_cookies([{"name": "sammen_language", "value": language, "url": on.url}])
