"""What a caseworker chooses from."""

from typing import Any

from sqlmodel import col

from app.identity.models import Organisation
from app.identity.viewer import Viewer


def municipalities(viewer: Viewer) -> list[Any]:
    """Where a youth can be given a home."""
    rows = viewer.rows(Organisation, Organisation.id, Organisation.name)
    return viewer.run(rows.where(col(Organisation.kind) == "municipality").order_by(col(Organisation.name)))
