"""Hours of an interpreter granted to a youth and their family, week by week; and what is beyond them."""

from typing import Annotated, Any
from uuid import UUID

from starlette.responses import Response

from app.bookings import hours_pages
from app.bookings.forms import GrantForm
from app.bookings.hours import GrantedHours
from app.bookings.kinds import GRANTING
from app.bookings.models import Booking
from app.identity.policy import Role
from app.identity.viewer import Viewer
from app.kit.errors import NotFound
from app.people.models import Youth
from app.people.ties import is_tied
from app.web.forms import Posted, reads, told
from app.web.i18n import N_
from app.web.pages import page, see
from app.web.routing import CurrentViewer, member_router, staff_router

around = member_router("/youths/{youth_id}/interpreter-hours", *GRANTING, Role.HOST)
granting = staff_router("/youths/{youth_id}/interpreter-hours", *GRANTING)
caring = staff_router("/bookings", Role.CASEWORKER)
HOURS = "bookings/hours.html"


def _shown(viewer: Viewer, youth_id: UUID, *roles: Role) -> dict[str, Any]:
    youth = viewer.find(Youth, youth_id)
    if not is_tied(viewer, youth.id, *roles):
        raise NotFound
    return hours_pages.of_youth(viewer, youth, reasons=is_tied(viewer, youth.id, *GRANTING))


@around.get("", name="interpreter_hours.show")
def show(youth_id: UUID, viewer: CurrentViewer) -> Response:
    """Granted, booked, used, left."""
    return page(HOURS, **_shown(viewer, youth_id, *GRANTING, Role.HOST))


@granting.post("", name="interpreter_hours.grant")
def grant(
    youth_id: UUID, viewer: CurrentViewer, posted: Annotated[Posted[GrantForm], reads(GrantForm)]
) -> Response:
    """So much a week from a day on."""
    shown = _shown(viewer, youth_id, *GRANTING)
    form = posted.or_again(HOURS, **shown)
    told(
        lambda: GrantedHours.grant(shown["youth"], form.weekly, form.starts_on, form.reason, by=viewer),
        posted,
        "starts_on",
    )
    posted.or_again(HOURS, **shown)
    return see("interpreter_hours.show", youth_id=youth_id, flash=N_("It is kept."))


@caring.post("/{booking_id}/beyond", name="bookings.agree_beyond")
def agree_beyond(viewer: CurrentViewer, booking_id: UUID) -> Response:
    """Yes to this one, though it is more than what is granted."""
    viewer.find(Booking, booking_id, look=False).agree_beyond(by=viewer)
    return see("bookings.show", booking_id=booking_id, flash=N_("It is kept."))
