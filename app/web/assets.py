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
def _order() -> tuple[tuple[str, frozenset[str]], ...]:
    """The files of the style in order, each with the rooms whose pages need it; none named means every page."""
    lines = (line.split() for line in (STATIC / "css" / "order.txt").read_text().splitlines())
    return tuple((line[0], frozenset(line[1:])) for line in lines if line)


@lru_cache(maxsize=32)
def stylesheet(room: str | None = None) -> str:
    """All styles in one, or those that the pages of one room need; without comments and needless space.

    The same for every reader, so that a few hashes in the CSP are enough.
    """
    names = [name for name, rooms in _order() if room is None or not rooms or room in rooms]
    text = "\n".join((STATIC / "css" / name).read_text() for name in names)
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    text = re.sub(r"\s+", " ", text)
    return re.sub(r"\s*([{};,])\s*", r"\1", text).strip()


@lru_cache(maxsize=32)
def critical_css(room: str) -> Markup:
    """The styles as they stand in the first document a phone gets: what the pages of its room need."""
    return Markup(stylesheet(room))  # noqa: S704  our own file


@lru_cache(maxsize=1)
def style_hashes() -> tuple[str, ...]:
    """The hashes by which the CSP allows those styles: one for each room that has its own, one for the others."""
    rooms = {room for _, named in _order() for room in named}
    sheets = {stylesheet(room) for room in (*rooms, "")}
    return tuple(sorted(base64.b64encode(hashlib.sha256(it.encode()).digest()).decode() for it in sheets))


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
