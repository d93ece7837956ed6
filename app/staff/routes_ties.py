"""Ties: somebody begins, stops, hands over, stands in. Each act has a page of its own, and ends on the youth's."""

from datetime import timedelta
from typing import Annotated, Any

from starlette.responses import Response

from app.identity.policy import Change, Role
from app.identity.viewer import Viewer
from app.kit import clock
from app.kit.errors import NotFound
from app.messaging.opening import settle_youth
from app.people.choosing import CHOSEN
from app.people.models import Tie, Youth
from app.people.pages import around
from app.people.roles import ROLES
from app.staff import pages
from app.staff.forms import EndingForm, HandoverForm, StandInForm, TieForm
from app.staff.words import BECAUSE
from app.web.forms import Posted, reads, told
from app.web.i18n import N_
from app.web.pages import page, see
from app.web.routing import CurrentViewer, staff_router

router = staff_router("", Role.CASEWORKER)


def _new(viewer: Viewer, youth: Youth, role: str) -> dict[str, Any]:
    chosen = Role(role) if role in set(CHOSEN) else None
    people = pages.to_choose(viewer, chosen) if chosen else []
    order = [other for other in ROLES if other in CHOSEN]
    return {"youth": youth, "chosen": chosen, "people": people, "roles": order, "words": ROLES}


def _tie(viewer: Viewer, tie_id: str, change: Change) -> dict[str, Any]:
    tie = viewer.find(Tie, tie_id)
    if not tie.may(change, viewer) or not tie.holds(viewer.now):
        raise NotFound
    youth = viewer.find(Youth, tie.youth_id)
    person = next(one for one in around(viewer, youth.id).now if one.tie_id == tie.id)
    return {"tie": tie, "youth": youth, "person": person, "words": ROLES}


@router.get("/youths/{youth_id}/ties/new", name="ties.new")
def new(youth_id: str, viewer: CurrentViewer, role: str = "") -> Response:
    """First the role, then who."""
    youth = viewer.find(Youth, youth_id)
    if not youth.may(Change.START_TIE, viewer):
        raise NotFound
    return page("staff/tie_new.html", **_new(viewer, youth, role))


@router.post("/youths/{youth_id}/ties", name="ties.create")
def create(
    youth_id: str, viewer: CurrentViewer, posted: Annotated[Posted[TieForm], reads(TieForm)]
) -> Response:
    """They begin now; an MFI's tie ends by itself at 18."""
    youth = viewer.find(Youth, youth_id)
    if not youth.may(Change.START_TIE, viewer):
        raise NotFound
    if posted.form:
        form = posted.form
        told(lambda: Tie.start(youth, Role(form.role), form.account_id, by=viewer), posted, "account_id")
    if posted.form is None:
        posted.or_again("staff/tie_new.html", **_new(viewer, youth, posted.raw("role")))
    settle_youth(viewer, youth.id)
    return see("youths.show", youth_id=youth.id, flash=N_("They are around this young person from now on."))


@router.get("/ties/{tie_id}/ending", name="ties.ending")
def ending(tie_id: str, viewer: CurrentViewer) -> Response:
    """Ask whether they are sure, and why."""
    return page("staff/tie_end.html", reasons=BECAUSE, **_tie(viewer, tie_id, Change.END_TIE))


@router.post("/ties/{tie_id}/ending", name="ties.end")
def end(
    tie_id: str, viewer: CurrentViewer, posted: Annotated[Posted[EndingForm], reads(EndingForm)]
) -> Response:
    """It ends now: from this moment they see nothing."""
    known = _tie(viewer, tie_id, Change.END_TIE)
    if posted.form:
        because = posted.form.because
        told(lambda: known["tie"].end(because, by=viewer), posted, "because")
    posted.or_again("staff/tie_end.html", reasons=BECAUSE, **known)
    settle_youth(viewer, known["youth"].id)
    return see(
        "youths.show",
        youth_id=known["youth"].id,
        flash=N_("It has ended. They can't see anything here any more."),
    )


@router.get("/ties/{tie_id}/handover", name="ties.handover")
def handover(tie_id: str, viewer: CurrentViewer) -> Response:
    """Ask to which colleague, and what they need to know."""
    known = _tie(viewer, tie_id, Change.HAND_OVER)
    return page("staff/tie_handover.html", colleagues=_colleagues(viewer, known["tie"]), **known)


@router.post("/ties/{tie_id}/handover", name="ties.hand_over")
def hand_over(
    tie_id: str, viewer: CurrentViewer, posted: Annotated[Posted[HandoverForm], reads(HandoverForm)]
) -> Response:
    """One act: the old tie ends and the new one begins at the same moment."""
    known = _tie(viewer, tie_id, Change.HAND_OVER)
    colleagues = _colleagues(viewer, known["tie"])
    if posted.form:
        form = posted.form
        told(lambda: known["tie"].hand_over(form.account_id, form.note, by=viewer), posted, "account_id")
    posted.or_again("staff/tie_handover.html", colleagues=colleagues, **known)
    settle_youth(viewer, known["youth"].id)
    return see("caseload.index", flash=N_("Handed over. Your colleague has it from now on."))


@router.get("/ties/{tie_id}/substitution", name="ties.substitution")
def substitution(tie_id: str, viewer: CurrentViewer) -> Response:
    """Ask who stands in, and until when."""
    known = _tie(viewer, tie_id, Change.START_TIE)
    return page("staff/tie_substitute.html", colleagues=_colleagues(viewer, known["tie"]), **known)


@router.post("/ties/{tie_id}/substitution", name="ties.substitute")
def substitute(
    tie_id: str, viewer: CurrentViewer, posted: Annotated[Posted[StandInForm], reads(StandInForm)]
) -> Response:
    """They are there until the end of the last day."""
    known = _tie(viewer, tie_id, Change.START_TIE)
    if posted.form:
        form = posted.form
        until = clock.midnight(form.last_day + timedelta(days=1))
        told(lambda: known["tie"].stand_in(form.account_id, until, by=viewer), posted, "last_day")
    posted.or_again("staff/tie_substitute.html", colleagues=_colleagues(viewer, known["tie"]), **known)
    settle_youth(viewer, known["youth"].id)
    return see("youths.show", youth_id=known["youth"].id, flash=N_("They stand in from now on."))


def _colleagues(viewer: Viewer, tie: Tie) -> list[Any]:
    return [person for person in pages.to_choose(viewer, tie.role) if person.id != tie.account_id]
