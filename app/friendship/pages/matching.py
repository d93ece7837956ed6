"""The families for one request, ranked, each with what speaks for it and what doesn't."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlmodel import col

from app.friendship.facts import FamilyFacts
from app.friendship.matching import gathering
from app.friendship.matching.kept import MatchChoice, Said, weights_of
from app.friendship.matching.ranking import Importance, Ranked, rank
from app.friendship.matching.rules import RULES
from app.friendship.models import FriendshipRequest
from app.friendship.sharing import answers_for
from app.identity.viewer import Viewer
from app.web.i18n import N_

FIRST = 8  # so many families are shown at once
IMPORTANCES = ((Importance.NOT, N_("Doesn't count")), (Importance.IMPORTANT, N_("Counts")), (Importance.VERY, N_("Counts a lot")))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Candidate:
    """A family that could be put forward, or why it can't."""

    id: UUID
    name: str
    facts: FamilyFacts
    how: Ranked
    reason: str  # why it was ruled out
    said: str
    tried: bool


def weights_shown(viewer: Viewer, organisation_id: UUID | None) -> list[dict[str, Any]]:
    """The rules, each with how much it counts in the organisation."""
    weights = weights_of(viewer, organisation_id)
    return [{"name": rule.name, "label": rule.label, "value": int(weights[rule.name])} for rule in RULES]


def candidates(viewer: Viewer, request: FriendshipRequest, row: Any) -> list[Candidate]:
    """The organisation's families, the best first. Six statements, however many families there are."""
    sides = gathering.families(viewer, request.organisation_id)
    said = gathering.choices(viewer, col(MatchChoice.request_id) == request.id)[request.id]
    before = gathering.tried(viewer, request.organisation_id)[request.id]
    asks = gathering.wanted(viewer, row, answers_for(request, viewer), before, said)
    ranked = rank(
        asks,
        (side.offered for side in sides.values()),
        weights_of(viewer, request.organisation_id),
        pinned=gathering.pinned(said),
    )
    found = []
    for how in ranked:
        side, word = sides[how.offered.id], said.get(how.offered.id)
        facts = FamilyFacts.of(side.profile, side.postcode, row.postcode)
        found.append(
            Candidate(
                id=how.offered.id,
                name=side.name,
                facts=facts,
                how=how,
                reason=(word.reason or "") if word else "",
                said=word.said if word else "",
                tried=how.offered.id in before,
            )
        )
    return found


def ranked(viewer: Viewer, request: FriendshipRequest, row: Any, *, every: bool = False) -> dict[str, Any]:
    """What the page of a request shows while its organisation looks."""
    found = candidates(viewer, request, row)
    possible = [one for one in found if one.how.possible]
    out = [one for one in found if one.said == Said.RULED_OUT]
    return {
        "candidates": possible if every else possible[:FIRST],
        "more": 0 if every else max(0, len(possible) - FIRST),
        "ruled_out": out,
        "not_now": [one for one in found if not one.how.possible and one.said != Said.RULED_OUT],
        "rules": weights_shown(viewer, request.organisation_id),
        "importances": IMPORTANCES,
    }


NOTHING = {"candidates": [], "more": 0, "ruled_out": [], "not_now": [], "rules": [], "importances": ()}
