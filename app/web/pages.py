"""Rendering: one environment, whole pages and parts alike."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote

from markupsafe import Markup
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response

from app.identity.viewer import Viewer
from app.kit.settings import settings
from app.web import i18n
from app.web.asking import asking
from app.web.assets import asset, critical_css, style_tag
from app.web.environment import environment, name, serves, url_for
from app.web.routing import Answer, current


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


def _flashes() -> list[str]:
    try:
        said = json.loads(unquote(asking.get().flash or "[]"))
    except (ValueError, RecursionError):
        return []
    said = said if isinstance(said, list) else []
    return [i18n.gettext(one) for one in said if isinstance(one, str) and one and one.isprintable()]


def render(template: str, **context: Any) -> str:
    """The words of a template, for the reader of this request."""
    viewer = current.get()
    ask = asking.get()
    nav = nav_of[0](viewer) if viewer and viewer.account_id and nav_of and not ask.partial else Nav()
    shared = {
        "viewer": viewer,
        "language": i18n.language.get(),
        "with_danish": i18n.with_danish.get(),
        "original_first": i18n.original_first.get(),
        "nav": nav,
        "flashes": _flashes(),
        "demo": settings().demo,
        "here": ask.path,
        "night_phone": settings().night_phone,
        "critical_css": critical_css(template.partition("/")[0]),
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


def see(name: str, *, flash: str = "", query: str = "", anchor: str = "", **values: Any) -> Response:
    """Go and see a page (303). `flash` is an English message marked by N_, told there once."""
    address = url_for(name, **values) + (f"?{query}" if query else "") + (f"#{anchor}" if anchor else "")
    response = RedirectResponse(address, status_code=303)
    if flash:
        _set(response, "sammen_flash", quote(json.dumps([flash])), 60)
    return response


def again(template: str, *, status: int = 422, **context: Any) -> Answer:
    """An answer to raise: the same page once more, nothing done. A script gets what isn't right as plain text."""
    if asking.get().for_script and context.get("posted"):
        words = "\n".join(text for _field, text in context["posted"].errors)
        return Answer(PlainTextResponse(words, status))
    return Answer(page(template, status=status, **context))


__all__ = [
    "Nav",
    "Place",
    "again",
    "forget",
    "name",
    "nav_of",
    "page",
    "remember",
    "render",
    "see",
    "serves",
    "url_for",
]
