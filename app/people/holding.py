"""Who fills a role for a youth at the moment."""

from typing import TYPE_CHECKING
from uuid import UUID

from sqlmodel import col, select

from app.identity.policy import Role
from app.people.ties import Tie

if TYPE_CHECKING:
    from app.identity.viewer import Viewer


def holder(viewer: "Viewer", youth_id: UUID, role: Role) -> Tie | None:
    """The tie in force that fills a role for a youth: the substitute before the one they stand in for.

    Not limited to what the viewer sees: rules need it (who is the third adult), pages show it by name.
    """
    ties = select(Tie).where(Tie.youth_id == youth_id, Tie.role == role, Tie.in_force(viewer.now))
    return viewer.session.exec(
        ties.order_by(col(Tie.stands_in_for).is_(None), col(Tie.starts_at).desc()).limit(1)
    ).first()
