"""Paperwork: a youth's own list, that of those around them, and one screen for the caseworker across all."""

from typing import Annotated, Any
from uuid import UUID

from starlette.responses import Response

from app.identity.policy import Role
from app.identity.viewer import Viewer
from app.kit.errors import NotFound
from app.paperwork import pages
from app.paperwork.forms import MoveForm, PlanForm
from app.paperwork.kinds import CHIPS, Kind
from app.paperwork.models import AROUND, Paper
from app.people.models import Youth
from app.people.pages import myself
from app.people.roles import ROLES
from app.web.forms import Posted, reads, told
from app.web.i18n import N_
from app.web.pages import page, see
from app.web.routing import CurrentViewer, member_router, staff_router

load = staff_router("/papers/all", Role.CASEWORKER)
own = member_router("/papers", Role.YOUTH)
around = member_router("/youths/{youth_id}/papers", *AROUND)
plans = staff_router("/youths/{youth_id}/papers", Role.CASEWORKER)
LIST, ONE = "paperwork/index.html", "paperwork/show.html"
KEPT = N_("It is kept.")


@load.get("", name="papers.all")
def across(viewer: CurrentViewer) -> Response:
    """What is late, across all my youths."""
    return page("paperwork/all.html", youths=pages.across(viewer), chips=CHIPS)


@own.get("", name="papers.mine")
def mine(viewer: CurrentViewer) -> Response:
    """My list."""
    return page(LIST, words=ROLES, chips=CHIPS, **pages.show(viewer, myself(viewer)))


def _one(viewer: Viewer, youth: Youth, kind: str) -> dict[str, Any]:
    return {"words": ROLES, "chips": CHIPS, **pages.one(viewer, youth, kind)}


@own.get("/{paper}", name="papers.my_one")
def my_one(paper: str, viewer: CurrentViewer) -> Response:
    """One thing: where, what to bring, who does it."""
    return page(ONE, **_one(viewer, myself(viewer), paper))


@own.post("/{paper}", name="papers.i_moved")
def i_moved(
    paper: str, viewer: CurrentViewer, posted: Annotated[Posted[MoveForm], reads(MoveForm)]
) -> Response:
    """I say how far it has come, where it is mine."""
    _move(viewer, myself(viewer), paper, posted)
    return see("papers.my_one", paper=paper, flash=KEPT)


@around.get("", name="papers.index")
def index(youth_id: UUID, viewer: CurrentViewer) -> Response:
    """The list of one youth."""
    return page(LIST, words=ROLES, chips=CHIPS, **pages.show(viewer, pages.youth_of(viewer, youth_id)))


@around.get("/{paper}", name="papers.show")
def show(youth_id: UUID, paper: str, viewer: CurrentViewer) -> Response:
    """One thing on it."""
    return page(ONE, **_one(viewer, pages.youth_of(viewer, youth_id), paper))


@around.post("/{paper}", name="papers.move")
def move(
    youth_id: UUID, paper: str, viewer: CurrentViewer, posted: Annotated[Posted[MoveForm], reads(MoveForm)]
) -> Response:
    """Say how far it has come."""
    _move(viewer, pages.youth_of(viewer, youth_id), paper, posted)
    return see("papers.show", youth_id=youth_id, paper=paper, flash=KEPT)


def _move(viewer: Viewer, youth: Youth, kind: str, posted: Posted[MoveForm]) -> None:
    shown = _one(viewer, youth, kind)
    if not shown["moves"]:
        raise NotFound
    form = posted.or_again(ONE, **shown)
    told(lambda: Paper.of(youth, Kind(kind), viewer).move(form.state, form.note, by=viewer), posted)
    posted.or_again(ONE, **shown)


@plans.post("/{paper}/plan", name="papers.plan")
def plan(
    youth_id: UUID, paper: str, viewer: CurrentViewer, posted: Annotated[Posted[PlanForm], reads(PlanForm)]
) -> Response:
    """Whose it is, and by when."""
    youth = pages.youth_of(viewer, youth_id)
    shown = _one(viewer, youth, paper)
    if not shown["plans"]:
        raise NotFound
    form = posted.or_again(ONE, **shown)
    told(lambda: Paper.of(youth, Kind(paper), viewer).plan(form.owner, form.due, by=viewer), posted)
    posted.or_again(ONE, **shown)
    return see("papers.show", youth_id=youth_id, paper=paper, flash=KEPT)
