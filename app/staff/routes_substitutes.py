"""Letting somebody stand in for a while."""

from datetime import timedelta
from typing import Annotated

from starlette.responses import Response

from app.identity.policy import Change, Role
from app.kit import clock
from app.messaging.opening import settle_youth
from app.people.passing import stand_in
from app.staff.forms import StandInForm
from app.staff.tie_pages import colleagues, known_tie
from app.web.forms import Posted, reads, told
from app.web.i18n import N_
from app.web.pages import page, see
from app.web.routing import CurrentViewer, staff_router

router = staff_router("/ties/{tie_id}", Role.CASEWORKER)


@router.get("/substitution", name="ties.substitution")
def substitution(tie_id: str, viewer: CurrentViewer) -> Response:
    """Ask who stands in, and until when."""
    known = known_tie(viewer, tie_id, Change.START_TIE)
    return page("staff/tie_substitute.html", colleagues=colleagues(viewer, known["tie"]), **known)


@router.post("/substitution", name="ties.substitute")
def substitute(
    tie_id: str, viewer: CurrentViewer, posted: Annotated[Posted[StandInForm], reads(StandInForm)]
) -> Response:
    """They are there until the end of the last day."""
    known = known_tie(viewer, tie_id, Change.START_TIE)
    if posted.form:
        form = posted.form
        until = clock.midnight(form.last_day + timedelta(days=1))
        told(lambda: stand_in(known["tie"], form.account_id, until, by=viewer), posted, "last_day")
    posted.or_again("staff/tie_substitute.html", colleagues=colleagues(viewer, known["tie"]), **known)
    settle_youth(viewer, known["youth"].id)
    return see("youths.show", youth_id=known["youth"].id, flash=N_("They stand in from now on."))
