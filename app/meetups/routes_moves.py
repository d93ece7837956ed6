"""Moving what is agreed, and the same once more."""

from typing import Annotated, Any

from starlette.responses import Response

from app.identity.policy import Change
from app.kit.errors import NotFound
from app.meetups import afterwards, moving, options, together
from app.meetups.forms import AcceptForm, SeenForm, TimesForm, times_of
from app.meetups.models import Meetup, MeetupTime
from app.meetups.routes import MEETING, do_or_again, read_or_again
from app.meetups.routes_offers import two_of
from app.web.forms import Posted, reads, told
from app.web.i18n import N_
from app.web.pages import again, page, see
from app.web.routing import CurrentViewer, member_router

router = member_router("/meetups", *MEETING)


@router.get("/{meetup_id}/move", name="moves.new")
def new(viewer: CurrentViewer, meetup_id: str) -> Response:
    """Other times for what is agreed."""
    meetup = viewer.find(Meetup, meetup_id)
    if not meetup.may(Change.MOVE_MEETUP, viewer) or not afterwards.shown(viewer, meetup).may_move:
        raise NotFound
    return page("meetups/move.html", **_choices(viewer, meetup))


@router.post("/{meetup_id}/move", name="moves.create")
def create(
    viewer: CurrentViewer, meetup_id: str, posted: Annotated[Posted[TimesForm], reads(TimesForm)]
) -> Response:
    """Offer other times; the old one stands until one of them is taken."""
    meetup = viewer.find(Meetup, meetup_id)
    if not meetup.may(Change.MOVE_MEETUP, viewer):
        raise NotFound
    choices = _choices(viewer, meetup)
    form = posted.or_again("meetups/move.html", **choices)
    times = times_of(form, posted)
    if times is None:
        raise again("meetups/move.html", posted=posted, **choices)
    told(lambda: moving.move(meetup, times, seen=form.seen, by=viewer), posted)
    posted.or_again("meetups/move.html", **choices)
    return see(
        "meetups.show",
        meetup_id=meetup.id,
        flash=N_("Sent. What you agreed on stands until they say yes to another time."),
    )


@router.post("/{meetup_id}/move/acceptance", name="moves.accept")
def accept(
    viewer: CurrentViewer, meetup_id: str, posted: Annotated[Posted[AcceptForm], reads(AcceptForm)]
) -> Response:
    """Yes to one of the other times."""
    meetup = viewer.find(Meetup, meetup_id)
    form = read_or_again(viewer, meetup, posted)
    time = viewer.find(MeetupTime, form.time, look=False)
    do_or_again(viewer, meetup, posted, lambda: moving.accept_move(meetup, time, seen=form.seen, by=viewer))
    return see("meetups.show", meetup_id=meetup.id, flash=N_("The meetup is moved. Everybody can see it."))


@router.post("/{meetup_id}/move/refusal", name="moves.refuse")
def refuse(
    viewer: CurrentViewer, meetup_id: str, posted: Annotated[Posted[SeenForm], reads(SeenForm)]
) -> Response:
    """The old time stands: no to the others, or taken back."""
    meetup = viewer.find(Meetup, meetup_id)
    form = read_or_again(viewer, meetup, posted)
    do_or_again(viewer, meetup, posted, lambda: moving.keep_time(meetup, seen=form.seen, by=viewer))
    return see("meetups.show", meetup_id=meetup.id, flash=N_("You meet as you agreed before."))


@router.post("/{meetup_id}/again", name="meetups.repeat")
def repeat(
    viewer: CurrentViewer, meetup_id: str, posted: Annotated[Posted[Any], reads(TimesForm)]
) -> Response:
    """The same once more, a week later."""
    meetup = viewer.find(Meetup, meetup_id)
    if not meetup.may(Change.MOVE_MEETUP, viewer):
        raise NotFound
    read_or_again(viewer, meetup, posted)
    youth, family = two_of(viewer, meetup.youth_id, meetup.family_id)
    newer = do_or_again(viewer, meetup, posted, lambda: together.same_again(meetup, youth, family, by=viewer))
    return see("meetups.show", meetup_id=newer.id, flash=N_("Sent. You will see the answer here."))


def _choices(viewer: CurrentViewer, meetup: Meetup) -> dict[str, Any]:
    moments = afterwards.suggested(viewer, meetup.youth_id, meetup.family_id)
    return {
        "meetup": meetup,
        "card": afterwards.shown(viewer, meetup).card,
        "suggested": options.suggested(moments),
        "days": options.days(),
        "parts": options.parts(),
        "hours": options.hours(),
    }
