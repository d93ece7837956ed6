"""A coordinator's families, as rows."""

from collections import Counter
from typing import Any

from sqlmodel import col

from app.friendship.facts import FamilyFacts
from app.friendship.pages.family import adults_of
from app.identity.models import Account
from app.identity.policy import Role
from app.identity.viewer import Viewer
from app.people.models import Family, FamilyState
from app.web.i18n import N_

# What the states are called, in their order.
STATES = {
    FamilyState.APPLIED: N_("Has written to us"),
    FamilyState.MEETING: N_("Information meeting"),
    FamilyState.INTERVIEW: N_("Talk"),
    FamilyState.CERTIFICATE: N_("Children's certificate"),
    FamilyState.APPROVED: N_("Ready"),
    FamilyState.MATCHED: N_("Knows a young person"),
    FamilyState.RESTING: N_("Takes a break"),
    FamilyState.LEFT: N_("Has stopped"),
}


def index(viewer: Viewer, state: str) -> dict[str, Any]:
    """The organisation's friendship families under a state, since longest first, and how many there are. One statement."""
    rows = viewer.run(
        viewer.rows(
            Family, Family.id, Family.name, Family.state, Family.since, Family.certificate_on, Family.profile
        )
        .where(
            col(Family.organisation_id).in_(viewer.organisations(Role.COORDINATOR)),
            col(Family.kind) == Role.FRIEND,
        )
        .order_by(col(Family.since))
    )
    shown = state if state in set(FamilyState) else ""
    counts = Counter(row.state.value for row in rows)
    families = [
        {"row": row, "facts": FamilyFacts.of(row.profile, "")}
        for row in rows
        if (row.state == shown if shown else row.state != FamilyState.LEFT)
    ]
    return {"families": families, "counts": counts, "state": shown, "states": STATES}


def review(viewer: Viewer, family: Family) -> dict[str, Any]:
    """One family for its organisation."""
    seen_by = viewer.first(
        viewer.rows(Family, Account.name)
        .join(Account, col(Account.id) == col(Family.certificate_by))
        .where(col(Family.id) == family.id)
    )
    return {
        "family": family,
        "facts": FamilyFacts.of(family.profile, family.postcode),
        "adults": adults_of(viewer, family.id),
        "verifier": seen_by.name if seen_by else "",
        "states": STATES,
    }
