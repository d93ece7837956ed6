"""What is put to a family, and its answer."""

from typing import Annotated
from uuid import UUID

from starlette.responses import Response

from app.friendship.forms import AnswerForm
from app.friendship.pages import family as pages
from app.friendship.proposals import Proposal
from app.identity.policy import Role
from app.identity.viewer import Viewer
from app.kit.errors import NotFound
from app.web.forms import Posted, reads, told
from app.web.i18n import N_
from app.web.pages import page, see
from app.web.routing import CurrentViewer, member_router

router = member_router("/proposals", Role.FRIEND)
SHOW = "friendship/proposal.html"


def _facts(viewer: Viewer, proposal_id: UUID) -> pages.YouthFacts:
    found = pages.proposals_to_family(viewer, proposal_id)
    if not found:
        raise NotFound
    return found[0]


@router.get("", name="proposals.index")
def index(viewer: CurrentViewer) -> Response:
    """The young people we are asked about."""
    found = viewer.listed(pages.proposals_to_family(viewer), "proposal")
    return page("friendship/proposals.html", proposals=found, family=pages.own_family(viewer))


@router.get("/{proposal_id}", name="proposals.show")
def show(proposal_id: UUID, viewer: CurrentViewer) -> Response:
    """One young person, without a name."""
    viewer.find(Proposal, proposal_id)
    return page(SHOW, proposal=_facts(viewer, proposal_id))


@router.post("/{proposal_id}/answer", name="proposals.answer")
def answer(
    proposal_id: UUID, viewer: CurrentViewer, posted: Annotated[Posted[AnswerForm], reads(AnswerForm)]
) -> Response:
    """Yes or no."""
    proposal = viewer.find(Proposal, proposal_id)
    facts = _facts(viewer, proposal_id)
    form = posted.or_again(SHOW, proposal=facts)
    told(lambda: proposal.answer(form.answer == "yes", form.words, by=viewer), posted)
    posted.or_again(SHOW, proposal=facts)
    yes = N_("You said yes. Nobody sees it until the young person has said yes too.")
    no = N_("That is okay. Nobody is told that you said no.")
    if form.answer == "yes":
        return see("proposals.show", proposal_id=proposal_id, flash=yes)
    return see("proposals.index", flash=no)
