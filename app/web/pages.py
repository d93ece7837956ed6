"""Rendering: one environment, whole pages and parts alike."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from fastapi import FastAPI
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.responses import HTMLResponse, RedirectResponse, Response

from app.identity.viewer import Viewer
from app.kit.record import new_id
from app.kit.settings import settings
from app.web import dates, i18n
from app.web.asking import asking
from app.web.assets import ICONS, asset, critical_css, style_tag
from app.web.routing import Answer, current

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Place:
    """One of the places in the bar: where it leads and what waits there."""

    url: str
    icon: str
    label: Markup
    current: bool = False
    badge: int = 0


@dataclass(frozen=True, slots=True)
class Nav:
    """The bar of a reader: up to five places; for staff a rail on wide screens."""

    places: tuple[Place, ...] = ()
    rail: bool = False
    quick_exit: bool = False


# Filled at start-up by the room that knows all places (main.py): the web floor knows none.
nav_of: list[Callable[[Viewer], Nav]] = []
_app: list[FastAPI] = []


def serves(app: FastAPI) -> None:
    """Tell the pages which application their addresses belong to."""
    _app[:] = [app]


def url_for(name: str, **values: Any) -> str:
    """The path of a named route."""
    return str(_app[0].url_path_for(name, **{key: str(value) for key, value in values.items()}))


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
        "url_for": url_for,
        "asset": asset,
        "icon": _icon,
        "once": lambda: Markup('<input type="hidden" name="once" value="%s">') % new_id(),
        "languages": list(i18n.LANGUAGES.values()),
    }
    env.filters |= {
        "attr": _attr,
        "name": name,
        "text": _text,
        "day": dates.day,
        "short_day": dates.short_day,
        "weekday": dates.weekday,
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


def _flashes() -> list[str]:
    try:
        said = json.loads(unquote(asking.get().flash or "[]"))
    except ValueError:
        return []
    return [i18n.gettext(str(message)) for message in said] if isinstance(said, list) else []


def render(template: str, **context: Any) -> str:
    """The words of a template, for the reader of this request."""
    viewer = current.get()
    ask = asking.get()
    nav = nav_of[0](viewer) if viewer and viewer.account_id and nav_of and not ask.partial else Nav()
    shared = {
        "viewer": viewer,
        "language": i18n.language.get(),
        "with_danish": i18n.with_danish.get(),
        "nav": nav,
        "flashes": _flashes(),
        "demo": settings().demo,
        "here": ask.path,
        "night_phone": settings().night_phone,
        "critical_css": critical_css(),
        "style_cached": ask.style == style_tag(),
        "style_url": asset("app.css"),
        "posted": None,
    }
    return environment().get_template(template).render(shared | context)


def page(template: str, *, status: int = 200, **context: Any) -> Response:
    """A page or a part, as an answer."""
    response = HTMLResponse(render(template, **context), status_code=status)
    ask = asking.get()
    if ask.flash:
        response.delete_cookie(ask.cookie("sammen_flash"), path="/", secure=ask.secure)
    if ask.style != style_tag() and not ask.partial:
        _set(response, "sammen_style", style_tag(), 31_536_000)
    return response


def _set(response: Response, name: str, value: str, age: int | None) -> None:
    ask = asking.get()
    response.set_cookie(
        ask.cookie(name), value, max_age=age, path="/", secure=ask.secure, httponly=True, samesite="lax"
    )


def remember(response: Response, name: str, value: str, age: int | None = None) -> None:
    """Set a cookie of ours: http-only, same-site, `__Host-` over TLS."""
    _set(response, name, value, age)


def forget(response: Response, name: str) -> None:
    """Take a cookie of ours back."""
    ask = asking.get()
    response.delete_cookie(ask.cookie(name), path="/", secure=ask.secure, httponly=True, samesite="lax")


def see(name: str, *, flash: str = "", anchor: str = "", **values: Any) -> Response:
    """Go and see a page (303). `flash` is an English message marked by N_, told there once."""
    response = RedirectResponse(url_for(name, **values) + (f"#{anchor}" if anchor else ""), status_code=303)
    if flash:
        _set(response, "sammen_flash", quote(json.dumps([flash])), 60)
    return response


def again(template: str, *, status: int = 422, **context: Any) -> Answer:
    """An answer to raise: the same page once more, nothing done."""
    return Answer(page(template, status=status, **context))
