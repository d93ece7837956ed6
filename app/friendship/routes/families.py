"""A coordinator's families: who is on the way, who is free, who knows somebody."""

from typing import Annotated, Any
from uuid import UUID

from starlette.responses import Response

from app.friendship import families
from app.friendship.forms import CertificateForm, FamilyStateForm
from app.friendship.pages import families as pages
from app.identity.policy import Role
from app.identity.viewer import Viewer
from app.kit import clock
from app.kit.errors import NotFound
from app.people.models import Family
from app.web.forms import Posted, reads, told
from app.web.i18n import N_
from app.web.pages import page, see
from app.web.routing import CurrentViewer, staff_router

router = staff_router("/families", Role.COORDINATOR)
SHOW = "friendship/family_review.html"


def _ours(viewer: Viewer, family_id: UUID) -> Family:
    family = viewer.find(Family, family_id)
    if family.organisation_id not in viewer.organisations(Role.COORDINATOR):
        raise NotFound
    return family


def _shown(viewer: Viewer, family: Family) -> dict[str, Any]:
    return pages.review(viewer, family) | {"next_states": families.NEXT[family.state], "today": clock.today()}


@router.get("", name="families.index")
def index(viewer: CurrentViewer, state: str = "") -> Response:
    """My organisation's families, by how far they have come."""
    return page("friendship/families.html", **pages.index(viewer, state))


@router.get("/{family_id}", name="families.show")
def show(family_id: UUID, viewer: CurrentViewer) -> Response:
    """One family."""
    return page(SHOW, **_shown(viewer, _ours(viewer, family_id)))


@router.post("/{family_id}/state", name="families.update")
def update(
    family_id: UUID, viewer: CurrentViewer, posted: Annotated[Posted[FamilyStateForm], reads(FamilyStateForm)]
) -> Response:
    """It has come a step further."""
    family = _ours(viewer, family_id)
    shown = _shown(viewer, family)
    form = posted.or_again(SHOW, **shown)
    told(lambda: families.move_on(family, form.state, form.since, by=viewer), posted, "state")
    posted.or_again(SHOW, **shown)
    return see("families.show", family_id=family_id, flash=N_("It is kept."))


@router.post("/{family_id}/certificate", name="families.certify")
def certify(
    family_id: UUID, viewer: CurrentViewer, posted: Annotated[Posted[CertificateForm], reads(CertificateForm)]
) -> Response:
    """The children's certificate was seen."""
    family = _ours(viewer, family_id)
    shown = _shown(viewer, family)
    form = posted.or_again(SHOW, **shown)
    told(lambda: families.certify(family, form.certificate_on, by=viewer), posted, "certificate_on")
    posted.or_again(SHOW, **shown)
    return see("families.show", family_id=family_id, flash=N_("It is kept."))
