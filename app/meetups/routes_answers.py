"""Answering a meetup: yes to a time, no thanks, calling off."""

from collections.abc import Callable
from typing import Annotated, Any

from starlette.responses import Response

from app.identity.policy import Role
from app.meetups.forms import AcceptForm, CloseForm
from app.meetups.models import CARING, Meetup, MeetupTime
from app.meetups.routes import MEETING, shown
from app.web.forms import Posted, reads, told
from app.web.i18n import N_
from app.web.pages import page, see
from app.web.routing import Answer, CurrentViewer, member_router

router = member_router("/meetups", *MEETING, *CARING, Role.COORDINATOR)


@router.post("/{meetup_id}/acceptance", name="meetups.accept")
def accept(
    viewer: CurrentViewer, meetup_id: str, posted: Annotated[Posted[AcceptForm], reads(AcceptForm)]
) -> Response:
    """Yes to one of the times."""
    meetup = viewer.find(Meetup, meetup_id)
    form = _read(viewer, meetup, posted)
    time = viewer.find(MeetupTime, form.time, look=False)
    _do(viewer, meetup, posted, lambda: meetup.accept(time, seen=form.seen, by=viewer))
    return see("meetups.show", meetup_id=meetup.id, flash=N_("Lovely. You are going to meet."))


@router.post("/{meetup_id}/refusal", name="meetups.decline")
def decline(
    viewer: CurrentViewer, meetup_id: str, posted: Annotated[Posted[CloseForm], reads(CloseForm)]
) -> Response:
    """No thanks."""
    meetup = viewer.find(Meetup, meetup_id)
    form = _read(viewer, meetup, posted)
    _do(viewer, meetup, posted, lambda: meetup.decline(form.word, seen=form.seen, by=viewer))
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
    form = _read(viewer, meetup, posted)
    _do(viewer, meetup, posted, lambda: meetup.cancel(form.word, seen=form.seen, by=viewer))
    return see(
        "meetups.show", meetup_id=meetup.id, flash=N_("The meetup is called off. Everybody can see it.")
    )


def _read(viewer: CurrentViewer, meetup: Meetup, posted: Posted[Any]) -> Any:
    """The form, or the page of the meetup once more."""
    if posted.form is None:
        _again(viewer, meetup, posted)
    return posted.form


def _do(viewer: CurrentViewer, meetup: Meetup, posted: Posted[Any], verb: Callable[[], None]) -> None:
    """A verb; what it refuses is told on the page of the meetup as it is now."""
    told(verb, posted)
    if posted.form is None:
        _again(viewer, meetup, posted)


def _again(viewer: CurrentViewer, meetup: Meetup, posted: Posted[Any]) -> None:
    raise Answer(page("meetups/show.html", status=422, posted=posted, **shown(viewer, meetup)))
