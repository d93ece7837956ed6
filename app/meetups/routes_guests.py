"""Contact persons and interpreters who are asked to come along: what they are asked, and their answer."""

from typing import Annotated
from uuid import UUID

from starlette.responses import Response

from app.identity.policy import Role
from app.meetups import guests
from app.meetups.forms import ComingForm
from app.meetups.guests import Guest
from app.meetups.labels import WHATS
from app.web.forms import Posted, reads, told
from app.web.i18n import N_
from app.web.pages import page, see
from app.web.routing import CurrentViewer, member_router

router = member_router("/coming", Role.CONTACT, Role.INTERPRETER)
PAGE = "meetups/coming.html"


@router.get("", name="coming.index")
def index(viewer: CurrentViewer) -> Response:
    """Meetups I am asked to come along to."""
    return page(PAGE, asked=viewer.listed(guests.mine(viewer), "meetup_guest"), whats=WHATS)


@router.post("/{guest_id}", name="coming.answer")
def answer(
    guest_id: UUID, viewer: CurrentViewer, posted: Annotated[Posted[ComingForm], reads(ComingForm)]
) -> Response:
    """Whether I come."""
    guest = viewer.find(Guest, guest_id)
    shown = {"asked": guests.mine(viewer), "whats": WHATS}
    form = posted.or_again(PAGE, **shown)
    told(lambda: guest.answer(form.comes == "yes", by=viewer), posted)
    posted.or_again(PAGE, **shown)
    return see("coming.index", flash=N_("They can see your answer."))
