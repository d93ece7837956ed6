"""Cut the web fonts for phones that lack Arabic script or Ethiopic (`make fonts`).

From the variable Noto fonts as Fontsource packs them: the letters of Arabic, Dari, Pashto names and Tigrinya, weights
400 to 600, no hints. Writes static/fonts/ and static/css/fonts.css. A phone that has the script fetches nothing:
`local()` comes first, and the bold face falls back to a local regular one before it asks the network.
"""

import hashlib
import sys
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

from npm import fetch

STATIC = Path(__file__).parents[1] / "static"
VERSION = "5.3.0"
SHAPING = "ccmp locl init medi fina isol rlig calt liga curs mark mkmk kern".split()


@dataclass(frozen=True)
class Script:
    """One script: where its font comes from, which letters stay, and what the same is called on other machines."""

    family: str
    package: str
    source: str
    file: str
    letters: frozenset[int]
    range: str
    regular: tuple[str, ...]
    bold: tuple[str, ...]


def _letters(*parts: int | tuple[int, int] | str) -> frozenset[int]:
    found: set[int] = set()
    for part in parts:
        if isinstance(part, str):
            found.update(map(ord, part))
        elif isinstance(part, int):
            found.add(part)
        else:
            found.update(range(part[0], part[1] + 1))
    return frozenset(found)


SCRIPTS = (
    Script(
        family="Sammen Arabic",
        package="@fontsource-variable/noto-sans-arabic",
        source="files/noto-sans-arabic-arabic-wght-normal.woff2",
        file="noto-sans-arabic.woff2",
        letters=_letters(
            "،؛؟٪٫٬۔",
            (0x0621, 0x063A),
            (0x0640, 0x0655),
            (0x0660, 0x0669),
            (0x06F0, 0x06F9),
            0x0670,
            "پچژکگیۀ",  # Dari
            "ټځڅډړږښګڼۍې",  # Pashto, for names
            0x200C,  # the joint that doesn't join: می‌شود
            0x200D,
        ),
        range="U+0600-06FF, U+200C-200D",
        regular=(
            "Noto Sans Arabic UI",
            "Noto Sans Arabic",
            "Noto Sans Arabic Regular",
            "NotoSansArabicUI-Regular",
            "NotoSansArabic-Regular",
            "Noto Naskh Arabic UI",
            "Noto Naskh Arabic UI Regular",
            "NotoNaskhArabicUI-Regular",
            "NotoNaskhArabicUI",
            "Noto Naskh Arabic",
            "NotoNaskhArabic-Regular",
            "SF Arabic",
            "Geeza Pro",
            "GeezaPro",
            "Segoe UI",
        ),
        bold=(
            "Noto Sans Arabic UI SemiBold",
            "Noto Sans Arabic SemiBold",
            "NotoSansArabic-SemiBold",
            "Noto Sans Arabic UI Bold",
            "NotoSansArabicUI-Bold",
            "Noto Sans Arabic Bold",
            "NotoSansArabic-Bold",
            "Noto Naskh Arabic UI Bold",
            "NotoNaskhArabicUI-Bold",
            "Noto Naskh Arabic Bold",
            "NotoNaskhArabic-Bold",
            "Geeza Pro Bold",
            "GeezaPro-Bold",
            "Segoe UI Semibold",
            "SegoeUI-Semibold",
        ),
    ),
    Script(
        family="Sammen Ethiopic",
        package="@fontsource-variable/noto-sans-ethiopic",
        source="files/noto-sans-ethiopic-ethiopic-wght-normal.woff2",
        file="noto-sans-ethiopic.woff2",
        letters=_letters((0x1200, 0x135A), (0x135D, 0x135F), (0x1360, 0x1368)),
        range="U+1200-137F",
        regular=(
            "Noto Sans Ethiopic",
            "Noto Sans Ethiopic Regular",
            "NotoSansEthiopic-Regular",
            "Noto Serif Ethiopic",
            "Noto Serif Ethiopic Regular",
            "NotoSerifEthiopic-Regular",
            "Droid Sans Ethiopic",
            "DroidSansEthiopic-Regular",
            "Kefa",
            "Kefa Regular",
            "Kefa-Regular",
            "Ebrima",
            "Nyala",
            "Abyssinica SIL",
        ),
        bold=(
            "Noto Sans Ethiopic SemiBold",
            "NotoSansEthiopic-SemiBold",
            "Noto Sans Ethiopic Bold",
            "NotoSansEthiopic-Bold",
            "Noto Serif Ethiopic Bold",
            "NotoSerifEthiopic-Bold",
            "Droid Sans Ethiopic Bold",
            "DroidSansEthiopic-Bold",
            "Kefa Bold",
            "Kefa-Bold",
            "Ebrima Bold",
            "Ebrima-Bold",
        ),
    ),
)

# The ascent and descent of the usual Latin fonts: a line is as high before the font has come as after.
FACE = """\
@font-face {{
  font-family: "{family}";
  font-weight: {weight};
  font-display: swap;
  unicode-range: {range};
  size-adjust: 100%;
  ascent-override: 93%;
  descent-override: 25%;
  line-gap-override: 0%;
  src: {local}, url("/static/fonts/{file}?v={print}") format("woff2");
}}
"""
ABOUT_CSS = (
    "/* Made by tools/fonts.py: for phones that lack a script. A phone that has it fetches nothing. */\n"
)
ABOUT = """\
# Fonts for phones that lack a script

Cut by `make fonts` (`tools/fonts.py`) from Noto fonts, © The Noto Project Authors
(https://github.com/notofonts), under the SIL Open Font License 1.1 (`OFL.txt`). No reserved font names.

| file | from | letters | weights | size |
|---|---|---|---|---|
"""


def cut(source: bytes, script: Script) -> bytes:
    """The font with our letters only, weights 400 to 600."""
    font = TTFont(BytesIO(source))
    options = subset.Options()
    options.hinting = False
    options.layout_features = SHAPING
    options.name_IDs = [0, 1, 2, 3, 4, 6, 13, 14]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=script.letters)
    subsetter.subset(font)
    font = instancer.instantiateVariableFont(font, {"wght": (400, 600)})
    font.flavor = "woff2"
    font["head"].modified = font["head"].created  # the same bytes each time
    font.recalcTimestamp = False
    buffer = BytesIO()
    font.save(buffer)
    return buffer.getvalue()


def faces(script: Script, digest: str) -> str:
    """The two faces of a script: to 500 and from 600."""
    css = ""
    for weight, names in (("100 500", script.regular), ("501 900", (*script.bold, *script.regular))):
        local = ", ".join(f'local("{name}")' for name in names)
        css += FACE.format(
            family=script.family,
            weight=weight,
            range=script.range,
            local=local,
            file=script.file,
            print=digest,
        )
    return css


def main() -> int:
    """Write fonts, styles and the note about them."""
    (STATIC / "fonts").mkdir(parents=True, exist_ok=True)
    css, rows = ABOUT_CSS, ""
    for script in SCRIPTS:
        package = fetch(script.package, VERSION)
        content = cut(package.files[script.source], script)
        (STATIC / "fonts" / script.file).write_bytes(content)
        (STATIC / "fonts" / "OFL.txt").write_bytes(package.files["LICENSE"])
        css += faces(script, hashlib.sha256(content).hexdigest()[:12])
        size = f"{len(content) / 1024:.0f} KB"
        rows += (
            f"| `{script.file}` | {script.package} {VERSION} | {len(script.letters)} | 400–600 | {size} |\n"
        )
        print(f"{script.file}: {size}")
    (STATIC / "css").mkdir(exist_ok=True)
    (STATIC / "css" / "fonts.css").write_text(css)
    (STATIC / "fonts" / "README.md").write_text(ABOUT + rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())
