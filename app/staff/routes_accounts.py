"""Accounts and their roles, for the administrator. No content, no young people."""

from typing import Annotated, Any

from starlette.responses import Response

from app.identity.models import Account
from app.identity.policy import Role
from app.identity.viewer import Viewer
from app.kit.errors import NotFound
from app.staff import accounts, granting
from app.staff.forms import GrantForm, RevocationForm
from app.staff.words import ROLE_NAMES
from app.translation import catalogs
from app.web.forms import Posted, reads, told
from app.web.i18n import N_
from app.web.i18n import gettext as _
from app.web.pages import page, see
from app.web.routing import CurrentViewer, staff_router

router = staff_router("/accounts", Role.ADMIN)


def _account(viewer: Viewer, account_id: str) -> tuple[Account, dict[str, Any]]:
    account = viewer.find(Account, account_id, look=False)
    if granting.is_youth(account, by=viewer):
        raise NotFound
    found, _next = accounts.entries(viewer, only=account.id)
    context = {"entry": found[0], "organisations": accounts.organisations(viewer), "roles": ROLE_NAMES}
    return account, context


@router.get("", name="accounts.index")
def index(viewer: CurrentViewer, after: str = "") -> Response:
    """Who can sign in, as what, in which organisation; page by page."""
    found, following = accounts.entries(viewer, after)
    return page(
        "staff/accounts.html",
        entries=found,
        following=following,
        after=after,
        roles=ROLE_NAMES,
        drafted=catalogs.drafted(),
    )


@router.get("/{account_id}", name="accounts.show")
def show(account_id: str, viewer: CurrentViewer) -> Response:
    """One account, and giving it a role."""
    _it, context = _account(viewer, account_id)
    return page("staff/account.html", **context)


@router.post("/{account_id}/grants", name="grants.create")
def create(
    account_id: str, viewer: CurrentViewer, posted: Annotated[Posted[GrantForm], reads(GrantForm)]
) -> Response:
    """They have the role from now on."""
    account, context = _account(viewer, account_id)
    if posted.form and posted.form.organisation_id not in {one.id for one in context["organisations"]}:
        posted.refuse("organisation_id", _("Choose one of the answers."))
    if posted.form:
        form = posted.form
        told(lambda: granting.give(account, Role(form.role), form.organisation_id, by=viewer), posted, "role")
    posted.or_again("staff/account.html", **context)
    return see("accounts.show", account_id=account.id, flash=N_("The role is given."))


@router.get("/{account_id}/grants/{grant_id}/ending", name="grants.ending")
def ending(account_id: str, grant_id: str, viewer: CurrentViewer) -> Response:
    """Ask whether they are sure."""
    account, context = _account(viewer, account_id)
    grant = granting.grant_of(account.id, grant_id, by=viewer)
    return page("staff/grant_end.html", grant=grant, **context)


@router.post("/{account_id}/grants/{grant_id}/ending", name="grants.end")
def end(
    account_id: str,
    grant_id: str,
    viewer: CurrentViewer,
    posted: Annotated[Posted[RevocationForm], reads(RevocationForm)],
) -> Response:
    """The role ends now, and they are signed out everywhere."""
    account, context = _account(viewer, account_id)
    grant = granting.grant_of(account.id, grant_id, by=viewer)
    if posted.form:
        told(lambda: granting.take_back(grant, by=viewer), posted, "sure")
    posted.or_again("staff/grant_end.html", grant=grant, **context)
    return see("accounts.show", account_id=account.id, flash=N_("The role has ended."))
