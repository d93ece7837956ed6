"""Answering a meetup: yes to a time, no thanks, calling off."""

from typing import Annotated

from starlette.responses import Response

from app.identity.policy import Role
from app.meetups.forms import AcceptForm, CloseForm
from app.meetups.models import Meetup, MeetupTime
from app.meetups.routes import MEETING, do_or_again, read_or_again
from app.meetups.standing import CARING
from app.web.forms import Posted, reads
from app.web.i18n import N_
from app.web.pages import see
from app.web.routing import CurrentViewer, member_router

router = member_router("/meetups", *MEETING, *CARING, Role.COORDINATOR)


@router.post("/{meetup_id}/acceptance", name="meetups.accept")
def accept(
    viewer: CurrentViewer, meetup_id: str, posted: Annotated[Posted[AcceptForm], reads(AcceptForm)]
) -> Response:
    """Yes to one of the times."""
    meetup = viewer.find(Meetup, meetup_id)
    form = read_or_again(viewer, meetup, posted)
    time = viewer.find(MeetupTime, form.time, look=False)
    do_or_again(viewer, meetup, posted, lambda: meetup.accept(time, seen=form.seen, by=viewer))
    return see("meetups.show", meetup_id=meetup.id, flash=N_("Lovely. You are going to meet."))


@router.post("/{meetup_id}/refusal", name="meetups.decline")
def decline(
    viewer: CurrentViewer, meetup_id: str, posted: Annotated[Posted[CloseForm], reads(CloseForm)]
) -> Response:
    """No thanks."""
    meetup = viewer.find(Meetup, meetup_id)
    form = read_or_again(viewer, meetup, posted)
    do_or_again(viewer, meetup, posted, lambda: meetup.decline(form.word, seen=form.seen, by=viewer))
    return see(
        "meetups.show",
        meetup_id=meetup.id,
        flash=N_("They can see your answer. You can still write together."),
    )


@router.post("/{meetup_id}/cancellation", name="meetups.cancel")
def cancel(
    viewer: CurrentViewer, meetup_id: str, posted: Annotated[Posted[CloseForm], reads(CloseForm)]
) -> Response:
    """Call off."""
    meetup = viewer.find(Meetup, meetup_id)
    form = read_or_again(viewer, meetup, posted)
    do_or_again(viewer, meetup, posted, lambda: meetup.cancel(form.word, seen=form.seen, by=viewer))
    return see(
        "meetups.show", meetup_id=meetup.id, flash=N_("The meetup is called off. Everybody can see it.")
    )
