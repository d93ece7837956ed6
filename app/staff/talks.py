"""The conversations about a youth that somebody around them can read."""

from typing import Any
from uuid import UUID

from sqlmodel import col

from app.identity.models import Account
from app.identity.viewer import Viewer
from app.messaging.models import Conversation
from app.people.models import Family


def talks(viewer: Viewer, youth_id: UUID) -> list[Any]:
    """The conversations about a youth that the viewer can read, the latest first."""
    rows = viewer.rows(
        Conversation,
        Conversation.id,
        Conversation.kind,
        Conversation.last_at,
        col(Family.name).label("family"),
        col(Account.name).label("person"),
    )
    return viewer.run(
        rows.outerjoin(Family, col(Family.id) == Conversation.family_id)
        .outerjoin(Account, col(Account.id) == Conversation.account_id)
        .where(col(Conversation.youth_id) == youth_id)
        .order_by(col(Conversation.last_at).desc())
        .limit(10)
    )
