"""One message checked by an interpreter: asked for in a thread, taken and finished at the desk."""

from typing import Any

from starlette.responses import Response

from app.identity.policy import Role
from app.kit.errors import NotFound
from app.messaging import check_pages
from app.messaging.check_pages import CheckPosted
from app.messaging.checks import Check
from app.messaging.models import Message
from app.messaging.offers import passed_by
from app.messaging.routes import id_of
from app.web.forms import told
from app.web.i18n import N_
from app.web.i18n import gettext as _
from app.web.pages import again, page, see
from app.web.routing import CurrentViewer, member_router

asking_router = member_router("/messages")
router = member_router("/checks")
desk_router = member_router("/checks", Role.INTERPRETER)


@asking_router.post("/{message_id}/check", name="checks.create")
def create(viewer: CurrentViewer, message_id: str) -> Response:
    """Have this message checked by an interpreter."""
    message = viewer.find(Message, message_id, look=False)
    check = Check.ask(message, by=viewer)
    return see(
        "conversations.show",
        conversation_id=check.conversation_id,
        anchor=f"message-{message.id}",
        flash=N_("An interpreter will look at this message. You see here when it is done."),
    )


@desk_router.get("/{check_id}", name="checks.show")
def show(viewer: CurrentViewer, check_id: str) -> Response:
    """The one message, for who took it."""
    return page("desk/check.html", one=_one(viewer, viewer.find(Check, check_id)))


def _one(viewer: CurrentViewer, check: Check) -> Any:
    one = check_pages.one_message(viewer, check)
    if one is None:
        raise NotFound
    return one


@desk_router.post("/{check_id}/taking", name="checks.take")
def take(viewer: CurrentViewer, check_id: str) -> Response:
    """I take this one."""
    check = Check.to_take(id_of(check_id), viewer)
    check.take(by=viewer)
    return see("checks.show", check_id=check.id)


@desk_router.post("/{check_id}/passing", name="checks.pass")
def pass_on(viewer: CurrentViewer, check_id: str) -> Response:
    """Rather somebody else; no reason asked."""
    Check.to_take(id_of(check_id), viewer).pass_on(by=viewer)
    return see("queries.queue", flash=N_("You won't see that message again. Somebody else takes it."))


@desk_router.post("/{check_id}/back", name="checks.take_back")
def take_back(viewer: CurrentViewer, check_id: str) -> Response:
    """I passed it on by mistake."""
    passed_by(Check, id_of(check_id), viewer).take_back(by=viewer)
    return see("queries.queue", flash=N_("It is in your queue again."))


@desk_router.post("/{check_id}/rendering", name="checks.finish")
def finish(viewer: CurrentViewer, check_id: str, posted: CheckPosted) -> Response:
    """This is what it says."""
    check = viewer.find(Check, check_id, look=False)
    one = _one(viewer, check)
    form = posted.or_again("desk/check.html", one=one)
    kept = check_pages.kept(viewer, one, form)
    if kept and form.seen != kept.mark:
        posted.refuse("nothing_personal", _("Look at what would be remembered, and send it once more."))
    else:
        keep = bool(form.nothing_personal)
        told(
            lambda: check.finish(form.body, form.minutes or 0, nothing_personal=keep, by=viewer),
            posted,
            "body",
        )
    if posted.form is None:
        raise again("desk/check.html", posted=posted, one=one, kept=kept)
    return see("queries.queue", flash=N_("Checked. They read it with your name under it."))


@router.post("/{check_id}/withdrawal", name="checks.withdraw")
def withdraw(viewer: CurrentViewer, check_id: str) -> Response:
    """Not needed any more."""
    check = viewer.find(Check, check_id, look=False)
    check.withdraw(by=viewer)
    return see("conversations.show", conversation_id=check.conversation_id)


@router.post("/{check_id}/another", name="checks.another")
def another(viewer: CurrentViewer, check_id: str) -> Response:
    """Another interpreter, please; no reason asked."""
    check = viewer.find(Check, check_id, look=False)
    check.ask_another(by=viewer)
    return see("conversations.show", conversation_id=check.conversation_id)


def routers() -> list[Any]:
    """The routers of checks."""
    return [asking_router, desk_router, router]
