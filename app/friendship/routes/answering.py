"""A youth says yes or no to a family, takes the request back, or ends a friendship."""

from typing import Annotated, Any
from uuid import UUID

from starlette.responses import Response

from app.friendship import pages
from app.friendship.after.course import BEFORE_FRIENDS
from app.friendship.forms import AnswerForm, EndForm, Tap
from app.friendship.models import FriendshipRequest
from app.friendship.proposals import Proposal
from app.friendship.routes.asking import own
from app.friendship.states import EndedBecause
from app.identity.policy import Role
from app.web.forms import Posted, reads, told
from app.web.i18n import N_
from app.web.pages import page, see, url_for
from app.web.routing import CurrentViewer, member_router

router = member_router("/request", Role.YOUTH)


@router.get("/withdrawal", name="requests.withdrawal")
def withdrawal(viewer: CurrentViewer) -> Response:
    """Ask whether to take it back."""
    return page("friendship/withdraw.html", state=own(viewer).state)


@router.post("/withdrawal", name="requests.withdraw")
def withdraw(viewer: CurrentViewer, posted: Annotated[Posted[Tap], reads(Tap)]) -> Response:
    """Take it back."""
    request = own(viewer)
    told(lambda: request.withdraw(by=viewer), posted)
    posted.or_again("friendship/withdraw.html", state=request.state)
    return see("requests.show", flash=N_("You took it back. You can ask again whenever you want."))


@router.post("/proposals/{proposal_id}/answer", name="requests.answer")
def answer(
    proposal_id: UUID, viewer: CurrentViewer, posted: Annotated[Posted[AnswerForm], reads(AnswerForm)]
) -> Response:
    """Yes or no to a family."""
    proposal = viewer.find(Proposal, proposal_id)
    shown = pages.own_path(viewer)
    form = posted.or_again("friendship/show.html", **shown)
    told(lambda: proposal.answer(form.answer == "yes", form.words, by=viewer), posted)
    posted.or_again("friendship/show.html", **shown)
    yes = N_("You said yes. Nobody sees it until the family has said yes too.")
    no = N_("That is okay. Nobody is told that you said no. We go on looking.")
    return see("requests.show", flash=yes if form.answer == "yes" else no)


def _end(request: FriendshipRequest) -> dict[str, Any]:
    back = url_for("requests.show")
    action = url_for("requests.end")
    return {"state": request.state, "reasons": list(EndedBecause), "action": action, "back": back}


@router.get("/ending", name="requests.ending")
def ending(viewer: CurrentViewer) -> Response:
    """Ask why it ends, or why the search goes on after a first meeting."""
    return page("friendship/end.html", **_end(own(viewer)))


@router.post("/ending", name="requests.end")
def end(viewer: CurrentViewer, posted: Annotated[Posted[EndForm], reads(EndForm)]) -> Response:
    """End it: after a first meeting the search goes on, later it is over."""
    request = own(viewer)
    shown = _end(request)
    form = posted.or_again("friendship/end.html", **shown)
    if request.state in BEFORE_FRIENDS:
        told(lambda: request.not_this_time(by=viewer), posted)
    else:
        told(lambda: form.end(request, viewer), posted)
    posted.or_again("friendship/end.html", **shown)
    return see("requests.show", flash=N_("It has ended. What you had together stays yours."))
