"""Home, and the page that says who helps."""

from fastapi import Request
from starlette.responses import RedirectResponse, Response

from app.home import pages
from app.identity.policy import FAMILIES, Role
from app.people import pages as people_pages
from app.people.helpers import helpers_of
from app.web.asking import asking
from app.web.pages import nav_of, page, url_for
from app.web.routing import CurrentViewer, public_router

router = public_router()


@router.get("/", name="home.show")
def show(viewer: CurrentViewer, request: Request) -> Response:
    """Home of a youth or a family; everybody else goes to the first of their own places."""
    if viewer.account_id is None:
        chosen = asking.get().cookie("sammen_language") in request.cookies
        return RedirectResponse("/sign-in" if chosen else "/welcome", status_code=303)
    if viewer.is_(Role.YOUTH):
        return page("home/youth.html", home=pages.youth_home(viewer))
    first = next((place.url for place in nav_of[0](viewer).places), "")
    if first and first != url_for("home.show"):
        return RedirectResponse(first, status_code=303)
    if viewer.is_(*FAMILIES):
        return page("home/family.html", home=pages.family_home(viewer))
    return page("home/nothing.html")


@router.get("/help", name="help.show")
def help_(viewer: CurrentViewer) -> Response:
    """Who can help now. Public but for a youth's own contact person; kept on their phone for when there is no net."""
    if not viewer.is_(Role.YOUTH):
        return page("home/help.html", helpers=[], contact=None)
    youth = people_pages.myself(viewer)
    people = people_pages.around(viewer, youth.id)
    return page(
        "home/help.html",
        helpers=helpers_of(viewer, youth, people),
        contact=people.of(Role.CONTACT) or people.of(Role.CASEWORKER),
    )
