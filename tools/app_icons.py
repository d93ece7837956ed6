"""Draw the icons of the installed app (`make app-icons`): two soft round shapes that overlap, saying nothing more.

SVGs are written here; PNGs are taken from them by a headless Chromium.
"""

import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from chromium import ARGS, CHROMIUM

ICONS = Path(__file__).parents[1] / "static" / "icons"
INK, PAPER, ACCENT = "#0f3d3e", "#fbf7f0", "#e07a3f"

# On a canvas of 512: two circles of the same size, and the lens where they meet.
LEFT, RIGHT, MIDDLE, RADIUS = 200, 312, 256, 118
LENS = 103.87  # half the height of the lens: the root of RADIUS² less half the distance squared


def _circles(left: str, right: str, lens: str, scale: float = 1.0) -> str:
    where = f"translate({MIDDLE} {MIDDLE}) scale({scale}) translate(-{MIDDLE} -{MIDDLE})"
    top, bottom = MIDDLE - LENS, MIDDLE + LENS
    return (
        f'<g transform="{where}">'
        f'<circle cx="{LEFT}" cy="{MIDDLE}" r="{RADIUS}" fill="{left}"/>'
        f'<circle cx="{RIGHT}" cy="{MIDDLE}" r="{RADIUS}" fill="{right}"/>'
        f'<path d="M{MIDDLE} {top}A{RADIUS} {RADIUS} 0 0 1 {MIDDLE} {bottom}'
        f'A{RADIUS} {RADIUS} 0 0 1 {MIDDLE} {top}Z" fill="{lens}"/></g>'
    )


def _svg(body: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512">{body}</svg>\n'


def _ground(radius: int) -> str:
    return f'<rect width="512" height="512" rx="{radius}" fill="{PAPER}"/>'


COLOURED = (INK, ACCENT, PAPER)
DRAWINGS = {
    # A tile with round corners, for screens that show icons as they are.
    "icon": _svg(_ground(112) + _circles(*COLOURED, scale=1.15)),
    # Full to the edge, the drawing within the safe circle: the launcher cuts its own shape.
    "maskable": _svg(_ground(0) + _circles(*COLOURED)),
    # One colour, the lens open: the launcher gives the colour.
    "monochrome": _svg(
        "<mask id='m'><rect width='512' height='512' fill='#fff'/>"
        + _circles("none", "none", "#000", scale=1.15)
        + "</mask><g mask='url(#m)'>"
        + _circles("#000", "#000", "none", scale=1.15)
        + "</g>"
    ),
    "favicon": _svg(_circles(INK, ACCENT, PAPER, scale=1.35)),
}
# file → drawing, side in pixels
PNGS = {
    "icon-192.png": ("icon", 192),
    "icon-512.png": ("icon", 512),
    "maskable-192.png": ("maskable", 192),
    "maskable-512.png": ("maskable", 512),
    "monochrome-512.png": ("monochrome", 512),
    "badge-96.png": ("monochrome", 96),
    "apple-touch-icon.png": ("maskable", 180),
    "favicon-32.png": ("favicon", 32),
}


def _shoot(page: Page, svg: str, side: int, path: Path) -> None:
    page.set_viewport_size({"width": side, "height": side})
    page.set_content(
        f"<style>body{{margin:0}}svg{{display:block;width:{side}px;height:{side}px}}</style>{svg}"
    )
    page.screenshot(path=path, omit_background=True)


def main() -> int:
    """Write all icons."""
    ICONS.mkdir(parents=True, exist_ok=True)
    for name, svg in DRAWINGS.items():
        (ICONS / f"{name}.svg").write_text(svg)
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        page = browser.new_page()
        for file, (drawing, side) in PNGS.items():
            shot = Path(folder) / file
            _shoot(page, DRAWINGS[drawing], side, shot)
            Image.open(shot).save(ICONS / file, optimize=True)
            print(f"static/icons/{file}: {(ICONS / file).stat().st_size} bytes")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
