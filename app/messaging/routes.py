"""Conversations: the list, one of them, opening one, how far it is read."""

import re
from typing import Any
from uuid import UUID

from starlette.responses import Response

from app.identity.policy import Role
from app.identity.viewer import Viewer
from app.kit.errors import NotFound
from app.messaging import desk_pages, pages, threads, translating
from app.messaging.bubbles import Thread
from app.messaging.kinds import Kind
from app.messaging.models import Conversation
from app.messaging.opening import open_direct, open_with
from app.people.models import Family, Youth
from app.web.pages import page, see
from app.web.routing import CurrentViewer, member_router

NUMBER = re.compile(r"[0-9]{1,9}")

router = member_router("/conversations")


@router.get("", name="conversations.index")
def index(viewer: CurrentViewer, before: str = "") -> Response:
    """All my conversations, the newest first."""
    lines = pages.conversations(viewer, viewer.find(Conversation, before, look=False) if before else None)
    return page(
        "messaging/index.html",
        lines=lines[: pages.LISTED],
        older=lines[pages.LISTED - 1].id if len(lines) > pages.LISTED else None,
    )


@router.post("/with/{account_id}", name="conversations.with_account")
def with_account(viewer: CurrentViewer, account_id: str) -> Response:
    """Open the conversation with somebody I am tied to; an interpreter is asked instead."""
    conversation = open_with(viewer, id_of(account_id))
    if conversation is None:
        return see("queries.new")
    return see("conversations.show", conversation_id=conversation.id, anchor="end")


@router.post("/family/{family_id}", name="conversations.with_family")
def with_family(viewer: CurrentViewer, family_id: str) -> Response:
    """A youth opens the conversation with a family of theirs."""
    if not viewer.is_(Role.YOUTH):
        raise NotFound
    family = viewer.find(Family, family_id)
    conversation = open_direct(viewer, viewer.find(Youth, viewer.account_id or ""), family=family)
    return see("conversations.show", conversation_id=conversation.id, anchor="end")


@router.get("/{conversation_id}", name="conversations.show")
def show(viewer: CurrentViewer, conversation_id: str, before: str = "") -> Response:
    """One conversation: its head says who can read it."""
    conversation = viewer.find(Conversation, conversation_id)
    thread = threads.thread(viewer, conversation, number(before))
    return page(template_of(thread), **shown(viewer, thread))


@router.post("/{conversation_id}/seen", name="conversations.seen")
def seen(viewer: CurrentViewer, conversation_id: str, seq: str = "") -> Response:
    """I have read up to here."""
    conversation = viewer.find(Conversation, conversation_id, look=False)
    conversation.mark_seen(number(seq) or 0, by=viewer)
    translating.catch_up(conversation.id, viewer)
    return Response(status_code=204)


def template_of(thread: Thread) -> str:
    """An interpreter's question has a page of its own, with the photo large."""
    if thread.conversation.kind == Kind.QUERY and not thread.is_theirs:
        return "desk/query.html"
    return "messaging/show.html"


def shown(viewer: Viewer, thread: Thread) -> dict[str, Any]:
    """What the page of a conversation needs."""
    own = desk_pages.my_checks(viewer, thread.conversation.id)
    return {"thread": thread, "checks": own} | (desk_pages.beside(viewer, thread) if thread.query else {})


def shown_to(viewer: Viewer, conversation: Conversation) -> dict[str, Any]:
    """The same, for a form that is shown again."""
    return shown(viewer, threads.thread(viewer, conversation))


def id_of(text: str) -> UUID:
    """An id from an address. Raises NotFound."""
    try:
        return UUID(text)
    except ValueError as error:
        raise NotFound from error


def number(text: str) -> int | None:
    """A message's number from an address; what isn't one is passed over."""
    return int(text) if NUMBER.fullmatch(text) else None
