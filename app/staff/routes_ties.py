"""Ties: somebody begins, somebody stops. Each act has a page of its own, and ends on the youth's."""

from typing import Annotated, Any

from starlette.responses import Response

from app.identity.policy import Change, Role
from app.identity.viewer import Viewer
from app.kit.errors import NotFound
from app.messaging.opening import settle_youth
from app.people.choosing import CHOSEN
from app.people.eligible import to_choose
from app.people.models import Tie, Youth
from app.people.roles import ROLES
from app.staff.forms import EndingForm, TieForm
from app.staff.tie_pages import known_tie
from app.staff.words import BECAUSE
from app.web.forms import Posted, reads, told
from app.web.i18n import N_
from app.web.pages import page, see
from app.web.routing import CurrentViewer, staff_router

router = staff_router("", Role.CASEWORKER)


def _new(viewer: Viewer, youth: Youth, role: str) -> dict[str, Any]:
    chosen = Role(role) if role in set(CHOSEN) else None
    people = to_choose(viewer, chosen) if chosen else []
    order = [other for other in ROLES if other in CHOSEN]
    return {"youth": youth, "chosen": chosen, "people": people, "roles": order, "words": ROLES}


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
    return page("staff/tie_end.html", reasons=BECAUSE, **known_tie(viewer, tie_id, Change.END_TIE))


@router.post("/ties/{tie_id}/ending", name="ties.end")
def end(
    tie_id: str, viewer: CurrentViewer, posted: Annotated[Posted[EndingForm], reads(EndingForm)]
) -> Response:
    """It ends now: from this moment they see nothing."""
    known = known_tie(viewer, tie_id, Change.END_TIE)
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
