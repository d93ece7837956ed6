"""What the pages about one placement share."""

from typing import Any
from uuid import UUID

from app.identity.policy import Change, Role
from app.identity.viewer import Viewer
from app.kit.errors import NotFound
from app.people.roles import ROLES
from app.placement import kinds
from app.placement.guides import GUIDES
from app.placement.models import Placement
from app.placement.showing import show
from app.placement.statements import SAYS, STATEMENTS
from app.web.i18n import LANGUAGES, N_

READING = (Role.YOUTH, Role.HOST, Role.MFI, Role.CASEWORKER, Role.CONTACT, Role.SUPERVISOR)
LEADING = (Role.SUPERVISOR, Role.CASEWORKER)
SHOW = "placement/show.html"
KEPT = N_("It is kept.")


def shown(viewer: Viewer, placement: Placement) -> dict[str, Any]:
    """The placement with all words its pages need."""
    return {
        "it": show(viewer, placement),
        "placement": placement,
        "states": kinds.STATES,
        "means": kinds.MEANS,
        "points": kinds.POINTS,
        "all_points": kinds.ALL_POINTS,
        "bridges": kinds.WITH,
        "interpreters": kinds.INTERPRETERS,
        "feelings": kinds.FEELINGS,
        "feeling_icons": kinds.FEELING_ICONS,
        "because": kinds.BECAUSE,
        "says": SAYS,
        "statements": STATEMENTS,
        "doers": kinds.DOERS,
        "roles": ROLES,
        "spoken": LANGUAGES,
        "guides": GUIDES,
    }


def to_change(viewer: Viewer, placement_id: UUID, change: Change) -> tuple[Placement, dict[str, Any]]:
    """A placement the viewer may change like this, and its page. Raises NotFound."""
    placement = viewer.find(Placement, placement_id)
    if not placement.may(change, viewer):
        raise NotFound
    return placement, shown(viewer, placement)
