"""What a friendship family does with its own profile. Its way through its organisation is app/finding's."""

from typing import TYPE_CHECKING, Any

from app.identity.policy import Change
from app.people.models import Family

if TYPE_CHECKING:
    from app.identity.viewer import Viewer


def describe(family: Family, profile: dict[str, Any], *, by: "Viewer") -> None:
    """Keep what a family tells of itself."""
    by.require(Change.EDIT_FAMILY, family)
    family.profile = family.profile | profile
