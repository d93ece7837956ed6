"""After two yeses: how the first meeting was, and whether it is still as they agreed. Each side answers for itself."""

from typing import Annotated, Any
from uuid import UUID

from starlette.responses import Response

from app.friendship import private
from app.friendship.after.first import FirstMeeting
from app.friendship.after.looks import Look
from app.friendship.after.sides import side_of
from app.friendship.forms import AfterForm, StillForm
from app.friendship.pages import after as pages
from app.friendship.states import After, Still
from app.identity.policy import Role
from app.identity.viewer import Viewer
from app.kit.errors import NotFound
from app.web.forms import Posted, reads, told
from app.web.i18n import N_
from app.web.pages import page, see
from app.web.routing import CurrentViewer, member_router

meetings = member_router("/first-meetings", Role.YOUTH, Role.FRIEND)
looks = member_router("/looks", Role.YOUTH, Role.FRIEND)
FIRST, LOOK = "friendship/first.html", "friendship/look.html"


def _shown(viewer: Viewer, row: FirstMeeting | Look) -> dict[str, Any]:
    name = pages.partner(viewer, row)
    return {
        "row": row,
        "own": private.own(viewer, [row.id]).get(row.id),
        "partner": name,
        "back": pages.back(viewer),
    }


@meetings.get("/{first_id}", name="first_meetings.show")
def show(first_id: UUID, viewer: CurrentViewer) -> Response:
    """How it was; once it is closed, there is nothing to say any more."""
    meeting = viewer.find(FirstMeeting, first_id, look=False)
    if side_of(meeting, viewer) is None:
        raise NotFound
    if meeting.closed_at:
        return see("requests.show" if viewer.is_(Role.YOUTH) else "proposals.index")
    return page(FIRST, **_shown(viewer, meeting))


@meetings.post("/{first_id}/answer", name="first_meetings.answer")
def answer(
    first_id: UUID, viewer: CurrentViewer, posted: Annotated[Posted[AfterForm], reads(AfterForm)]
) -> Response:
    """Yes, no, or once more."""
    meeting = viewer.find(FirstMeeting, first_id, look=False)
    shown = _shown(viewer, meeting)
    form = posted.or_again(FIRST, **shown)
    told(lambda: meeting.answer(form.answer, form.words, by=viewer), posted)
    posted.or_again(FIRST, **shown)
    flash = {
        After.YES: N_("You said yes. Your answer is private."),
        After.AGAIN: N_("You would like to meet once more. Your answer is private."),
        After.NO: N_("That is okay. It ends gently, and nobody is told who said no."),
    }[form.answer]
    return see("requests.show" if viewer.is_(Role.YOUTH) else "proposals.index", flash=flash)


@looks.get("/{look_id}", name="looks.show")
def look(look_id: UUID, viewer: CurrentViewer) -> Response:
    """Whether it is still as they agreed."""
    row = viewer.find(Look, look_id, look=False)
    if side_of(row, viewer) is None:
        raise NotFound
    return page(LOOK, **_shown(viewer, row))


@looks.post("/{look_id}/answer", name="looks.answer")
def say(
    look_id: UUID, viewer: CurrentViewer, posted: Annotated[Posted[StillForm], reads(StillForm)]
) -> Response:
    """How it is."""
    row = viewer.find(Look, look_id, look=False)
    shown = _shown(viewer, row)
    form = posted.or_again(LOOK, **shown)
    told(lambda: row.answer(form.answer, by=viewer), posted)
    posted.or_again(LOOK, **shown)
    good = N_("Good to hear. We ask again in half a year.")
    talk = N_("Thank you for saying so. Your coordinator gets in touch with you.")
    flash = good if form.answer == Still.AS_AGREED else talk
    return see("requests.show" if viewer.is_(Role.YOUTH) else "proposals.index", flash=flash)
