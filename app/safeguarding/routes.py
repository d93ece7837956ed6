"""The safeguarding lead's page: empty until reporting comes, with whom to call until then."""

from starlette.responses import Response

from app.identity.policy import Role
from app.safeguarding import pages
from app.web.pages import page
from app.web.routing import CurrentViewer, staff_router

router = staff_router("/reports", Role.SAFEGUARDING)


@router.get("", name="reports.index")
def index(viewer: CurrentViewer) -> Response:
    """Reports wait here, longest first; there are none."""
    return page("safeguarding/index.html", organisations=pages.numbers(viewer))
