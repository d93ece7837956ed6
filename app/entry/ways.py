"""Where to go on, the cookies that go along, and what a phone calls itself."""

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Header
from starlette.responses import RedirectResponse, Response

from app.entry import proof
from app.entry.doors import Entered
from app.identity.devices import COOKIE_LIFE
from app.identity.invitations import ENROLLING
from app.web.i18n import N_
from app.web.pages import forget, page, remember, see, url_for

# Pages that answered a post are asked for again where their form stands.
SHOWN_AT = {
    "/welcome/pin": "/welcome/key",
    "/welcome/password": "/welcome/key",
    "/sign-in/pin": "/sign-in",
    "/sign-out": "/sign-in",
    "/invitations/youth": "/invitations/new?who=youth",
    "/invitations/new-youth": "/invitations/new?who=new-youth",
    "/invitations/adult": "/invitations/new?who=adult",
    "/invitations/family": "/invitations/new?who=family",
    "/invitations/colleague": "/invitations/new?who=colleague",
}
NOT_AGAIN = ("/sign-in", "/sign-out", "/welcome", "/language")
Agent = Annotated[str, Header(alias="user-agent")]
LANGUAGE_LIFE = 31_536_000
OVER = N_("That took a while, so the invitation has closed. Ask for a new one.")

SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)
BROWSERS = (("SamsungBrowser", "Samsung Internet"), ("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"))  # fmt: skip


def is_ours(path: str) -> bool:
    """Whether it is a path on this site, whatever a browser makes of it (CWE-601)."""
    parts = urlsplit(path)
    local = path.startswith("/") and not path.startswith("//") and "\\" not in path and path.isprintable()
    return local and not parts.scheme and not parts.netloc


def local(path: str) -> str:
    """Where to go on after signing in: a page of ours, else the first page."""
    again = any(path == no or path.startswith((no + "/", no + "?")) for no in NOT_AGAIN)
    return path if is_ours(path) and not again else url_for("home.show")


def shown_at(path: str) -> str:
    """Where the page stands that a form was posted from, for showing it in another language."""
    return SHOWN_AT.get(path, path) if is_ours(path) and path != "/language" else url_for("home.show")


def label_of(agent: str) -> str:
    """What kind of phone and browser, in brand names; nothing more is kept of what it says."""
    system = next((name for sign, name in SYSTEMS if sign in agent), "")
    browser = next((name for sign, name in BROWSERS if sign in agent), "")
    return " · ".join(part for part in (system, browser) if part)


def go(path: str) -> Response:
    """See another page (303)."""
    return RedirectResponse(path, status_code=303)


def let_in(entered: Entered, to: str) -> Response:
    """Into the house, with the cookies of a new session."""
    response = go(to)
    remember(response, "sammen_session", entered.session)
    remember(response, "sammen_language", entered.language, LANGUAGE_LIFE)
    if entered.device:
        remember(response, "sammen_device", entered.device, int(COOKIE_LIFE.total_seconds()))
    forget(response, "sammen_enrolling")
    return response


def bind(response: Response, token: str) -> Response:
    """Bind an opened invitation to this browser for a while."""
    remember(response, "sammen_enrolling", token, int(ENROLLING.total_seconds()))
    return response


def wait(minutes: int) -> Response:
    """Too many tries: how long to wait, in words and for machines (RFC 6585)."""
    response = page("entry/wait.html", status=429, minutes=minutes)
    response.headers["retry-after"] = str(minutes * 60)
    return response


def away(who: proof.Enrolling | None, key: proof.NewKey, *, youth: bool) -> Response | None:
    """Too many tries, too late, or at the wrong door."""
    if key.wait:
        return wait(key.wait)
    return see("welcome.new", flash=OVER) if who is None or who.is_youth != youth else None
