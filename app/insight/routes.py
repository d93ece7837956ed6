"""The steering group's page."""

from starlette.responses import Response

from app.identity.policy import Role
from app.insight.models import numbers
from app.web.pages import page
from app.web.routing import CurrentViewer, staff_router

router = staff_router("/steering", Role.STEERING)


@router.get("", name="steering.show")
def show(viewer: CurrentViewer) -> Response:
    """Numbers about all, never about one."""
    return page("insight/show.html", numbers=numbers(viewer))
