"""Questions to interpreters: asked by a youth, taken and answered by an interpreter."""

from typing import Any

from starlette.responses import Response

from app.identity.policy import Role
from app.kit.errors import NotFound
from app.messaging import desk_pages, query_pages
from app.messaging.forms import MOST_PHOTOS, AskPosted, AskSent
from app.messaging.kinds import Topic
from app.messaging.queries import Query
from app.messaging.routes import id_of
from app.people.pages import around, myself
from app.web.i18n import N_
from app.web.pages import page, see
from app.web.routing import CurrentViewer, member_router

asking_router = member_router("/ask", Role.YOUTH)
router = member_router("/queries", Role.YOUTH, Role.INTERPRETER)
queue_router = member_router("/queue", Role.INTERPRETER)


@asking_router.get("", name="queries.new")
def new(viewer: CurrentViewer) -> Response:
    """Ask an interpreter: what it is about, words, a photo of the letter."""
    return page("messaging/ask.html", **_asking(viewer))


@asking_router.post("", name="queries.create")
def create(viewer: CurrentViewer, posted: AskPosted, sent: AskSent) -> Response:
    """The question goes off."""
    form = posted.or_again("messaging/ask.html", **_asking(viewer))
    query = Query.ask(viewer, form.topic, form.body, agreed=bool(form.summary), **sent)
    return see("conversations.show", conversation_id=query.conversation_id)


def _asking(viewer: CurrentViewer) -> dict[str, Any]:
    fixed = around(viewer, myself(viewer).id).of(Role.INTERPRETER)
    return {"topics": list(Topic), "fixed": fixed.name if fixed else None, "most": MOST_PHOTOS}


@queue_router.get("", name="queries.queue")
def queue(viewer: CurrentViewer, show: str = "") -> Response:
    """What waits for me, and what I have taken."""
    return page(
        "desk/queue.html",
        queue=desk_pages.queue(viewer, show),
        taken=query_pages.taken(viewer),
        checks=desk_pages.taken_checks(viewer),
        passed=desk_pages.passed_on(viewer),
        away=desk_pages.is_away(viewer),
    )


@router.post("/{query_id}/taking", name="queries.take")
def take(viewer: CurrentViewer, query_id: str) -> Response:
    """I take this one."""
    query = Query.to_take(id_of(query_id), viewer)
    query.take(by=viewer)
    return see("conversations.show", conversation_id=query.conversation_id)


@router.post("/{query_id}/passing", name="queries.pass")
def pass_on(viewer: CurrentViewer, query_id: str) -> Response:
    """Rather somebody else; no reason asked."""
    Query.to_take(id_of(query_id), viewer).pass_on(by=viewer)
    return see("queries.queue", flash=N_("You won't see that question again. Somebody else takes it."))


@router.post("/{query_id}/closing", name="queries.close")
def close(viewer: CurrentViewer, query_id: str) -> Response:
    """It is answered, or not needed any more."""
    query = viewer.find(Query, query_id, look=False)
    query.close(by=viewer)
    if query.youth_id == viewer.account_id:
        return see(
            "conversations.show",
            conversation_id=query.conversation_id,
            flash=N_("The question is closed. You keep it here."),
        )
    return see("queries.queue", flash=N_("The question is closed. You can read it for seven more days."))


@router.post("/{query_id}/another", name="queries.another")
def another(viewer: CurrentViewer, query_id: str) -> Response:
    """Another interpreter, please; no reason asked."""
    query = viewer.find(Query, query_id, look=False)
    if query.youth_id != viewer.account_id:
        raise NotFound
    query.ask_another(by=viewer)
    return see(
        "conversations.show",
        conversation_id=query.conversation_id,
        flash=N_("Somebody else will take your question."),
    )


def routers() -> list[Any]:
    """The routers of queries."""
    return [asking_router, router, queue_router]
