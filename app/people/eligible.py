"""Who could be there for a youth, to choose from."""

from typing import Any

from sqlmodel import col

from app.identity.models import Account, Grant, Organisation
from app.identity.policy import Role
from app.identity.viewer import Viewer
from app.people.choosing import near


def to_choose(viewer: Viewer, role: Role) -> list[Any]:
    """Who holds a role in the viewer's municipality and its organisations, by name."""
    rows = viewer.run(
        viewer.rows(Organisation, Account.id, Account.name, col(Organisation.name).label("organisation"))
        .join(Grant, col(Grant.organisation_id) == Organisation.id)
        .join(Account, col(Account.id) == Grant.account_id)
        .where(
            col(Organisation.id).in_(near(viewer)),
            col(Grant.role) == role,
            Grant.in_force(viewer.now),
            col(Account.closed_at).is_(None),
        )
    )
    found = {row.id: row for row in rows}
    return sorted(found.values(), key=lambda row: row.name.casefold())
