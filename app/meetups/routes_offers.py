"""Offering to meet, and answering an offer with another one."""

from typing import Annotated, Any
from uuid import UUID

from starlette.responses import Response

from app.identity.policy import Change
from app.kit.errors import NotFound
from app.meetups import afterwards, forms, options, pages
from app.meetups.forms import OfferForm
from app.meetups.models import Meetup
from app.meetups.plan import MeetupState, Plan
from app.meetups.routes import MEETING
from app.people.models import Family, Youth
from app.web.forms import Posted, reads, told
from app.web.i18n import N_
from app.web.i18n import gettext as _
from app.web.pages import again, page, see
from app.web.routing import CurrentViewer, member_router

router = member_router("/meetups", *MEETING)


@router.get("/new", name="meetups.new")
def new(viewer: CurrentViewer, tie: str = "") -> Response:
    """An empty offer; `tie` chooses with whom, where the viewer knows several."""
    return page("meetups/new.html", **_new(viewer, tie))


@router.post("", name="meetups.create")
def create(viewer: CurrentViewer, posted: Annotated[Posted[OfferForm], reads(OfferForm)]) -> Response:
    """Offer to meet."""
    choices = _new(viewer, posted.raw("tie"))
    tie = _tie(posted, choices["partners"])
    form = posted.or_again("meetups/new.html", **choices)
    plan = _plan(form, posted, choices)
    youth, family = two_of(viewer, tie.youth_id, tie.family_id)
    meetup = told(lambda: Meetup.offer(youth, family, plan, by=viewer), posted, "day1")
    posted.or_again("meetups/new.html", **choices)
    return see("meetups.show", meetup_id=meetup.id, flash=N_("Sent. You will see the answer here."))


@router.get("/{meetup_id}/another", name="meetups.another")
def another(viewer: CurrentViewer, meetup_id: str) -> Response:
    """Suggest another time: the offer that came, to be changed."""
    return page("meetups/new.html", **_choices(viewer, _answerable(viewer, meetup_id)))


@router.post("/{meetup_id}/another", name="meetups.replace")
def replace(
    viewer: CurrentViewer, meetup_id: str, posted: Annotated[Posted[OfferForm], reads(OfferForm)]
) -> Response:
    """Answer an offer with another one."""
    meetup = viewer.find(Meetup, meetup_id)
    choices = _choices(viewer, meetup)
    form = posted.or_again("meetups/new.html", **choices)
    plan = _plan(form, posted, choices)
    youth, family = two_of(viewer, meetup.youth_id, meetup.family_id)
    newer = told(lambda: meetup.offer_another(youth, family, plan, seen=form.seen, by=viewer), posted)
    posted.or_again("meetups/new.html", **choices)
    return see("meetups.show", meetup_id=newer.id, flash=N_("Sent. You will see the answer here."))


def _choices(viewer: CurrentViewer, meetup: Meetup | None = None) -> dict[str, Any]:
    partners = pages.partners(viewer)
    return {
        "meetup": meetup,
        "partners": partners,
        "whom": options.whom(viewer, partners),
        "whats": options.whats(),
        "days": options.days(),
        "parts": options.parts(),
        "hours": options.hours(),
        "along": options.along(),
        "suggested": [],
        "chosen_tie": (),
    }


def _new(viewer: CurrentViewer, tie: str) -> dict[str, Any]:
    """The choices of a new offer, with times that may fit both where it is clear whom it is for."""
    choices = _choices(viewer) | {"chosen_tie": (tie,)}
    known = [row for row in choices["partners"] if tie in {"", str(row.id)}]
    if len(known) == 1:
        moments = afterwards.suggested(viewer, known[0].youth_id, known[0].family_id)
        choices["suggested"] = options.suggested(moments)
    return choices


def _tie(posted: Posted[OfferForm], partners: list[Any]) -> Any:
    """Whom the offer is for: the one chosen, or the only one there is. Raises NotFound for anybody else."""
    wanted = posted.raw("tie") or (str(partners[0].id) if len(partners) == 1 else "")
    if not wanted and partners:
        posted.refuse("tie", _("Choose whom you would like to meet."))
        return None
    tie = next((row for row in partners if str(row.id) == wanted), None)
    if tie is None:
        raise NotFound
    return tie


def _plan(form: OfferForm, posted: Posted[OfferForm], choices: dict[str, Any]) -> Plan:
    plan = forms.plan_of(form, posted)
    if plan is None:
        raise again("meetups/new.html", posted=posted, **choices)
    return plan


def _answerable(viewer: CurrentViewer, meetup_id: str) -> Meetup:
    meetup = viewer.find(Meetup, meetup_id)
    if meetup.state != MeetupState.OFFERED or not meetup.may(Change.DECLINE_MEETUP, viewer):
        raise NotFound
    return meetup


def two_of(viewer: CurrentViewer, youth_id: UUID, family_id: UUID) -> tuple[Youth, Family]:
    """The two of a meetup."""
    return viewer.find(Youth, youth_id, look=False), viewer.find(Family, family_id, look=False)
