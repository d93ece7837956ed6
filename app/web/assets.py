"""Browser files: addressed by their content, so that a phone keeps them for a year."""

import base64
import hashlib
import re
from functools import lru_cache
from pathlib import Path

from markupsafe import Markup

STATIC = Path(__file__).parents[2] / "static"


@lru_cache(maxsize=512)
def _print(path: str) -> str:
    return hashlib.sha256(content_of(path)).hexdigest()[:12]


def content_of(path: str) -> bytes:
    """The bytes of a browser file; app.css is made of the files that static/css/order.txt lists."""
    if path == "app.css":
        return stylesheet().encode()
    return (STATIC / path).read_bytes()


def asset(path: str) -> str:
    """The address of a browser file, with the print of its content."""
    return f"/static/{path}?v={_print(path)}"


@lru_cache(maxsize=1)
def stylesheet() -> str:
    """All styles in one, without comments and needless space. The same for every reader: one hash in the CSP."""
    names = (STATIC / "css" / "order.txt").read_text().split()
    text = "\n".join((STATIC / "css" / name).read_text() for name in names)
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    text = re.sub(r"\s+", " ", text)
    return re.sub(r"\s*([{};,])\s*", r"\1", text).strip()


@lru_cache(maxsize=1)
def critical_css() -> Markup:
    """The styles as they stand in the first document a phone gets."""
    return Markup(stylesheet())  # noqa: S704  our own file


@lru_cache(maxsize=1)
def style_hash() -> str:
    """The hash by which the CSP allows that one style."""
    return base64.b64encode(hashlib.sha256(stylesheet().encode()).digest()).decode()


def style_tag() -> str:
    """What the cookie says when a phone has this very stylesheet."""
    return _print("app.css")


@lru_cache(maxsize=1)
def _icons() -> frozenset[str]:
    sprite = STATIC / "icons.svg"
    return frozenset(re.findall(r'id="([a-z0-9-]+)"', sprite.read_text())) if sprite.exists() else frozenset()


class _Icons:
    """The names in the sprite."""

    def __contains__(self, name: object) -> bool:
        return name in _icons()


ICONS = _Icons()
