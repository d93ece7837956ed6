"""Whom a caseworker may choose to be there for a youth."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import Select, or_
from sqlmodel import col, select

from app.identity.models import Grant, Organisation
from app.identity.policy import Role

if TYPE_CHECKING:
    from app.identity.viewer import Viewer

# Whom a caseworker chooses by hand; families come by friendship and placement, caseworkers by handing over.
# Those who see all that is around a youth (domain.md, Access matrix).
CARING = (Role.MFI, Role.CONTACT, Role.CASEWORKER, Role.SUPERVISOR, Role.HOST)
CHOSEN = frozenset({Role.MFI, Role.CONTACT, Role.INTERPRETER, Role.SUPERVISOR})
ONE_ALONE = frozenset({Role.MFI})
LONGEST_STAND_IN = timedelta(days=183)


def near(viewer: "Viewer") -> Select[Any]:
    """Ids of the viewer's municipality and of the organisations that belong to it."""
    mine = viewer.organisations(Role.CASEWORKER)
    belongs = or_(col(Organisation.id).in_(mine), col(Organisation.municipality_id).in_(mine))
    return select(Organisation.id).where(belongs)


def can_be_chosen(viewer: "Viewer", role: Role, account_id: UUID) -> bool:
    """Whether an account holds a role in an organisation of the viewer's municipality."""
    grants = select(Grant.id).where(
        Grant.account_id == account_id,
        Grant.role == role,
        Grant.in_force(viewer.now),
        col(Grant.organisation_id).in_(near(viewer)),
    )
    return viewer.session.exec(grants.limit(1)).first() is not None
