"""What it means to be there for a young person, for anybody who wonders. In all languages, and to be found."""

from fastapi import APIRouter
from starlette.responses import PlainTextResponse, Response

from app.finding import public
from app.notifications.mail import origin
from app.web.i18n import LANGUAGES
from app.web.pages import url_for
from app.web.qr import drawn
from app.web.routing import CurrentViewer, public_router

router: APIRouter = public_router()


@router.get("/join", name="join.index")
def index(viewer: CurrentViewer, language: str = "") -> Response:
    """The three ways, side by side."""
    return public.shown("finding/join.html", language, kinds=public.KINDS, meetings=public.meetings(viewer))


@router.get("/join/poster", name="join.poster")
def poster(viewer: CurrentViewer, language: str = "") -> Response:
    """To print and hang up: what it is about, and a QR code that leads here."""
    link = origin() + url_for("join.show", kind="friendship-family")
    return public.shown(
        "finding/poster.html", language, qr=drawn(link), link=link, meetings=public.meetings(viewer)[:3]
    )


@router.get("/join/{kind}", name="join.show")
def show(kind: str, viewer: CurrentViewer, language: str = "") -> Response:
    """What one of them is and is not, and what it asks of you: said before anybody applies [2.1]."""
    of_kind = public.kind_named(kind)
    return public.shown(
        "finding/kind.html", language, kind=of_kind, meetings=public.meetings(viewer, of_kind.role)
    )


@router.get("/robots.txt", name="robots.show")
def robots() -> Response:
    """Searchers may read what is public, and nothing else (RFC 9309)."""
    lines = ("User-agent: *", "Allow: /join", "Disallow: /", f"Sitemap: {origin()}/sitemap.xml")
    return PlainTextResponse("\n".join(lines) + "\n")


@router.get("/sitemap.xml", name="sitemap.show")
def sitemap() -> Response:
    """The public pages, each in every language (sitemaps.org, hreflang)."""
    paths = [
        url_for("join.index"),
        *(url_for("join.show", kind=kind.slug) for kind in public.KINDS),
        url_for("join.meetings"),
    ]
    each = "".join(
        f"<url><loc>{origin()}{path}?language={one.tag}</loc>"
        + "".join(
            f'<xhtml:link rel="alternate" hreflang="{other.tag}" href="{origin()}{path}?language={other.tag}"/>'
            for other in LANGUAGES.values()
        )
        + "</url>"
        for path in paths
        for one in LANGUAGES.values()
    )
    heads = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"'
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset {heads}>{each}</urlset>\n'
    return Response(text, media_type="application/xml")
