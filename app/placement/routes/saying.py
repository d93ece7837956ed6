"""What the youth and the family say: what they expect, what they agreed, how the visit went."""

from typing import Annotated, Any
from uuid import UUID

from starlette.responses import Response

from app.identity.policy import Change, Role
from app.identity.viewer import Viewer
from app.kit.errors import NotFound
from app.placement import answers, visits
from app.placement.forms import AgreedForm, AnswersForm, VisitWordForm
from app.placement.models import Placement
from app.placement.routes.context import KEPT, LEADING, shown, to_change
from app.web.forms import Posted, reads, told
from app.web.pages import page, see
from app.web.routing import CurrentViewer, member_router, staff_router

sides = member_router("/placements/{placement_id}", Role.YOUTH, Role.HOST)
leading = staff_router("", *LEADING)


def _own(viewer: Viewer, placement_id: UUID) -> tuple[Placement, dict[str, Any]]:
    """A placement in which the viewer is one of the two sides."""
    placement = viewer.find(Placement, placement_id)
    if not placement.side_of(viewer):
        raise NotFound
    return placement, shown(viewer, placement)


@sides.get("/answers", name="placement_answers.edit")
def asked(placement_id: UUID, viewer: CurrentViewer) -> Response:
    """Ask what they expect."""
    return page("placement/answers.html", **_own(viewer, placement_id)[1])


@sides.post("/answers", name="placement_answers.create")
def answer(
    placement_id: UUID, viewer: CurrentViewer, posted: Annotated[Posted[AnswersForm], reads(AnswersForm)]
) -> Response:
    """This is what I expect."""
    placement, context = _own(viewer, placement_id)
    form = posted.or_again("placement/answers.html", **context)
    told(lambda: answers.answer(placement, form.answers, by=viewer), posted)
    posted.or_again("placement/answers.html", **context)
    return see("placements.show", placement_id=placement.id, flash=KEPT)


@sides.get("/visit-word", name="visit_words.edit")
def how_was_it(placement_id: UUID, viewer: CurrentViewer) -> Response:
    """Ask how the visit was."""
    return page("placement/visit_word.html", **_own(viewer, placement_id)[1])


@sides.post("/visit-word", name="visit_words.create")
def it_was(
    placement_id: UUID, viewer: CurrentViewer, posted: Annotated[Posted[VisitWordForm], reads(VisitWordForm)]
) -> Response:
    """This is how it was."""
    placement, context = _own(viewer, placement_id)
    form = posted.or_again("placement/visit_word.html", **context)
    told(lambda: visits.say_of_visit(placement, form.feeling, form.words, by=viewer), posted)
    posted.or_again("placement/visit_word.html", **context)
    return see("placements.show", placement_id=placement.id, flash=KEPT)


@leading.get("/placements/{placement_id}/agreed", name="agreed.edit")
def agreeing(placement_id: UUID, viewer: CurrentViewer) -> Response:
    """Where they differ, side by side."""
    return page("placement/agreed.html", **to_change(viewer, placement_id, Change.WRITE_AGREED)[1])


@leading.post("/placements/{placement_id}/agreed", name="agreed.create")
def agree(
    placement_id: UUID, viewer: CurrentViewer, posted: Annotated[Posted[AgreedForm], reads(AgreedForm)]
) -> Response:
    """What they agreed."""
    placement, context = to_change(viewer, placement_id, Change.WRITE_AGREED)
    form = posted.or_again("placement/agreed.html", **context)
    told(lambda: answers.agree(placement, form.agreed, by=viewer), posted)
    posted.or_again("placement/agreed.html", **context)
    return see("placements.show", placement_id=placement.id, flash=KEPT)
