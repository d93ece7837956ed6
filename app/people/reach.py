"""Whose accounts those around a youth are: for telling them, never for showing them."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from app.identity.policy import Role
from app.people.ties import FamilyMember, Tie


def accounts(session: Session, youth_id: UUID, at: datetime, roles: Iterable[Role]) -> set[UUID]:
    """The youth's own account, and those of who is tied to them at a moment in these roles, each adult of a family."""
    ties = select(Tie.account_id, Tie.family_id).where(
        Tie.youth_id == youth_id, Tie.in_force(at), col(Tie.role).in_(list(roles))
    )
    rows = session.exec(ties).all()
    families = [family for _account, family in rows if family]
    adults = select(FamilyMember.account_id).where(col(FamilyMember.family_id).in_(families))
    return {youth_id, *(account for account, _family in rows if account), *session.exec(adults)}
