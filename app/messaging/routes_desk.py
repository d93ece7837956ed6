"""The interpreter's desk beside the queue: taking back, the summary, what the youth agrees to."""

from typing import Annotated, Any, Literal

from starlette.responses import Response

from app.identity.policy import Role
from app.kit.errors import NotFound
from app.messaging import routes_hours, summaries
from app.messaging.queries import Query
from app.messaging.routes import id_of
from app.web.forms import Form, NeededText, Posted, reads
from app.web.i18n import N_
from app.web.pages import see
from app.web.routing import CurrentViewer, member_router


class SummaryForm(Form):
    """A summary, or the youth's yes to one."""

    summary: NeededText


class AgreeForm(Form):
    """Whether the contact person may read a summary."""

    summary: Literal["", "yes"] = ""


SummaryPosted = Annotated[Posted[SummaryForm], reads(SummaryForm)]
AgreePosted = Annotated[Posted[AgreeForm], reads(AgreeForm)]

desk_router = member_router("/queries", Role.INTERPRETER)
youth_router = member_router("/queries", Role.YOUTH)
both_router = member_router("/queries", Role.YOUTH, Role.INTERPRETER)


@both_router.post("/{query_id}/back", name="queries.take_back")
def take_back(viewer: CurrentViewer, query_id: str) -> Response:
    """I passed it on, or asked for another interpreter, by mistake."""
    query = Query.passed_by(viewer, id_of(query_id))
    query.take_back(by=viewer)
    if viewer.is_(Role.YOUTH):
        return see("conversations.show", conversation_id=query.conversation_id)
    return see("queries.queue", flash=N_("It is in your queue again."))


@desk_router.post("/{query_id}/summary", name="queries.summary")
def summary(viewer: CurrentViewer, query_id: str, posted: SummaryPosted) -> Response:
    """A short summary in Danish, for the professionals."""
    query = viewer.find(Query, query_id, look=False)
    if query.interpreter_id != viewer.account_id:
        raise NotFound
    if posted.form:
        summaries.summarise(query, posted.form.summary, by=viewer)
    flash = N_("The summary is kept.") if posted.form else N_("Write a few words first.")
    return see("conversations.show", conversation_id=query.conversation_id, anchor="summary", flash=flash)


@youth_router.post("/{query_id}/agreement", name="queries.agree")
def agree(viewer: CurrentViewer, query_id: str, posted: AgreePosted) -> Response:
    """My contact person may read a short summary; or no longer."""
    query = viewer.find(Query, query_id, look=False)
    yes = bool(posted.form and posted.form.summary)
    summaries.agree(query, yes, by=viewer)
    return see("conversations.show", conversation_id=query.conversation_id)


def routers() -> list[Any]:
    """The routers of the desk."""
    return [routes_hours.router, desk_router, youth_router, both_router]
