"""Headers on every answer, and a stop for posts that come from elsewhere."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.kit.settings import settings
from app.web.assets import style_hashes
from app.web.pages import page

SAFE = {"GET", "HEAD", "OPTIONS"}


def policy() -> str:
    """The content security policy: ourselves alone, our own styles by their hashes, nothing unsafe."""
    styles = " ".join(f"'sha256-{it}'" for it in style_hashes())
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            f"style-src 'self' {styles}",
            "img-src 'self' blob:",
            "media-src 'self' blob:",
            "font-src 'self'",
            "connect-src 'self'",
            "manifest-src 'self'",
            "worker-src 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types htmx sammen",
        )
    )


def headers(*, secure: bool) -> dict[str, str]:
    """What goes out with every answer (OWASP secure headers)."""
    usual = {
        "content-security-policy": policy(),
        "x-content-type-options": "nosniff",
        "referrer-policy": "same-origin",  # no-referrer would make browsers post with Origin: null
        "x-frame-options": "DENY",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "permissions-policy": "camera=(self), microphone=(self), geolocation=(), payment=(), usb=()",
        "x-robots-tag": "noindex",
    }
    return usual | ({"strict-transport-security": "max-age=31536000; includeSubDomains"} if secure else {})


def is_foreign(heads: Headers, scope: Scope) -> bool:
    """Whether a post comes from another site (OWASP CSRF: Fetch metadata, then Origin)."""
    if heads.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        return True
    origin = heads.get("origin")
    if origin is None:
        return False  # not a browser, or one that said so by Sec-Fetch-Site
    own = settings().base_url or f"{scope['scheme']}://{heads.get('host', '')}"
    try:
        return urlsplit(origin)[:2] != urlsplit(own)[:2]
    except ValueError:  # what makes no sense is not ours
        return True


class SecurityMiddleware:
    """Puts the headers on, keeps private pages out of caches, turns foreign posts away."""

    def __init__(self, app: ASGIApp, *, secure: bool) -> None:
        self.app = app
        self.headers = headers(secure=secure)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer foreign posts; dress the answers of the rest."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                heads = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    heads.setdefault(name, value)
                heads.setdefault("cache-control", "no-store")
                heads.add_vary_header("Cookie, HX-Request, Accept-Language")
            await send(message)

        if scope["method"] not in SAFE and is_foreign(Headers(scope=scope), scope):
            await page("errors/foreign.html", status=403)(scope, receive, dressed)
            return
        await self.app(scope, receive, dressed)
