"""Draw static/icons.svg from the names in static/icons.txt (`make icons`).

The drawings are Lucide's (ISC licence), from the npm package `lucide-static`. Only shapes go into the sprite: colour,
width and joins are set by the style of the page.
"""

import re
import sys
from pathlib import Path

from npm import Package, fetch

ROOT = Path(__file__).parents[1]
STATIC = ROOT / "static"
VERSION = "1.62.0"
SYMBOL = '<symbol id="{name}" viewBox="0 0 24 24">{shapes}</symbol>'
ABOUT = """\
<!-- Lucide {version}, ISC licence: static/icons.LICENSE. Made by tools/icons.py from static/icons.txt. -->
"""


def wanted() -> list[str]:
    """The names asked for, each once, sorted."""
    lines = (STATIC / "icons.txt").read_text().splitlines()
    return sorted({line.strip() for line in lines if line.strip() and not line.startswith("#")})


def symbol(name: str, package: Package) -> str:
    """One drawing as a symbol. Raises KeyError for a name that Lucide doesn't have."""
    svg = package.files[f"icons/{name}.svg"].decode()
    inner = re.sub(r".*?<svg[^>]*>(.*)</svg>.*", r"\1", svg, flags=re.DOTALL)
    inner = re.sub(r"\s*\n\s*", "", inner).strip().replace(" />", "/>")
    return SYMBOL.format(name=name, shapes=inner)


def unused(names: list[str]) -> list[str]:
    """Names that stand nowhere in templates, code or scripts."""
    files = [*ROOT.glob("templates/**/*.html"), *ROOT.glob("app/**/*.py"), *ROOT.glob("static/js/**/*.js")]
    words = set(re.findall(r"""["']([a-z0-9-]+)["']""", " ".join(file.read_text() for file in files)))
    return [name for name in names if name not in words]


def main() -> int:
    """Write the sprite, and tell which names nobody uses."""
    names = wanted()
    package = fetch("lucide-static", VERSION)
    unknown = [name for name in names if f"icons/{name}.svg" not in package.files]
    if unknown:
        print(f"Lucide {VERSION} has no {', '.join(unknown)}: see https://lucide.dev/icons", file=sys.stderr)
        return 1
    symbols = "\n".join(symbol(name, package) for name in names)
    sprite = f'{ABOUT.format(version=VERSION)}<svg xmlns="http://www.w3.org/2000/svg">\n{symbols}\n</svg>\n'
    (STATIC / "icons.svg").write_text(sprite)
    (STATIC / "icons.LICENSE").write_bytes(package.files["LICENSE"])
    print(f"static/icons.svg: {len(names)} drawings, {len(sprite) // 1024} KB")
    idle = unused(names)
    if idle:
        print(f"not used anywhere yet: {' '.join(idle)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
