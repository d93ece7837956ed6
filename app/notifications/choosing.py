"""The verbs of the page of choices: save, try, give a number."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from app.identity.policy import Change
from app.kit.errors import NotFound
from app.kit.jobs import enqueue
from app.notifications import deliveries, numbers, pages, subscriptions
from app.notifications.choices import NotificationChoice, QuietHours
from app.notifications.forms import ChoicesForm
from app.notifications.kinds import CODE, TEST, Channel
from app.web.i18n import gettext as _

if TYPE_CHECKING:
    from app.identity.viewer import Viewer

TESTS_AN_HOUR = 10


def save(form: ChoicesForm, viewer: "Viewer") -> None:
    """All choices of the page; of ways that don't lead to the viewer yet the defaults stay."""
    if viewer.account_id is None:
        raise NotFound
    rows = {(row.kind, row.channel): row for row in viewer.all(NotificationChoice)}
    for kind in pages.kinds(viewer):
        chosen = getattr(form, kind.value)
        for channel in pages.ways(viewer):
            row = rows.get((kind, channel)) or NotificationChoice(
                account_id=viewer.account_id, kind=kind, channel=channel, wanted=False
            )
            row.choose(wanted=channel in chosen, by=viewer)
            viewer.add(row)
    quiet = next(iter(viewer.all(QuietHours)), None) or QuietHours(account_id=viewer.account_id)
    quiet.choose(wanted=form.quiet == "yes", starts=int(form.starts), ends=int(form.ends), by=viewer)
    viewer.add(quiet)


def try_now(viewer: "Viewer") -> bool:
    """Send one to the viewer's own browsers; False if none takes any, or it was tried often enough."""
    session, account_id = viewer.session, viewer.account_id
    if account_id is None:
        return False
    since = viewer.now - timedelta(hours=1)
    if deliveries.sent_since(session, Channel.PUSH, since, account_id, TEST) >= TESTS_AN_HOUR:
        return False
    mine = subscriptions.of(session, account_id)
    for one in mine:
        viewer.require(Change.CHOOSE_TELLING, one)
        told = {
            "account": str(account_id),
            "kind": TEST,
            "url": "/notifications",
            "about": None,
            "to": str(one.id),
        }
        enqueue(session, "push", told, key=f"push:{one.id}:{TEST}")
    return bool(mine)


def give_number(written: str, viewer: "Viewer") -> Any:
    """Send a code to a number. Raises Refused."""
    number, code = numbers.SmsNumber.give(written, by=viewer)
    text = _("Your code: %(code)s", code=code)
    told = {"account": str(viewer.account_id), "to": number.number, "text": text, "kind": CODE}
    enqueue(viewer.session, "sms-code", told)
    return number
