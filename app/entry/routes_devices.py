"""My phones: where I am known or signed in, and ending that."""

from fastapi import APIRouter
from starlette.responses import Response

from app.entry import doors, pages, ways
from app.identity.devices import Device
from app.identity.sessions import SignIn
from app.web.asking import asking
from app.web.i18n import N_
from app.web.pages import forget, page, see
from app.web.routing import CurrentViewer, member_router

router: APIRouter = member_router("/devices")


@router.get("", name="devices.index")
def index(viewer: CurrentViewer) -> Response:
    """Phones with a PIN, and sign-ins with a password."""
    return page("entry/devices.html", phones=pages.phones(viewer), sign_ins=pages.sign_ins(viewer))


@router.post("/forget-me", name="devices.forget_me")
def forget_me(viewer: CurrentViewer) -> Response:
    """This phone forgets me, and everything it kept of Sammen."""
    device = Device.known(viewer.session, asking.get().device)
    if device and device.account_id == viewer.account_id:
        doors.forget_device(viewer, device)
    doors.leave(viewer)
    response = ways.go("/sign-in?out=1")
    forget(response, "sammen_session")
    forget(response, "sammen_device")
    # Caches, cookies and stores of this site, on this phone alone (settled, main point 2).
    response.headers["clear-site-data"] = '"cache", "cookies", "storage"'
    return response


@router.post("/{device_id}/end", name="devices.destroy")
def destroy(device_id: str, viewer: CurrentViewer) -> Response:
    """A phone of mine doesn't open any more."""
    doors.forget_device(viewer, viewer.find(Device, device_id))
    return see("devices.index", flash=N_("That phone is signed out."))


@router.post("/sign-ins/{sign_in_id}/end", name="sign_ins.destroy")
def end_sign_in(sign_in_id: str, viewer: CurrentViewer) -> Response:
    """A session of mine ends."""
    doors.forget_sign_in(viewer, viewer.find(SignIn, sign_in_id))
    return see("devices.index", flash=N_("That phone is signed out."))
