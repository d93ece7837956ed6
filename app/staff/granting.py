"""Giving and taking back roles. An administrator does it for others, never for themselves: four eyes."""

from uuid import UUID

from sqlmodel import col, select

from app.identity.models import Account, Grant
from app.identity.policy import Change, Role
from app.identity.sessions import end_all
from app.identity.viewer import Viewer
from app.kit import clock
from app.kit.errors import NotFound, Refused
from app.web.i18n import gettext as _


def give(account: Account, role: Role, organisation_id: UUID, *, by: Viewer) -> Grant:
    """An account gets a role in an organisation, from now on. Raises Refused for oneself and for a youth's account."""
    by.hold(account)
    grant = Grant(account_id=account.id, role=role, organisation_id=organisation_id, starts_at=by.now)
    by.require(Change.GRANT, grant)
    _not_oneself(account.id, by)
    held = by.session.exec(select(Grant).where(Grant.account_id == account.id, Grant.in_force(by.now))).all()
    if role == Role.YOUTH or any(other.role == Role.YOUTH for other in held):
        raise Refused(_("A young person's account is looked after by their caseworker."))
    if any(other.role == role and other.organisation_id == organisation_id for other in held):
        raise Refused(_("They have this role there already."))
    return by.add(grant)


def take_back(grant: Grant, *, by: Viewer) -> None:
    """A role ends now, and with it every session of the account. Raises Refused for one's own."""
    by.hold(grant)
    by.require(Change.GRANT, grant)
    _not_oneself(grant.account_id, by)
    if grant.ends_at is not None and grant.ends_at <= clock.now():
        raise Refused(_("This has ended already. Nothing was changed."))
    grant.ends_at = max(by.now, grant.starts_at)
    end_all(by.session, grant.account_id)


def _not_oneself(account_id: UUID, by: Viewer) -> None:
    if account_id == by.account_id:
        raise Refused(_("Your own roles are changed by another administrator."))


def grant_of(account_id: UUID, grant_id: UUID | str, *, by: Viewer) -> Grant:
    """A grant in force of an account. Raises NotFound."""
    grant = by.find(Grant, grant_id, look=False)
    if grant.account_id != account_id or (grant.ends_at and grant.ends_at <= by.now):
        raise NotFound
    return grant


def is_youth(account: Account, *, by: Viewer) -> bool:
    """Whether an account is a young person's."""
    grants = select(Grant.id).where(Grant.account_id == account.id, col(Grant.role) == Role.YOUTH)
    return by.session.exec(grants.limit(1)).first() is not None
