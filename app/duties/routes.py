"""Who does what: a youth's own pages, and those of everybody around them; the caseworker changes it."""

from typing import Annotated, Any
from uuid import UUID

from starlette.responses import Response

from app.duties import pages
from app.duties.forms import DutyForm
from app.duties.models import AROUND, Duty
from app.duties.topics import Topic
from app.identity.policy import Role
from app.identity.viewer import Viewer
from app.kit.errors import NotFound
from app.people.pages import myself
from app.people.roles import ROLES as ROLE_WORDS
from app.web.forms import Posted, reads, told
from app.web.i18n import N_
from app.web.pages import page, see
from app.web.routing import CurrentViewer, member_router, staff_router

own = member_router("/duties", Role.YOUTH)
around = member_router("/youths/{youth_id}/duties", *AROUND)
change = staff_router("/youths/{youth_id}/duties", Role.CASEWORKER)
LIST, ONE, EDIT = "duties/index.html", "duties/show.html", "duties/edit.html"


@own.get("", name="duties.mine")
def mine(viewer: CurrentViewer, q: str = "") -> Response:
    """The answer to: whom do I ask about …."""
    return page(LIST, words=ROLE_WORDS, **pages.show(viewer, myself(viewer), q[:100]))


@own.get("/{topic}", name="duties.my_topic")
def my_topic(topic: str, viewer: CurrentViewer) -> Response:
    """Who decides, who does it, and how to reach them."""
    return page(ONE, words=ROLE_WORDS, **pages.one(viewer, myself(viewer), topic))


@around.get("", name="duties.index")
def index(youth_id: UUID, viewer: CurrentViewer, q: str = "") -> Response:
    """The table of one youth."""
    return page(LIST, words=ROLE_WORDS, **pages.show(viewer, pages.youth_of(viewer, youth_id), q[:100]))


@around.get("/{topic}", name="duties.show")
def show(youth_id: UUID, topic: str, viewer: CurrentViewer) -> Response:
    """One topic, and how it came."""
    return page(ONE, words=ROLE_WORDS, **pages.one(viewer, pages.youth_of(viewer, youth_id), topic))


def _shown(viewer: Viewer, youth_id: UUID, topic: str) -> dict[str, Any]:
    youth = pages.youth_of(viewer, youth_id)
    if not pages.may_change(viewer, youth.id):
        raise NotFound
    return {"words": ROLE_WORDS, **pages.one(viewer, youth, topic)}


@change.get("/{topic}/edit", name="duties.edit")
def edit(youth_id: UUID, topic: str, viewer: CurrentViewer) -> Response:
    """Each role, and its part."""
    return page(EDIT, **_shown(viewer, youth_id, topic))


@change.post("/{topic}", name="duties.agree")
def agree(
    youth_id: UUID, topic: str, viewer: CurrentViewer, posted: Annotated[Posted[DutyForm], reads(DutyForm)]
) -> Response:
    """From now on it is so."""
    shown = _shown(viewer, youth_id, topic)
    form = posted.or_again(EDIT, **shown)
    told(lambda: Duty.agree(shown["youth"], Topic(topic), form.parts, form.why, by=viewer), posted)
    posted.or_again(EDIT, **shown)
    flash = N_("It is kept. Those whom it concerns are told.")
    return see("duties.show", youth_id=youth_id, topic=topic, flash=flash)
