"""Who fills a role for a youth at the moment."""

from functools import lru_cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import bindparam, case
from sqlmodel import col, select

from app.identity.policy import Role
from app.kit.record import UtcDateTime, one_of
from app.people.ties import Tie

if TYPE_CHECKING:
    from app.identity.viewer import Viewer


@lru_cache(maxsize=16)
def _holding(roles: tuple[Role, ...]) -> Any:
    """The ties in force, the roles in their order, the substitute before the one they stand in for. Built once."""
    first = case({role: place for place, role in enumerate(roles)}, value=col(Tie.role))
    at = bindparam("at", type_=UtcDateTime())
    ties = select(Tie).where(
        Tie.youth_id == bindparam("youth"), one_of(col(Tie.role), roles), Tie.in_force(at)
    )
    return ties.order_by(first, col(Tie.stands_in_for).is_(None), col(Tie.starts_at).desc()).limit(1)


def holder(viewer: "Viewer", youth_id: UUID, *roles: Role) -> Tie | None:
    """The tie in force that fills a role for a youth; where nobody does, the next of the roles.

    Not limited to what the viewer sees: rules need it (who is the third adult), pages show it by name.
    """
    found: Tie | None = viewer.session.exec(
        _holding(roles), params={"youth": youth_id, "at": viewer.now}
    ).first()
    return found
