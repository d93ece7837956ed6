"""The day itself and afterwards: being late, who comes along, how it was, having met after all."""

from typing import Annotated

from starlette.responses import Response

from app.meetups import together
from app.meetups.after import HowItWas
from app.meetups.forms import AlongForm, FaceForm, LateForm, SeenForm
from app.meetups.models import Meetup
from app.meetups.routes import MEETING, do_or_again, read_or_again
from app.web.forms import Posted, reads
from app.web.i18n import N_
from app.web.pages import see
from app.web.routing import CurrentViewer, member_router

router = member_router("/meetups", *MEETING)


@router.post("/{meetup_id}/late", name="meetups.late")
def late(
    viewer: CurrentViewer, meetup_id: str, posted: Annotated[Posted[LateForm], reads(LateForm)]
) -> Response:
    """I come later."""
    meetup = viewer.find(Meetup, meetup_id)
    form = read_or_again(viewer, meetup, posted)
    do_or_again(viewer, meetup, posted, lambda: together.be_late(meetup, form.minutes, by=viewer))
    return see("meetups.show", meetup_id=meetup.id, flash=N_("They are told that you come a little later."))


@router.post("/{meetup_id}/along", name="meetups.along")
def along(
    viewer: CurrentViewer, meetup_id: str, posted: Annotated[Posted[AlongForm], reads(AlongForm)]
) -> Response:
    """Who comes along."""
    meetup = viewer.find(Meetup, meetup_id)
    form = read_or_again(viewer, meetup, posted)
    do_or_again(
        viewer, meetup, posted, lambda: together.come_along(meetup, form.along, seen=form.seen, by=viewer)
    )
    return see("meetups.show", meetup_id=meetup.id, flash=N_("Kept. Everybody can see it."))


@router.post("/{meetup_id}/face", name="meetups.face")
def face(
    viewer: CurrentViewer, meetup_id: str, posted: Annotated[Posted[FaceForm], reads(FaceForm)]
) -> Response:
    """How it was; nobody else sees it."""
    meetup = viewer.find(Meetup, meetup_id)
    form = read_or_again(viewer, meetup, posted)
    do_or_again(viewer, meetup, posted, lambda: HowItWas.say(meetup, form.face, by=viewer))
    return see("meetups.show", meetup_id=meetup.id, flash=N_("Kept. Only you see it."))


@router.post("/{meetup_id}/met", name="meetups.met")
def met(
    viewer: CurrentViewer, meetup_id: str, posted: Annotated[Posted[SeenForm], reads(SeenForm)]
) -> Response:
    """We did meet after all."""
    meetup = viewer.find(Meetup, meetup_id)
    form = read_or_again(viewer, meetup, posted)
    do_or_again(viewer, meetup, posted, lambda: together.met_after_all(meetup, seen=form.seen, by=viewer))
    return see("meetups.show", meetup_id=meetup.id, flash=N_("How good that you met."))
