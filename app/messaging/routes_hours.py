"""The interpreter's own page: their week, their languages, when they are away."""

from datetime import date, datetime, time, timedelta
from typing import Any

from starlette.responses import Response

from app.identity.policy import Role
from app.kit import clock
from app.messaging import hours_pages, ringing
from app.messaging.hours_pages import HoursPosted
from app.messaging.interpreters import InterpreterProfile
from app.messaging.offers import lay_anew
from app.web.forms import told
from app.web.i18n import N_
from app.web.pages import again, page, see
from app.web.routing import CurrentViewer, member_router

router = member_router("/hours", Role.INTERPRETER)


def _shown(viewer: CurrentViewer) -> dict[str, Any]:
    return hours_pages.shown(viewer, InterpreterProfile.mine(viewer))


@router.get("", name="interpreter.hours")
def hours(viewer: CurrentViewer) -> Response:
    """My hours and languages."""
    return page("hours/hours.html", **_shown(viewer))


@router.post("", name="interpreter.hours_update")
def hours_update(viewer: CurrentViewer, posted: HoursPosted) -> Response:
    """Say them anew."""
    profile = InterpreterProfile.mine(viewer)
    shown = _shown(viewer)  # as it was, should something not be right
    form = posted.or_again("hours/hours.html", **shown)

    def settle() -> None:
        profile.settle(form.languages, form.week, form.colleague, by=viewer)
        profile.be_away(_start(form.away_from), _end(form.away_until), by=viewer)

    told(settle, posted, "away_until")
    if posted.form is None:
        raise again("hours/hours.html", posted=posted, **shown)
    lay_anew(viewer, *ringing.TABLES.values())
    return see("interpreter.hours", flash=N_("Kept. Questions go by this from now on."))


@router.post("/away", name="interpreter.away")
def away(viewer: CurrentViewer) -> Response:
    """I'm away today; or, while I am away, I'm back."""
    profile = InterpreterProfile.mine(viewer)
    if profile.is_away(viewer.now):
        profile.be_away(None, None, by=viewer)
        return see("interpreter.hours", flash=N_("You are back. New questions come to you first again."))
    profile.be_away_today(by=viewer)
    lay_anew(viewer, *ringing.TABLES.values())
    return see(
        "interpreter.hours",
        flash=N_("You are away today. What waits for you has gone on to your colleagues."),
    )


def _start(day: date | None) -> datetime | None:
    return datetime.combine(day, time(), clock.COPENHAGEN) if day else None


def _end(day: date | None) -> datetime | None:
    return clock.midnight(day + timedelta(days=1)) if day else None
