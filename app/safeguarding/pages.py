"""What the safeguarding page reads."""

from typing import Any

from sqlmodel import col

from app.identity.models import Organisation
from app.identity.policy import Role
from app.identity.viewer import Viewer


def numbers(viewer: Viewer) -> list[Any]:
    """The numbers of one's own municipality, by day and by night."""
    mine = viewer.organisations(Role.SAFEGUARDING)
    return viewer.run(
        viewer.rows(Organisation, Organisation.name, Organisation.phone, Organisation.night_phone)
        .where(col(Organisation.id).in_(mine))
        .order_by(col(Organisation.name))
    )
