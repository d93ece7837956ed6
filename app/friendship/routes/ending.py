"""A friendship ends: a family says so, and each of the two says in private whether to meet one last time."""

from typing import Annotated, Any
from uuid import UUID

from starlette.responses import Response

from app.friendship import private
from app.friendship.after.ending import Farewell
from app.friendship.after.sides import side_of
from app.friendship.forms import AnswerForm, EndForm
from app.friendship.pages import after as pages
from app.friendship.proposals import Proposal
from app.friendship.states import EndedBecause
from app.identity.policy import Role
from app.identity.viewer import Viewer
from app.kit.errors import NotFound
from app.web.forms import Posted, reads, told
from app.web.i18n import N_
from app.web.pages import page, see, url_for
from app.web.routing import CurrentViewer, member_router

families = member_router("/proposals/{proposal_id}/ending", Role.FRIEND)
farewells = member_router("/farewells", Role.YOUTH, Role.FRIEND)
END, FAREWELL = "friendship/end.html", "friendship/farewell.html"


def _end(viewer: Viewer, proposal_id: UUID) -> tuple[Any, dict[str, Any]]:
    request = viewer.find(Proposal, proposal_id).friendship(viewer)
    return request, {
        "state": request.state,
        "reasons": list(EndedBecause),
        "action": url_for("friendships.end", proposal_id=proposal_id),
        "back": url_for("proposals.show", proposal_id=proposal_id),
    }


@families.get("", name="friendships.ending")
def ending(proposal_id: UUID, viewer: CurrentViewer) -> Response:
    """Ask why it ends."""
    _request, shown = _end(viewer, proposal_id)
    return page(END, **shown)


@families.post("", name="friendships.end")
def end(
    proposal_id: UUID, viewer: CurrentViewer, posted: Annotated[Posted[EndForm], reads(EndForm)]
) -> Response:
    """End it."""
    request, shown = _end(viewer, proposal_id)
    form = posted.or_again(END, **shown)
    told(lambda: form.end(request, viewer), posted)
    posted.or_again(END, **shown)
    return see("proposals.index", flash=N_("It has ended. What you had together stays yours."))


def _shown(viewer: Viewer, row: Farewell) -> dict[str, Any]:
    return {
        "row": row,
        "open": pages.is_open(viewer, row),
        "own": private.own(viewer, [row.id]).get(row.id),
        "word": pages.word_to(viewer, row),
        "partner": pages.partner(viewer, row),
        "back": pages.back(viewer),
    }


@farewells.get("/{farewell_id}", name="farewells.show")
def farewell(farewell_id: UUID, viewer: CurrentViewer) -> Response:
    """The kind word, and whether to meet one last time."""
    row = viewer.find(Farewell, farewell_id, look=False)
    if side_of(row, viewer) is None:
        raise NotFound
    return page(FAREWELL, **_shown(viewer, row))


@farewells.post("/{farewell_id}/answer", name="farewells.answer")
def answer(
    farewell_id: UUID, viewer: CurrentViewer, posted: Annotated[Posted[AnswerForm], reads(AnswerForm)]
) -> Response:
    """Yes or no to a last meetup."""
    row = viewer.find(Farewell, farewell_id, look=False)
    shown = _shown(viewer, row)
    form = posted.or_again(FAREWELL, **shown)
    told(lambda: row.answer(form.answer == "yes", by=viewer), posted)
    posted.or_again(FAREWELL, **shown)
    if form.answer == "yes":
        yes = N_("You would like to meet one last time. Your answer is private.")
        return see("farewells.show", farewell_id=farewell_id, flash=yes)
    no = N_("That is okay. Nobody is told.")
    return see("requests.show" if viewer.is_(Role.YOUTH) else "proposals.index", flash=no)
