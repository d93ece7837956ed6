"""A phone that lacks a script gets our cut of the font, once, and nothing moves when it comes."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Response

from tests.browser.conftest import ARGS, CHROMIUM, Served

WATCH = """
window.shift = 0;
new PerformanceObserver(list => list.getEntries().forEach(e => { window.shift += e.value }))
  .observe({type: 'layout-shift', buffered: true});
"""
# How wide a word is drawn; letters that are missing are boxes, all of one width.
WIDTHS = """words => words.map(word => {
  const span = document.createElement('span');
  span.textContent = word;
  span.style.position = 'absolute';
  document.querySelector('main, body').append(span);
  const width = span.getBoundingClientRect().width;
  span.remove();
  return width;
})"""
FONTCONFIG = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>"""
LINE = {"offline": False, "latency": 200, "downloadThroughput": 60_000, "uploadThroughput": 60_000}
SYSTEM = Path("/usr/share/fonts/truetype")


@pytest.fixture(scope="module")
def poor_phone(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A browser on a machine that has Latin letters and nothing else."""
    folder = tmp_path_factory.mktemp("fonts")
    (folder / "few").mkdir()
    latin = [*SYSTEM.glob("liberation*/LiberationSans-*.ttf"), *SYSTEM.glob("noto/NotoSans-*.ttf")]
    assert latin, "no Latin font among the system's"
    for font in latin:
        shutil.copy(font, folder / "few")
    (folder / "fonts.conf").write_text(FONTCONFIG.format(fonts=folder / "few", cache=folder / "cache"))
    fonts: dict[str, str | float | bool] = {"FONTCONFIG_FILE": str(folder / "fonts.conf")}
    poor = browser.browser_type.launch(executable_path=CHROMIUM, args=ARGS, env={**os.environ, **fonts})
    yield poor
    poor.close()


def look(
    browser: Browser, served: Served, language: str, words: list[str]
) -> tuple[list[str], float, list[float]]:
    """Open the page of signing in; the fonts fetched, how much moved, and how wide the words are."""
    context = browser.new_context(
        viewport={"width": 360, "height": 640}, is_mobile=True, has_touch=True, service_workers="block"
    )
    context.add_cookies([{"name": "sammen_language", "value": language, "url": served.url}])
    page = context.new_page()
    page.add_init_script(WATCH)
    fonts: list[str] = []

    def note(response: Response) -> None:
        if response.request.resource_type == "font":
            fonts.append(response.url.rsplit("/", 1)[1].split("?")[0])
            assert len(response.body()) < 80 * 1024

    page.on("response", note)
    # A thin line, so that the words stand there well before the font comes.
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", LINE)
    page.goto(f"{served.url}/sign-in", wait_until="networkidle")
    page.evaluate("document.fonts.ready.then(() => true)")
    moved, widths = page.evaluate("window.shift"), page.evaluate(WIDTHS, words)
    context.close()
    return sorted(set(fonts)), moved, widths


def test_a_phone_without_ethiopic_gets_it_and_nothing_moves(poor_phone: Browser, served: Served) -> None:
    fonts, moved, (narrow, wide) = look(poor_phone, served, "ti", ["ርርርር", "ጨጨጨጨ"])
    assert "noto-sans-ethiopic.woff2" in fonts
    assert wide > narrow * 1.2, "boxes instead of letters"
    assert moved < 0.01


@pytest.mark.parametrize("language", ["ar", "fa_AF"])
def test_a_phone_without_arabic_letters_gets_them_and_nothing_moves(
    poor_phone: Browser, served: Served, language: str
) -> None:
    fonts, moved, (joined, apart) = look(poor_phone, served, language, ["ههه", "ه\u200cه\u200cه"])
    assert "noto-sans-arabic.woff2" in fonts
    assert abs(joined - apart) > 1, "letters that don't join"
    assert moved < 0.01


def test_a_phone_that_has_the_scripts_fetches_no_font(browser: Browser, served: Served) -> None:
    for language in ("ti", "ar", "fa_AF", "da"):
        fonts, moved, _ = look(browser, served, language, [])
        assert fonts == [], language
        assert moved < 0.01, language
