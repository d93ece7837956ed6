"""The interpreter's own: their week, when they are away, taking back, the summary, what waits as a part."""

from datetime import date, datetime, time, timedelta
from typing import Annotated, Any, Literal

from starlette.responses import Response

from app.identity.policy import Role
from app.kit import clock
from app.kit.errors import NotFound
from app.messaging import hours_pages, summaries
from app.messaging.checks import Check
from app.messaging.hours_pages import HoursPosted
from app.messaging.interpreters import InterpreterProfile
from app.messaging.offers import lay_anew
from app.messaging.queries import Query
from app.messaging.routes import id_of
from app.web.forms import Form, NeededText, Posted, reads, told
from app.web.i18n import N_
from app.web.pages import again, page, see
from app.web.routing import CurrentViewer, member_router


class SummaryForm(Form):
    """A summary, or the youth's yes to one."""

    summary: NeededText


class AgreeForm(Form):
    """Whether the contact person may read a summary."""

    summary: Literal["", "yes"] = ""


SummaryPosted = Annotated[Posted[SummaryForm], reads(SummaryForm)]
AgreePosted = Annotated[Posted[AgreeForm], reads(AgreeForm)]

own_router = member_router("/hours", Role.INTERPRETER)
desk_router = member_router("/queries", Role.INTERPRETER)
youth_router = member_router("/queries", Role.YOUTH)
both_router = member_router("/queries", Role.YOUTH, Role.INTERPRETER)


def _shown(viewer: CurrentViewer) -> dict[str, Any]:
    return hours_pages.shown(viewer, InterpreterProfile.mine(viewer))


@own_router.get("", name="interpreter.hours")
def hours(viewer: CurrentViewer) -> Response:
    """My hours and languages."""
    return page("desk/hours.html", **_shown(viewer))


@own_router.post("", name="interpreter.hours_update")
def hours_update(viewer: CurrentViewer, posted: HoursPosted) -> Response:
    """Say them anew."""
    profile = InterpreterProfile.mine(viewer)
    form = posted.or_again("desk/hours.html", **_shown(viewer))

    def settle() -> None:
        profile.settle(form.languages, form.week, form.colleague, by=viewer)
        profile.be_away(_start(form.away_from), _end(form.away_until), by=viewer)

    told(settle, posted, "away_until")
    if posted.form is None:
        raise again("desk/hours.html", posted=posted, **_shown(viewer))
    lay_anew(viewer, Query, Check)
    return see("interpreter.hours", flash=N_("Kept. Questions go by this from now on."))


@own_router.post("/away", name="interpreter.away")
def away(viewer: CurrentViewer) -> Response:
    """I'm away today; or, while I am away, I'm back."""
    profile = InterpreterProfile.mine(viewer)
    if profile.is_away(viewer.now):
        profile.be_away(None, None, by=viewer)
        return see("interpreter.hours", flash=N_("You are back. New questions come to you first again."))
    profile.be_away_today(by=viewer)
    lay_anew(viewer, Query, Check)
    return see(
        "interpreter.hours",
        flash=N_("You are away today. What waits for you has gone on to your colleagues."),
    )


def _start(day: date | None) -> datetime | None:
    return datetime.combine(day, time(), clock.COPENHAGEN) if day else None


def _end(day: date | None) -> datetime | None:
    return clock.midnight(day + timedelta(days=1)) if day else None


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
    return [own_router, desk_router, youth_router, both_router]
