"""The manifest, the service worker and the offline page. The same for everybody: nothing here is private."""

import hashlib
import json
import re
from functools import lru_cache

from starlette.responses import JSONResponse, Response

from app.identity.policy import Role
from app.web import i18n
from app.web.assets import STATIC, asset, content_of
from app.web.i18n import gettext as _
from app.web.pages import page
from app.web.routing import member_router, public_router

router = public_router()
reading = member_router("/offline-reading", Role.YOUTH)

PAPER, INK = "#fbf7f0", "#12403f"  # the paper and the bar of the light theme (static/css/tokens.css)
ICONS = (
    ("icons/icon-192.png", "192x192", "any"),
    ("icons/icon-512.png", "512x512", "any"),
    ("icons/maskable-512.png", "512x512", "maskable"),
    ("icons/monochrome-512.png", "512x512", "monochrome"),
)


@router.get("/manifest.webmanifest", name="pwa.manifest")
def manifest() -> Response:
    """What the installed app is called. Neutral: the icon on a phone says nothing about its owner (W3C Manifest)."""
    language = i18n.language.get()
    content = {
        "id": "/",
        "name": "Sammen",
        "short_name": "Sammen",
        "description": _("Messages and meetups with people you know."),
        "lang": language.tag,
        "dir": language.dir,
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "theme_color": INK,
        "background_color": PAPER,
        "icons": [
            {"src": asset(path), "sizes": sizes, "type": "image/png", "purpose": purpose}
            for path, sizes, purpose in ICONS
        ],
    }
    return JSONResponse(content, media_type="application/manifest+json")


@router.get("/service-worker.js", name="pwa.worker")
def worker() -> Response:
    """The service worker, with the list of what it keeps and a version that changes with any of it."""
    heads = {"cache-control": "no-cache", "service-worker-allowed": "/"}
    return Response(_worker(), media_type="text/javascript", headers=heads)


@router.get("/offline", name="pwa.offline")
def offline(language: str = "") -> Response:
    """What is shown where there is no connection, in the language that is asked for."""
    return _in_language("pwa/offline.html", language)


def _in_language(template: str, language: str) -> Response:
    wanted = next((it for it in i18n.LANGUAGES.values() if it.tag == language), None)
    if wanted:
        i18n.language.set(wanted)
    response = page(template, viewer=None)
    response.headers["content-language"] = i18n.language.get().tag
    return response


@router.get("/offline/messages", name="pwa.offline_messages")
def offline_messages(language: str = "") -> Response:
    """The frame in which a phone shows, without a connection, what it kept itself. Nothing private is in it."""
    return _in_language("pwa/offline_messages.html", language)


@reading.get("", name="offline_reading.show")
def offline_reading() -> Response:
    """A youth switches reading without a connection on or off, for this phone; only the phone knows which."""
    return page("pwa/offline_reading.html")


def shell() -> list[str]:
    """The addresses of all browser files a page may ask for; fonts are kept by the browser as they are needed."""
    scripts = sorted(path.relative_to(STATIC).as_posix() for path in STATIC.glob("js/**/*.js"))
    vendored = sorted(path.relative_to(STATIC).as_posix() for path in STATIC.glob("vendor/*.js"))
    return [asset(path) for path in ("app.css", "icons.svg", "icons/favicon.svg", *vendored, *scripts)]


# What the worker is made of: modules that pages use too, then its own parts, those of other rooms included.
SHARED = ("js/outbox/vault.js", "js/outbox/posts.js", "js/outbox/sending.js")
PARTS = ("outbox_worker.js", "push_worker.js", "leaving_worker.js", "service_worker.js")
MODULE_WORDS = re.compile(r"^import [^;]+;\n|^export (?:default )?", flags=re.MULTILINE)


@lru_cache(maxsize=1)
def _worker() -> str:
    """All in one text: a worker that is no module can't import (Firefox and older Safari have no module workers)."""
    shared = [MODULE_WORDS.sub("", content_of(path).decode()) for path in SHARED]
    own = [content_of(path).decode() for path in PARTS if (STATIC / path).exists()]
    body = "\n".join(shared + own)
    kept = shell()
    version = hashlib.sha256((json.dumps(kept) + body).encode()).hexdigest()[:12]
    return f"const VERSION = {json.dumps(version)};\nconst SHELL = {json.dumps(kept)};\n{body}"
