"""A youth's own people."""

from starlette.responses import Response

from app.identity.policy import Role
from app.people import pages
from app.people.roles import WHAT_AN_MFI_IS
from app.web.pages import page
from app.web.routing import CurrentViewer, member_router

router = member_router("/people", Role.YOUTH)


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
