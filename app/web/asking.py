"""What a request brings along, read once by the outermost middleware and kept in a context variable."""

from contextvars import ContextVar
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Receive, Scope, Send

from app.kit.settings import settings
from app.web import i18n


@dataclass(frozen=True, slots=True)
class Asking:
    """A request, as the pages and the guards need it."""

    method: str
    path: str
    secure: bool
    token: str = ""  # of the session
    device: str = ""  # of the device
    enrolling: str = ""  # of an invitation that was opened and not used yet
    flash: str = ""
    style: str = ""
    partial: bool = False
    sender: str = ""  # the account for which a phone's outbox sends this
    address: str = ""  # of the peer: for limits only, never written down

    @property
    def for_script(self) -> bool:
        """Whether a script asks, to which a whole page is of no use."""
        return self.partial or bool(self.sender)

    def cookie(self, name: str) -> str:
        """The name a cookie has: `__Host-` over TLS, the same without it on loopback."""
        return f"__Host-{name}" if self.secure else name


asking: ContextVar[Asking] = ContextVar("asking")


def is_secure(scope: Scope) -> bool:
    """Whether people see this over TLS: by the base address that was set, else by the connection."""
    base = settings().base_url
    return urlsplit(base).scheme == "https" if base else scope["scheme"] == "https"


class AskingMiddleware:
    """Sets the language and the Asking of a request. Pure ASGI: what is set here reaches the endpoints."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Read the request's head and go on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if scope["method"] == "HEAD":  # the same answer; the server leaves its body out (RFC 9110, 9.3.2)
            scope = {**scope, "method": "GET"}
        headers = Headers(scope=scope)
        # As browsers do: one cookie that makes no sense doesn't take the others with it.
        cookies = cookie_parser(headers.get("cookie", ""))
        secure = is_secure(scope)
        prefix = "__Host-" if secure else ""
        code = cookies.get(f"{prefix}sammen_language", "")
        if code not in i18n.LANGUAGES:
            code = i18n.best_of(headers.get("accept-language", ""), settings().default_language)
        i18n.language.set(i18n.LANGUAGES[code])
        i18n.with_danish.set(cookies.get(f"{prefix}sammen_both") == "1")
        i18n.original_first.set(cookies.get(f"{prefix}sammen_original") == "1")
        asking.set(
            Asking(
                method=scope["method"],
                path=scope["path"],
                secure=secure,
                token=cookies.get(f"{prefix}sammen_session", ""),
                device=cookies.get(f"{prefix}sammen_device", ""),
                enrolling=cookies.get(f"{prefix}sammen_enrolling", ""),
                flash=cookies.get(f"{prefix}sammen_flash", ""),
                style=cookies.get(f"{prefix}sammen_style", ""),
                partial=headers.get("hx-request") == "true",
                sender=headers.get("sammen-sender", ""),
                address=(scope.get("client") or ("", 0))[0],
            )
        )
        await self.app(scope, receive, send)
