"""Counting for the steering group. Raw numbers never leave this module: only what may be told does.

The steering group sees no row about a person (domain.md), so there is nothing here that `visible_to` could let
through: these are the only statements that count without it, each limited to the viewer's own municipalities.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from typing import TYPE_CHECKING
from uuid import UUID

from sqlmodel import col, or_, select

from app.friendship.models import FriendshipRequest
from app.friendship.states import UNDER_WAY, RequestState
from app.identity.models import Organisation
from app.identity.policy import Role
from app.insight.hiding import K, Table, table
from app.kit.errors import NotFound
from app.people.models import Family, FamilyState, Youth
from app.web.i18n import N_

if TYPE_CHECKING:
    from app.identity.viewer import Viewer

FAMILIES = (
    ("on-the-way", N_("On the way to approval"), (FamilyState.APPLIED, FamilyState.MEETING, FamilyState.INTERVIEW, FamilyState.CERTIFICATE)),
    ("ready", N_("Ready for a young person"), (FamilyState.APPROVED,)),
    ("matched", N_("With a young person"), (FamilyState.MATCHED,)),
    ("resting", N_("Resting or left"), (FamilyState.RESTING, FamilyState.LEFT)),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Numbers:
    """What the steering group is shown."""

    youths: Table
    families: Table
    weeks_waiting: int | None


def numbers(by: "Viewer") -> Numbers:
    """Counts of the viewer's municipalities. Raises NotFound for anybody but the steering group."""
    if not by.is_(Role.STEERING):
        raise NotFound
    municipalities = _municipalities(by)
    states = _requests(by, municipalities)
    return Numbers(
        table(N_("Young people and friendship families"), _youths(by, municipalities, states)),
        table(N_("Friendship families"), _families(by, municipalities)),
        _weeks(by, states),
    )


def _municipalities(by: "Viewer") -> set[UUID]:
    mine = by.organisations(Role.STEERING)
    rows = by.session.exec(
        select(Organisation.id, Organisation.municipality_id).where(col(Organisation.id).in_(mine))
    )
    return {above or own for own, above in rows}


def _requests(by: "Viewer", municipalities: set[UUID]) -> dict[UUID, tuple[RequestState, datetime | None]]:
    """The newest sent request of each youth."""
    rows = by.session.exec(
        select(FriendshipRequest.youth_id, FriendshipRequest.state, FriendshipRequest.sent_at)
        .join(Youth, col(Youth.id) == FriendshipRequest.youth_id)
        .where(col(Youth.municipality_id).in_(municipalities), FriendshipRequest.state != RequestState.DRAFT)
        .order_by(col(FriendshipRequest.created_at), col(FriendshipRequest.id))
    )
    return {row[0]: (RequestState(row[1]), row[2]) for row in rows}


def _youths(
    by: "Viewer", municipalities: set[UUID], states: dict[UUID, tuple[RequestState, datetime | None]]
) -> list[tuple[str, str, int]]:
    all_of_them = by.session.exec(
        select(Youth.id).where(col(Youth.municipality_id).in_(municipalities))
    ).all()
    seen = Counter(states[youth][0] if youth in states else RequestState.DRAFT for youth in all_of_them)
    waiting = sum(seen[state] for state in UNDER_WAY)
    active = seen[RequestState.ACTIVE]
    return [
        ("waiting", N_("Have asked and wait"), waiting),
        ("active", N_("Have a friendship family"), active),
        ("none", N_("Don't ask just now"), len(all_of_them) - waiting - active),
    ]


def _families(by: "Viewer", municipalities: set[UUID]) -> list[tuple[str, str, int]]:
    near = or_(
        col(Organisation.id).in_(municipalities), col(Organisation.municipality_id).in_(municipalities)
    )
    seen = Counter(
        by.session.exec(
            select(Family.state)
            .join(Organisation, col(Organisation.id) == Family.organisation_id)
            .where(near, Family.kind == Role.FRIEND)
        )
    )
    return [(key, label, sum(seen[state] for state in states)) for key, label, states in FAMILIES]


def _weeks(by: "Viewer", states: dict[UUID, tuple[RequestState, datetime | None]]) -> int | None:
    """The median wait of those who wait now, in whole weeks; of fewer than five it isn't told."""
    waits = [(by.now - sent_at).days for state, sent_at in states.values() if state in UNDER_WAY and sent_at]
    return round(median(waits) / 7) if len(waits) >= K else None
