"""The phrasebook: searched, a phrase picked and its gaps filled, for a conversation; without one, to read and learn."""

from fastapi import Request
from starlette.responses import Response

from app.kit.errors import NotFound
from app.messaging import phrases
from app.messaging.models import Conversation
from app.web.asking import asking
from app.web.pages import page
from app.web.routing import CurrentViewer, member_router

LONGEST = 100

router = member_router("/phrases")


@router.get("", name="phrases.index")
def index(viewer: CurrentViewer, to: str = "", q: str = "", topic: str = "") -> Response:
    """What can be said to them, by words or by chapter; a sheet over the conversation, or a page of its own."""
    conversation = viewer.find(Conversation, to, look=False) if to else None
    return page(
        "phrases/_list.html" if asking.get().partial else "phrases/index.html",
        conversation=conversation,
        q=q[:LONGEST],
        topic=topic,
        chapters=phrases.chapters(viewer),
        found=phrases.found(viewer, q[:LONGEST], topic),
    )


@router.get("/{key}", name="phrases.show")
def show(viewer: CurrentViewer, request: Request, key: str, to: str = "") -> Response:
    """One phrase: its gaps to fill, and how the others will read it."""
    conversation = viewer.find(Conversation, to, look=False) if to else None
    try:
        picked = phrases.picked(viewer, conversation, key, dict(request.query_params))
    except KeyError as error:
        raise NotFound from error
    return page(
        "phrases/_phrase.html" if asking.get().partial else "phrases/show.html",
        conversation=conversation,
        picked=picked,
    )
