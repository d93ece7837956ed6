"""The templates' environment: the words, filters and globals every template has."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.routing import NoMatchFound

from app.kit.record import new_id
from app.kit.settings import settings
from app.web import dates, i18n
from app.web.assets import ICONS, asset

ROOT = Path(__file__).parents[2]

_app: list[FastAPI] = []


def serves(app: FastAPI) -> None:
    """Tell the pages which application their addresses belong to."""
    _app[:] = [app]
    _path.cache_clear()


@lru_cache(maxsize=512)
def _path(name: str, keys: tuple[str, ...]) -> str:
    """The path of a route with gaps for its values: looking through all routes takes longer than a row of a page."""
    return str(_app[0].url_path_for(name, **{key: f"\0{key}\0" for key in keys}))


def url_for(name: str, **values: Any) -> str:
    """The path of a named route."""
    path = _path(name, tuple(values))
    for key, value in values.items():
        path = path.replace(f"\0{key}\0", str(value))
    return path


def _served(name: str, *keys: str) -> bool:
    """Whether there is a route of this name."""
    try:
        return bool(_path(name, keys))
    except NoMatchFound:
        return False


def _attr(value: Any) -> str:
    """Markup as plain text, for an attribute or a title."""
    text = value.striptags() if isinstance(value, Markup) else str(value)
    return escape(text)


def name(value: Any) -> Markup:
    """A name of a person or place: isolated, in a language of its own."""
    return Markup('<bdi lang="" dir="auto">%s</bdi>') % str(value)


def _text(value: str, lang: str = "") -> Markup:
    """Words somebody wrote: line by line, in the writer's language and direction."""
    tag = i18n.LANGUAGES[lang].tag if lang in i18n.LANGUAGES else lang
    lines = Markup("<br>").join(value.splitlines())
    return Markup('<span class="words" lang="%s" dir="auto">%s</span>') % (tag, lines)


def _icon(name: str, css: str = "icon") -> Markup:
    """A drawing from the sprite; always beside words, so hidden from readers of the screen."""
    if name not in ICONS:
        msg = f"no icon {name!r} in static/icons.svg: add it to static/icons.txt and run make icons"
        raise KeyError(msg)
    return Markup('<svg class="%s" aria-hidden="true" focusable="false"><use href="%s#%s"></use></svg>') % (
        css,
        asset("icons.svg"),
        name,
    )


def _environment() -> Environment:
    env = Environment(
        loader=FileSystemLoader(ROOT / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=settings().development,
        trim_blocks=True,
        lstrip_blocks=True,
        cache_size=400,
    )
    env.globals |= {
        "_": i18n.t_gettext,
        "gettext": i18n.t_gettext,
        "ngettext": i18n.t_ngettext,
        "pgettext": i18n.t_pgettext,
        "npgettext": i18n.t_npgettext,
        "both": i18n.both,
        "N_": i18n.N_,
        "url_for": url_for,
        "asset": asset,
        "icon": _icon,
        "once": lambda: Markup('<input type="hidden" name="once" value="%s">') % new_id(),
        "languages": list(i18n.LANGUAGES.values()),
        "unread": i18n.UNREAD,
        "night_number": lambda: settings().night_phone,
    }
    env.tests["served"] = _served
    env.filters |= {
        "attr": _attr,
        "name": name,
        "text": _text,
        "day": dates.day,
        "short_day": dates.short_day,
        "weekday": dates.weekday,
        "near_day": dates.near_day,
        "soon": dates.soon,
        "month": dates.month,
        "clock": dates.clock,
        "when": dates.when,
        "since": dates.since,
        "tr": i18n.t_gettext,
    }
    return env


_env: list[Environment] = []


def environment() -> Environment:
    """The one environment, made at first use."""
    if not _env:
        _env.append(_environment())
    return _env[0]
