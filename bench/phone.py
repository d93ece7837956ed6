"""First paint on a slow phone and a thin line (`make bench-phone`).

400 kbit/s, 400 ms there and back, a processor six times slower; the page of signing in and a youth's Home, each
against a bare page with the same words, turn by turn in the same run. Aims: first paint within 1.3 times the bare page,
HTML at most 14 KB compressed, everything at most 45 KB without fonts, no font, no shift. Missed aims come first.
"""

import http.server
import re
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT)]

from playwright.sync_api import Browser, BrowserContext, sync_playwright  # noqa: E402
from rich.console import Console  # noqa: E402
from rich.progress import track  # noqa: E402

from tests.browser.conftest import ARGS, CHROMIUM, PHONE, Served, _environment, _serve, enter  # noqa: E402

ROUNDS = 5
RATIO, HTML_KB, ALL_KB, SHIFT = 1.3, 14, 45, 0.01
LINE = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
WATCH = """
window.shift = 0;
new PerformanceObserver(list => list.getEntries().forEach(e => { window.shift += e.value }))
  .observe({type: 'layout-shift', buffered: true});
"""
out = Console(highlight=False)


@dataclass
class Seen:
    """What one page did, over all rounds."""

    paint: list[float] = field(default_factory=list)
    html: float = 0
    total: float = 0
    fonts: int = 0
    shift: float = 0

    @property
    def median(self) -> float:
        """The middle first paint, in milliseconds."""
        return statistics.median(self.paint)


def visit(context: BrowserContext, url: str, seen: Seen) -> None:
    """Open a page with an empty cache on the thin line, and note what happened."""
    page = context.new_page()
    page.add_init_script(WATCH)
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", LINE)
    line.send("Network.setCacheDisabled", {"cacheDisabled": True})
    line.send("Emulation.setCPUThrottlingRate", {"rate": 6})
    sizes: dict[str, float] = {}
    kinds: dict[str, str] = {}
    line.on("Network.responseReceived", lambda e: kinds.update({e["requestId"]: e["type"]}))
    line.on("Network.loadingFinished", lambda e: sizes.update({e["requestId"]: e["encodedDataLength"]}))
    page.goto(url, wait_until="networkidle", timeout=60_000)
    paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? -1")
    fonts = {id_ for id_, kind in kinds.items() if kind == "Font"}
    seen.paint.append(float(paint))
    seen.html = sum(size for id_, size in sizes.items() if kinds.get(id_) == "Document") / 1024
    seen.total = sum(size for id_, size in sizes.items() if id_ not in fonts) / 1024
    seen.fonts = len(fonts)
    seen.shift = max(seen.shift, float(page.evaluate("window.shift")))
    page.close()


@contextmanager
def bare(words: dict[str, str]) -> Iterator[str]:
    """A server of bare pages: the same words, nothing else."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = words.get(self.path, "").encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()


def stripped(html: str) -> str:
    """The words of a page as a bare document."""
    body = re.sub(r"<(script|style|svg|head)\b.*?</\1>", "", html, flags=re.DOTALL)
    text = " ".join(re.sub(r"<[^>]+>", " ", body).split())
    return f"<!doctype html><meta charset=utf-8><title>bare</title><p>{text}"


def measure(browser: Browser, served: Served) -> dict[str, tuple[Seen, Seen]]:
    """Both pages against their bare likenesses, turn by turn."""
    phone = {"viewport": PHONE, "has_touch": True, "is_mobile": True, "service_workers": "block"}
    nobody = browser.new_context(**phone)  # type: ignore[arg-type]
    youth = browser.new_context(**phone)  # type: ignore[arg-type]
    enter(youth, served, "youth-new")
    pages = {"/sign-in": nobody, "/": youth}
    words = {path: stripped(context.request.get(served.url + path).text()) for path, context in pages.items()}
    found = {path: (Seen(), Seen()) for path in pages}
    with bare(words) as plain:
        for _ in track(range(ROUNDS), description="Rounds", console=out):
            for path, context in pages.items():
                forget_style(context)
                visit(context, served.url + path, found[path][0])
                visit(nobody, plain + path, found[path][1])
    return found


def forget_style(context: BrowserContext) -> None:
    """A first visit: the phone has no stylesheet yet."""
    context.clear_cookies(name=re.compile("sammen_style$"))


def main() -> int:
    """Measure, and print missed aims first."""
    with tempfile.TemporaryDirectory() as scratch:
        data = Path(scratch) / "var"
        subprocess.run([sys.executable, "-m", "app", "demo"], check=True, env=_environment(data))
        with contextmanager(_serve)(data) as served, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)
            found = measure(browser, served)
            browser.close()
    missed: list[str] = []
    met: list[str] = []
    for path, (ours, plain) in found.items():
        for what, value, most in (
            ("first paint against a bare page, times", ours.median / plain.median, RATIO),
            ("HTML, KB", ours.html, HTML_KB),
            ("everything without fonts, KB", ours.total, ALL_KB),
            ("fonts fetched", ours.fonts, 0),
            ("shift", ours.shift, SHIFT),
        ):
            line = f"{path}: {what}: {value:.2f} (at most {most})"
            (missed if value > most else met).append(line)
        met.append(
            f"{path}: first paint {ours.median:.0f} ms, bare {plain.median:.0f} ms, medians of {ROUNDS}"
        )
    for line in missed:
        out.print(f"[bold red]missed[/] {line}")
    for line in met:
        out.print(f"[green]met[/]    {line}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
