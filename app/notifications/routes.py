"""What somebody is told of, by which ways, and when they want quiet; whether it arrives."""

from typing import Annotated

from fastapi import APIRouter
from starlette.responses import JSONResponse, Response

from app.identity.policy import Role
from app.kit.errors import NotFound
from app.notifications import choosing, numbers, outside, pages, push, subscriptions, vapid
from app.notifications.forms import ChoicesForm, CodeForm, NumberForm, SubscriptionForm
from app.web.forms import Posted, reads, told
from app.web.i18n import N_
from app.web.i18n import gettext as _
from app.web.pages import page, see
from app.web.routing import CurrentViewer, member_router, staff_router

router: APIRouter = member_router("/notifications")
health: APIRouter = staff_router("/deliveries", Role.ADMIN)
PAGE = "notifications/show.html"


@router.get("", name="notifications.show")
def show(viewer: CurrentViewer) -> Response:
    """What I am told of, and how."""
    return page(PAGE, **pages.shown(viewer))


@router.post("", name="notifications.update")
def update(posted: Annotated[Posted[ChoicesForm], reads(ChoicesForm)], viewer: CurrentViewer) -> Response:
    """My choices from now on."""
    choosing.save(posted.or_again(PAGE, **pages.shown(viewer)), viewer)
    return see("notifications.show", flash=N_("Saved. This is how we tell you from now on."))


@router.post("/test", name="notifications.test")
def try_now(viewer: CurrentViewer) -> Response:
    """One to my own phones, now."""
    sent = choosing.try_now(viewer)
    words = (
        N_("It is on its way to your phone.") if sent else N_("Switch notifications on first, on this phone.")
    )
    return see("notifications.show", flash=words)


@router.get("/push", name="push.show")
def push_here(viewer: CurrentViewer) -> Response:
    """What this browser needs to subscribe, and whether it has."""
    return JSONResponse({"key": vapid.public_key(), "on": subscriptions.here(viewer) is not None})


@router.post("/push", name="push.create")
def subscribe(
    posted: Annotated[Posted[SubscriptionForm], reads(SubscriptionForm)], viewer: CurrentViewer
) -> Response:
    """This browser takes pushes for me. It is asked by a script, so it is answered by a number alone."""
    form = posted.form
    if form is None or not (push.is_key(form.p256dh, 65) and push.is_key(form.auth, 16)):
        return Response(status_code=422)
    if not outside.looks_right(form.endpoint):
        return Response(status_code=422)
    subscriptions.PushSubscription.keep(form.endpoint, form.p256dh, form.auth, by=viewer)
    return Response(status_code=201)


@router.delete("/push", name="push.destroy")
def unsubscribe(viewer: CurrentViewer) -> Response:
    """This browser takes none any more."""
    subscriptions.PushSubscription.drop(by=viewer)
    return Response(status_code=204)


@router.post("/number", name="sms_number.create")
def give_number(posted: Annotated[Posted[NumberForm], reads(NumberForm)], viewer: CurrentViewer) -> Response:
    """A code to a number of mine."""
    form = posted.or_again(PAGE, **pages.shown(viewer))
    told(lambda: choosing.give_number(form.number, viewer), posted, "number")
    posted.or_again(PAGE, **pages.shown(viewer))
    return see("notifications.show", flash=N_("We have sent you a code. It works for ten minutes."))


@router.post("/number/code", name="sms_number.update")
def verify(posted: Annotated[Posted[CodeForm], reads(CodeForm)], viewer: CurrentViewer) -> Response:
    """The code that came: the number is mine. A wrong try counts, so nothing is rolled back for it."""
    number = numbers.of(viewer.session, viewer.account_id)
    if number is None:
        raise NotFound
    form = posted.or_again(PAGE, **pages.shown(viewer))
    if number.verify(form.code, by=viewer):
        return see("notifications.show", flash=N_("Your number works now. Choose below what comes by SMS."))
    posted.refuse("code", _("That isn't the code, or it is too old. Look once more, or ask for a new one."))
    response = page(PAGE, posted=posted, **pages.shown(viewer))
    response.status_code = 422
    return response


@router.post("/number/end", name="sms_number.destroy")
def end_number(viewer: CurrentViewer) -> Response:
    """No SMS to me any more."""
    number = numbers.of(viewer.session, viewer.account_id)
    if number is None:
        raise NotFound
    number.drop(by=viewer)
    return see("notifications.show", flash=N_("We have forgotten your number."))


@health.get("", name="deliveries.index")
def deliveries(viewer: CurrentViewer) -> Response:
    """How much was told by each way, and what didn't arrive. Nobody's name, number or words."""
    return page("notifications/deliveries.html", counts=pages.counts(viewer), failures=pages.failures(viewer))
