"""Handing over to a colleague for good, and letting one stand in for a while."""

from datetime import timedelta
from typing import Annotated

from starlette.responses import Response

from app.identity.policy import Change, Role
from app.kit import clock
from app.messaging.opening import settle_youth
from app.staff.forms import HandoverForm, StandInForm
from app.staff.tie_pages import colleagues, known_tie
from app.web.forms import Posted, reads, told
from app.web.i18n import N_
from app.web.pages import page, see
from app.web.routing import CurrentViewer, staff_router

router = staff_router("/ties/{tie_id}", Role.CASEWORKER)


@router.get("/handover", name="ties.handover")
def handover(tie_id: str, viewer: CurrentViewer) -> Response:
    """Ask to which colleague, and what they need to know."""
    known = known_tie(viewer, tie_id, Change.HAND_OVER)
    return page("staff/tie_handover.html", colleagues=colleagues(viewer, known["tie"]), **known)


@router.post("/handover", name="ties.hand_over")
def hand_over(
    tie_id: str, viewer: CurrentViewer, posted: Annotated[Posted[HandoverForm], reads(HandoverForm)]
) -> Response:
    """One act: the old tie ends and the new one begins at the same moment."""
    known = known_tie(viewer, tie_id, Change.HAND_OVER)
    others = colleagues(viewer, known["tie"])
    if posted.form:
        form = posted.form
        told(lambda: known["tie"].hand_over(form.account_id, form.note, by=viewer), posted, "account_id")
    posted.or_again("staff/tie_handover.html", colleagues=others, **known)
    settle_youth(viewer, known["youth"].id)
    return see("caseload.index", flash=N_("Handed over. Your colleague has it from now on."))


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
        told(lambda: known["tie"].stand_in(form.account_id, until, by=viewer), posted, "last_day")
    posted.or_again("staff/tie_substitute.html", colleagues=colleagues(viewer, known["tie"]), **known)
    settle_youth(viewer, known["youth"].id)
    return see("youths.show", youth_id=known["youth"].id, flash=N_("They stand in from now on."))
