"""Who needs me today, my youths, and one youth as those around them may know them."""

from typing import Any

from starlette.responses import Response

from app.handover import pages as handovers
from app.identity.policy import Role
from app.identity.viewer import Viewer
from app.paperwork import pages as papers
from app.people.roles import ROLES, WHAT_AN_MFI_IS
from app.placement import pages as placements
from app.staff import caseload, filtering, pages, told
from app.staff.custody import ONLY_YOU_DECIDE, WHEN_18
from app.staff.needs import FILTERS
from app.staff.words import LANGUAGE_NAMES, QUERY_STATES, REQUEST_STATES, RESIDENCES, TOPICS
from app.web import i18n
from app.web.i18n import N_
from app.web.pages import page, url_for
from app.web.routing import CurrentViewer, member_router, staff_router

load = staff_router("/caseload", Role.CASEWORKER)
youths = member_router(
    "/youths", Role.FRIEND, Role.HOST, Role.MFI, Role.CASEWORKER, Role.CONTACT, Role.SUPERVISOR
)


def _choices(lines: list[caseload.Line], need: str) -> list[dict[str, Any]]:
    here = url_for("caseload.index")
    known = need in set(FILTERS)
    every = {"url": here, "label": i18n.t_gettext(N_("All")), "count": len(lines), "current": not known}
    return [every] + [
        {
            "url": f"{here}?need={kind}",
            "label": i18n.t_gettext(FILTERS[kind]),
            "count": n,
            "current": need == kind,
        }
        for kind, n in filtering.counts(lines)
    ]


@load.get("", name="caseload.index")
def index(viewer: CurrentViewer, need: str = "") -> Response:
    """Those who need me today first; the filter stands in the address."""
    lines = caseload.caseload(viewer)
    return page(
        "staff/caseload.html",
        lines=filtering.with_need(lines, need),
        papers_late=papers.late(viewer),
        to_sign=handovers.to_sign(viewer),
        placements_late=placements.late(viewer),
        total=len(lines),
        waiting=sum(bool(line.needs) for line in lines),
        choices=_choices(lines, need),
        requests=REQUEST_STATES,
        residences=RESIDENCES,
    )


@youths.get("", name="youths.index")
def mine(viewer: CurrentViewer) -> Response:
    """The youths I am tied to, with what is next."""
    return page("staff/youths.html", youths=pages.my_youths(viewer), words=ROLES, residences=RESIDENCES)


@youths.get("/{youth_id}", name="youths.show")
def show(youth_id: str, viewer: CurrentViewer) -> Response:
    """One youth: a friendship family sees little, the others what the matrix gives them."""
    it = pages.youth_page(viewer, youth_id)
    friend = it.roles == {Role.FRIEND}
    return page("staff/youth_friend.html" if friend else "staff/youth.html", **shown(viewer, it))


def shown(viewer: Viewer, it: pages.YouthPage) -> dict[str, Any]:
    """All that the page of a youth needs."""
    return {
        "it": it,
        "youth": it.youth,
        "told": told.told_to_family(viewer, it.youth.id),
        "words": ROLES,
        "what_an_mfi_is": WHAT_AN_MFI_IS,
        "only_you_decide": ONLY_YOU_DECIDE,
        "when_18": WHEN_18,
        "requests": REQUEST_STATES,
        "residences": RESIDENCES,
        "topics": TOPICS,
        "query_states": QUERY_STATES,
        "language_names": LANGUAGE_NAMES,
    }
