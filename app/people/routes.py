"""A youth's own people, and the picture of them that those around a youth see too."""

from typing import Any
from uuid import UUID

from starlette.responses import Response

from app.identity.policy import Role
from app.identity.viewer import Viewer
from app.kit.errors import NotFound
from app.people import pages, picture
from app.people.choosing import CARING
from app.people.models import Youth
from app.people.roles import ROLES, WHAT_AN_MFI_IS
from app.people.ties import is_tied
from app.web.pages import page
from app.web.routing import CurrentViewer, member_router

router = member_router("/people", Role.YOUTH)
around = member_router("/youths/{youth_id}/people", *CARING)
PICTURE = "people/picture.html"


@router.get("", name="people.index")
def index(viewer: CurrentViewer) -> Response:
    """Everybody who is there for me. Kept on the phone for when there is no net: complete in itself."""
    youth = pages.myself(viewer)
    people = pages.around(viewer, youth.id)
    return page(
        "people/index.html",
        people=people,
        custody=pages.custody(viewer, youth, people),
        new_caseworker=pages.new_caseworker(viewer, people),
        what_an_mfi_is=WHAT_AN_MFI_IS,
    )


def _pictured(viewer: Viewer, youth: Youth) -> dict[str, Any]:
    people = pages.around(viewer, youth.id)
    return {
        "youth": youth,
        "own": youth.id == viewer.account_id,
        "people": people,
        "spots": picture.around(people),
        "rows": picture.over_time(youth, people, viewer.now),
        "words": ROLES,
        "width": picture.WIDTH,
        "height": picture.HEIGHT,
    }


@router.get("/picture", name="people.picture")
def mine(viewer: CurrentViewer) -> Response:
    """Me in the middle, and who has been there when."""
    return page(PICTURE, **_pictured(viewer, pages.myself(viewer)))


@around.get("", name="people.around")
def of_youth(youth_id: UUID, viewer: CurrentViewer) -> Response:
    """The same, for those around a youth who see all of their people. A friendship family isn't among them."""
    youth = viewer.find(Youth, youth_id)
    if not is_tied(viewer, youth.id, *CARING):
        raise NotFound
    return page(PICTURE, **_pictured(viewer, youth))
