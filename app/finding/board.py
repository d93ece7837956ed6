"""The board: an organisation's families by how far they have come, and what is written down of one of them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlmodel import col

from app.finding.models import Application
from app.finding.pipeline import (
    BESIDES_NAMES,
    KIND_NAMES,
    ONE_OF_KIND,
    STATES,
    WAY,
    Besides,
    waits_too_long,
    ways_from,
    words_for,
)
from app.finding.planning import kinds_of
from app.finding.steps import FamilyStep, keeps
from app.friendship.facts import FamilyFacts
from app.friendship.pages.family import adults_of
from app.identity.models import Account
from app.identity.policy import Role
from app.identity.viewer import Viewer
from app.kit import clock
from app.kit.errors import NotFound
from app.people.models import Family, FamilyState


@dataclass(frozen=True, slots=True)
class Card:
    """A family on the board."""

    id: UUID
    name: str
    state: FamilyState
    since: datetime
    waits: bool  # too long in this step
    next: FamilyState | None  # the next step, one tap away
    lacks_certificate: bool
    children: list[int]


def _card(row: Any, kind: Role, viewer: Viewer) -> Card:
    ways = [way for way in ways_from(kind, row.state) if way in {*WAY, FamilyState.MATCHED}]
    back = row.state in WAY and ways and ways[0] in WAY and WAY.index(ways[0]) < WAY.index(row.state)
    return Card(
        id=row.id,
        name=row.name,
        state=row.state,
        since=row.since,
        waits=waits_too_long(row.state, row.since, viewer.now),
        next=ways[0] if ways and not back else None,
        lacks_certificate=row.certificate_on is None,
        children=list(row.profile.get("children") or []),
    )


def index(viewer: Viewer, asked: str) -> dict[str, Any]:
    """The columns of one kind of family, the longest in a step first. One statement."""
    kinds = kinds_of(viewer)
    if not kinds:
        raise NotFound
    kind = next((one for one in kinds if one.value == asked), kinds[0])
    ours = viewer.organisations(Role.SUPERVISOR) if kind == Role.HOST else frozenset()
    rows = viewer.run(
        viewer.rows(
            Family, Family.id, Family.name, Family.state, Family.since, Family.certificate_on, Family.profile
        )
        .where(
            col(Family.organisation_id).in_(ours | viewer.organisations(Role.COORDINATOR)),
            col(Family.kind) == kind,
        )
        .order_by(col(Family.since))
    )
    cards = [_card(row, kind, viewer) for row in rows]
    columns = [(state, STATES[state], [one for one in cards if one.state == state]) for state in STATES]
    return {
        "kind": kind,
        "kinds": [(one, KIND_NAMES[one]) for one in kinds],
        "columns": columns,
        "waiting": sum(card.waits for card in cards),
        "states": STATES,
    }


def ours(viewer: Viewer, family_id: UUID) -> Family:
    """A family that is the viewer's to look after. Raises NotFound."""
    family = viewer.find(Family, family_id)
    if not keeps(viewer, family):
        raise NotFound
    return family


def show(viewer: Viewer, family: Family) -> dict[str, Any]:
    """One family: how it is reached, what it told, what is there besides its steps, its history, what comes next."""
    filed = viewer.all(Application, col(Application.family_id) == family.id)
    file = filed[0] if filed else None
    verifier = viewer.first(
        viewer.rows(Family, Account.name)
        .join(Account, col(Account.id) == col(Family.certificate_by))
        .where(col(Family.id) == family.id)
    )
    history = viewer.run(
        viewer.rows(
            FamilyStep,
            FamilyStep.what,
            FamilyStep.state,
            FamilyStep.at,
            FamilyStep.told_by,
            FamilyStep.words,
            col(Account.name).label("by"),
        )
        .outerjoin(Account, col(Account.id) == col(FamilyStep.by_account))
        .where(col(FamilyStep.family_id) == family.id)
        .order_by(col(FamilyStep.at).desc(), col(FamilyStep.id).desc())
    )
    return {
        "family": family,
        "file": file,
        "facts": FamilyFacts.of(family.profile, family.postcode),
        "adults": adults_of(viewer, family.id),
        "verifier": verifier.name if verifier else "",
        "besides": _besides(file, family),
        "besides_names": BESIDES_NAMES,
        "history": history,
        "states": STATES,
        "kind_name": ONE_OF_KIND[family.kind],
        "ways": ways_from(family.kind, family.state),
        "told": words_for(family.kind, family.state),
        "waits": waits_too_long(family.state, family.since, viewer.now),
        "today": clock.today(),
    }


def _besides(file: Application | None, family: Family) -> dict[Besides, date | None]:
    if family.organisation_id is None:
        return {}
    return (file or Application(family_id=family.id, organisation_id=family.organisation_id)).has(family)
