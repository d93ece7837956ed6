"""In and out again: PIN or e-mail and password, a forgotten password, signing out."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from app.entry import doors, jobs, proof, ways
from app.entry.forms import EmailForm, PinForm, SignInForm
from app.identity import limits
from app.web import i18n
from app.web.asking import asking
from app.web.forms import Posted, reads
from app.web.i18n import gettext as _
from app.web.i18n import ngettext
from app.web.pages import forget, page
from app.web.routing import CurrentViewer, public_router

router: APIRouter = public_router()
Next = Annotated[str, Query(alias="next", max_length=500)]


@router.get("/sign-in", name="sign_in.new")
def new(viewer: CurrentViewer, by: str = "", out: str = "", then: Next = "") -> Response:
    """Your PIN on a phone that is known; else e-mail and password."""
    if viewer.account_id:
        return ways.go(ways.local(then))
    shown = doors.Door() if by == "email" else doors.door(viewer)
    return page("entry/sign_in.html", door=shown, known=doors.door(viewer).shows, next=then, out=bool(out))


@router.post("/sign-in", name="sign_in.create")
def create(
    posted: Annotated[Posted[SignInForm], proof.READ_SIGN_IN],
    tried: proof.PasswordProof,
    viewer: CurrentViewer,
    agent: ways.Agent = "",
) -> Response:
    """E-mail and password. Whatever is wrong, the words and the time are the same."""
    if tried.wait:
        return ways.wait(tried.wait)
    entered = doors.by_password(viewer, tried, ways.label_of(agent))
    if entered:
        return ways.let_in(entered, ways.local(posted.raw("next")))
    posted.refuse("password", _("That didn't work. Look at the e-mail and the password once more."))
    known = doors.door(viewer).shows
    return page("entry/sign_in.html", status=422, posted=posted, door=doors.Door(), known=known, next=posted.raw("next"), out=False)  # fmt: skip


@router.post("/sign-in/pin", name="sign_in.pin")
def pin(
    posted: Annotated[Posted[PinForm], proof.READ_PIN], tried: proof.PinProof, viewer: CurrentViewer
) -> Response:
    """The PIN of this phone. Answered, never raised: a wrong try has to be counted."""
    if tried.wait:
        return ways.wait(tried.wait)
    entered = doors.by_pin(viewer, tried) if posted.form else None
    if entered:
        return ways.let_in(entered, ways.local(posted.raw("next")))
    door = doors.door(viewer)
    if posted.form and door.shows == "pin":
        posted.refuse("pin", _("That wasn't the PIN. Try once more.") + " " + _tries(door.tries_left))
    return page("entry/sign_in.html", status=422, posted=posted, door=door, known=door.shows, next=posted.raw("next"), out=False)  # fmt: skip


def _tries(left: int) -> str:
    return ngettext(
        "After %(n)s more wrong try this phone takes a break.",
        "After %(n)s more wrong tries this phone takes a break.",
        left,
    )


@router.post("/sign-out", name="sign_out.create")
def sign_out(viewer: CurrentViewer) -> Response:
    """The session ends here; the phone stays known. The page's script has emptied its caches before it asked."""
    doors.leave(viewer)
    response = ways.go("/sign-in?out=1")
    forget(response, "sammen_session")
    return response


@router.get("/password", name="passwords.new")
def ask_password() -> Response:
    """For whoever forgot the password."""
    return page("entry/password_ask.html", sent=False)


@router.post("/password", name="passwords.create")
def mail_password(posted: Annotated[Posted[EmailForm], reads(EmailForm)], viewer: CurrentViewer) -> Response:
    """The worker finds out whether somebody has this e-mail: the answer is the same, and as quick, for everybody."""
    address = asking.get().address
    if wait := limits.too_many("mail", address, posted.raw("email").strip(), limits.MAIL):
        return ways.wait(wait)
    form = posted.or_again("entry/password_ask.html", sent=False)
    jobs.ask_reset(viewer, form.email, i18n.language.get().code)
    return page("entry/password_ask.html", sent=True)
