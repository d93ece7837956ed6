"""Being away, with somebody who stands in for each youth."""

from typing import Annotated
from uuid import UUID

from starlette.responses import Response

from app.handover import pages
from app.handover.absence import Absence
from app.handover.forms import AwayForm, SureForm
from app.identity.policy import Role
from app.web.forms import Posted, reads, told
from app.web.i18n import N_
from app.web.i18n import gettext as _
from app.web.pages import page, see
from app.web.routing import CurrentViewer, staff_router

router = staff_router("/absence", Role.CASEWORKER)
AWAY = "handover/away.html"


@router.get("", name="absences.index")
def index(viewer: CurrentViewer) -> Response:
    """The days, and who stands in."""
    return page(AWAY, **pages.away(viewer))


@router.post("", name="absences.create")
def create(viewer: CurrentViewer, posted: Annotated[Posted[AwayForm], reads(AwayForm)]) -> Response:
    """Nobody goes without somebody for each: who has nobody is named."""
    shown = pages.away(viewer)
    free = {str(one.id) for one in shown["colleagues"]}
    chosen = {}
    for youth in shown["youths"]:
        who = posted.raw(f"who-{youth.id}") or posted.raw("account_id")
        if who in free:
            chosen[youth.id] = UUID(who)
        else:
            posted.refuse(f"who-{youth.id}", _("Who stands in for %(name)s?", name=youth.name))
    form = posted.or_again(AWAY, **shown)
    told(lambda: Absence.plan(form.first_day, form.last_day, chosen, by=viewer), posted, "first_day")
    posted.or_again(AWAY, **shown)
    return see("absences.index", flash=N_("It is kept. It is shown who stands in, and it ends by itself."))


@router.post("/{absence_id}/call-off", name="absences.call_off")
def call_off(
    absence_id: UUID, viewer: CurrentViewer, posted: Annotated[Posted[SureForm], reads(SureForm)]
) -> Response:
    """Back already, or not going."""
    row = viewer.find(Absence, absence_id)
    posted.or_again(AWAY, **pages.away(viewer))
    row.call_off(by=viewer)
    return see("absences.index", flash=N_("Called off. Nobody stands in any more."))
