"""Signing in as one of the cast. Only there in demo mode: elsewhere these addresses don't exist."""

from fastapi import APIRouter
from starlette.responses import Response

from app.demo import entrance
from app.kit.errors import NotFound
from app.kit.settings import settings
from app.web.pages import page, remember, see
from app.web.routing import CurrentViewer, public_router

router: APIRouter = public_router("/demo")


@router.get("", name="demo.index")
def index(viewer: CurrentViewer) -> Response:
    """The cast, as cards: who they are and what to try."""
    if not settings().demo:
        raise NotFound
    return page("demo/index.html", groups=entrance.groups(), me=viewer.slug)


@router.post("/{slug}", name="demo.create")
def create(slug: str, viewer: CurrentViewer) -> Response:
    """Be one of the cast: a new session, the old one ended, the language theirs."""
    if not settings().demo:
        raise NotFound
    token, language = entrance.enter(viewer, slug)
    response = see("home.show")
    response.headers["clear-site-data"] = '"cache", "storage"'  # what the one before had kept offline
    remember(response, "sammen_session", token)
    remember(response, "sammen_language", language)
    return response
