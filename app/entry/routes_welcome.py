"""The first visit: the code and the language, what this is, and a PIN or a password."""

from typing import Annotated

from fastapi import APIRouter
from starlette.responses import Response

from app.entry import doors, proof, ways
from app.entry.forms import CodeForm, NewPasswordForm, NewPinForm
from app.identity import limits
from app.identity.codes import read_code
from app.identity.viewer import Viewer
from app.web import i18n
from app.web.asking import asking
from app.web.forms import Posted, reads
from app.web.i18n import gettext as _
from app.web.pages import page, remember, see, url_for
from app.web.routing import CurrentViewer, public_router

router: APIRouter = public_router("/welcome")


@router.get("", name="welcome.new")
def new() -> Response:
    """The first screen of all: choose your language. The code comes in the fragment, or is typed."""
    return page("entry/welcome.html")


@router.get("/code", name="welcome.code")
def code() -> Response:
    """A field for the code that stands under the picture."""
    return page("entry/code.html")


@router.post("", name="welcome.create")
def create(posted: Annotated[Posted[CodeForm], reads(CodeForm)], viewer: CurrentViewer) -> Response:
    """A language, and the invitation opened, once. With a language alone: on to the door."""
    form = posted.form or CodeForm()
    if form.language:
        i18n.language.set(i18n.LANGUAGES[form.language])
    response = _opened(posted, form, viewer)
    if form.language:
        remember(response, "sammen_language", form.language, ways.LANGUAGE_LIFE)
    return response


def _opened(posted: Posted[CodeForm], form: CodeForm, viewer: Viewer) -> Response:
    if form.language and not form.code.strip():
        return see("sign_in.new")
    if wait := limits.too_many("code", asking.get().address):
        return ways.wait(wait)
    token = doors.take(viewer, read_code(form.code), form.language)
    if token is None:
        posted.refuse(
            "code", _("This code doesn't open anything. It may be old, or used already. Ask for a new one.")
        )
        return page("entry/code.html", status=422, posted=posted)
    return ways.bind(see("welcome.about"), token)


@router.get("/about", name="welcome.about")
def about(viewer: CurrentViewer) -> Response:
    """What this is, and who sees what."""
    who = proof.enrolling(viewer.session, asking.get().enrolling)
    if who is None:
        return see("welcome.new", flash=ways.OVER)
    if who.is_reset:
        return see("welcome.edit")
    return page("entry/about.html", who=who)


@router.get("/key", name="welcome.edit")
def edit(viewer: CurrentViewer) -> Response:
    """Choose a PIN, or a password."""
    who = proof.enrolling(viewer.session, asking.get().enrolling)
    if who is None:
        return see("welcome.new", flash=ways.OVER)
    return page("entry/pin_new.html" if who.is_youth else "entry/password_new.html", who=who)


@router.post("/pin", name="welcome.pin")
def pin(
    posted: Annotated[Posted[NewPinForm], proof.READ_NEW_PIN],
    key: proof.PinKey,
    viewer: CurrentViewer,
    agent: ways.Agent = "",
) -> Response:
    """A youth's PIN: the phone is known, and the door opens."""
    who = proof.enrolling(viewer.session, asking.get().enrolling)
    if away := ways.away(who, key, youth=True):
        return away
    if key.problem:
        posted.refuse(key.field, key.problem)
    posted.or_again("entry/pin_new.html", who=who)
    entered = doors.enrol_youth(viewer, key.hashed, ways.label_of(agent)) if key.hashed else None
    return ways.let_in(entered, url_for("home.show")) if entered else see("welcome.new", flash=ways.OVER)


@router.post("/password", name="welcome.password")
def password(
    posted: Annotated[Posted[NewPasswordForm], proof.READ_NEW_PASSWORD],
    key: proof.PasswordKey,
    viewer: CurrentViewer,
    agent: ways.Agent = "",
) -> Response:
    """An adult's password."""
    who = proof.enrolling(viewer.session, asking.get().enrolling)
    if away := ways.away(who, key, youth=False):
        return away
    assert who is not None  # noqa: S101  _away has looked
    if key.problem:
        posted.refuse(key.field, key.problem)
    if not who.email and posted.form and posted.form.email and doors.is_taken(viewer, posted.form.email):
        posted.refuse("email", _("This e-mail can't be used here. Use another one."))
    form = posted.or_again("entry/password_new.html", who=who)
    entered = (
        doors.enrol_adult(viewer, key.hashed, form.email or "", ways.label_of(agent)) if key.hashed else None
    )
    return ways.let_in(entered, url_for("home.show")) if entered else see("welcome.new", flash=ways.OVER)
