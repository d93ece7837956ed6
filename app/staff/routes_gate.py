"""What the caseworker records about a youth: the decision, a reason to go ahead, an MFI asked for."""

from typing import Annotated

from starlette.responses import Response

from app.identity.policy import Change, Role
from app.identity.viewer import Viewer
from app.kit.errors import NotFound
from app.people.models import Youth
from app.staff import choosing
from app.staff.forms import DecisionForm, OverrideForm
from app.web.forms import Posted, reads, told
from app.web.i18n import N_
from app.web.i18n import gettext as _
from app.web.pages import page, see
from app.web.routing import CurrentViewer, staff_router

router = staff_router("/youths/{youth_id}", Role.CASEWORKER)


def _mine(viewer: Viewer, youth_id: str, change: Change) -> Youth:
    youth = viewer.find(Youth, youth_id)
    if not youth.may(change, viewer):
        raise NotFound
    return youth


@router.get("/decision", name="decisions.edit")
def edit(youth_id: str, viewer: CurrentViewer) -> Response:
    """The asylum case is decided: when, and which municipality."""
    youth = _mine(viewer, youth_id, Change.DECIDE)
    return page("staff/decision.html", youth=youth, municipalities=choosing.municipalities(viewer))


@router.post("/decision", name="decisions.update")
def update(
    youth_id: str, viewer: CurrentViewer, posted: Annotated[Posted[DecisionForm], reads(DecisionForm)]
) -> Response:
    """Record it; the gate opens."""
    youth = _mine(viewer, youth_id, Change.DECIDE)
    places = choosing.municipalities(viewer)
    if posted.form and posted.form.municipality_id not in {place.id for place in places}:
        posted.refuse("municipality_id", _("Choose one of the answers."))
    if posted.form:
        form = posted.form
        told(lambda: youth.decide(form.decided_on, form.municipality_id, by=viewer), posted, "decided_on")
    posted.or_again("staff/decision.html", youth=youth, municipalities=places)
    return see("youths.show", youth_id=youth.id, flash=N_("Recorded. The search for a family can begin."))


@router.get("/gate", name="gates.edit")
def open_gate(youth_id: str, viewer: CurrentViewer) -> Response:
    """Ask why to go ahead before the decision."""
    return page("staff/gate.html", youth=_mine(viewer, youth_id, Change.OVERRIDE_GATE))


@router.post("/gate", name="gates.update")
def override(
    youth_id: str, viewer: CurrentViewer, posted: Annotated[Posted[OverrideForm], reads(OverrideForm)]
) -> Response:
    """Open it, with the reason kept."""
    youth = _mine(viewer, youth_id, Change.OVERRIDE_GATE)
    if posted.form:
        reason = posted.form.reason
        told(lambda: youth.override_gate(reason, by=viewer), posted, "reason")
    posted.or_again("staff/gate.html", youth=youth)
    return see("youths.show", youth_id=youth.id, flash=N_("The search can begin. Your reason is kept."))


@router.post("/mfi-request", name="mfi_requests.create")
def ask_for_mfi(youth_id: str, viewer: CurrentViewer) -> Response:
    """An MFI has been asked for; twice is the same as once."""
    youth = _mine(viewer, youth_id, Change.ASK_MFI)
    youth.ask_for_mfi(by=viewer)
    return see(
        "youths.show", youth_id=youth.id, flash=N_("Written down. They can now read that one is on the way.")
    )
