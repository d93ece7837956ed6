"""What young people ask for, what families offer, what is missing."""

from fastapi import APIRouter
from starlette.responses import Response

from app.finding import supply_pages
from app.identity.policy import Role
from app.web.pages import page
from app.web.routing import CurrentViewer, staff_router

router: APIRouter = staff_router("/families/supply", Role.COORDINATOR)


@router.get("", name="families.supply")
def show(viewer: CurrentViewer) -> Response:
    """At a glance."""
    return page("finding/supply.html", **supply_pages.show(viewer))
