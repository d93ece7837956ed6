"""What the pages that change one tie read."""

from typing import Any

from app.identity.policy import Change
from app.identity.viewer import Viewer
from app.kit.errors import NotFound
from app.people.eligible import to_choose
from app.people.models import Tie, Youth
from app.people.pages import around
from app.people.roles import ROLES


def known_tie(viewer: Viewer, tie_id: str, change: Change) -> dict[str, Any]:
    """A tie in force that the viewer may change, its youth and who holds it. Raises NotFound."""
    tie = viewer.find(Tie, tie_id)
    if not tie.may(change, viewer) or not tie.holds(viewer.now):
        raise NotFound
    youth = viewer.find(Youth, tie.youth_id)
    person = next(one for one in around(viewer, youth.id).now if one.tie_id == tie.id)
    return {"tie": tie, "youth": youth, "person": person, "words": ROLES}


def colleagues(viewer: Viewer, tie: Tie) -> list[Any]:
    """Who could do it instead."""
    return [person for person in to_choose(viewer, tie.role) if person.id != tie.account_id]
