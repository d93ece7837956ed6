"""What a family sees of a youth that was put forward to it: age, language, interests, hopes, times. Never who."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import col

from app.friendship import private, questions
from app.friendship.facts import Said, said
from app.friendship.models import FriendshipRequest
from app.friendship.pages import first_name
from app.friendship.pages.after import NOTHING, Asked, asked
from app.friendship.proposals import Proposal
from app.friendship.states import ProposalState
from app.identity.models import Account, Organisation
from app.identity.policy import Role
from app.identity.viewer import Viewer
from app.kit import clock
from app.people.models import Family, FamilyMember, Youth
from app.people.ties import families_of


@dataclass(frozen=True, slots=True)
class YouthFacts:
    """A youth without a name: what a family may know before two yeses."""

    id: UUID  # of the proposal
    state: ProposalState
    own_answer: str | None  # yes, or nothing yet
    made_at: datetime
    organisation: str
    coordinator: str
    age: int
    language: str  # its English name, to be translated
    answers: list[Said]
    name: str  # empty until both said yes
    course: str  # how far it has come since; empty before
    asked: Asked


def _facts(viewer: Viewer, row: Any, own: str | None) -> YouthFacts:
    together = row.state == ProposalState.BOTH_YES
    spoken = next((option.label for option in questions.LANGUAGES if option.value == row.language), "")
    shown = row.state in {ProposalState.OPEN, ProposalState.BOTH_YES}
    return YouthFacts(
        id=row.id,
        state=row.state,
        own_answer=own,
        made_at=row.created_at,
        organisation=row.organisation,
        coordinator=first_name(row.coordinator),
        age=clock.age_on(row.birth_date, viewer.today),
        language=spoken,
        answers=said(questions.only(row.answers, questions.BEFORE_TWO_YESES)) if shown else [],
        name=first_name(row.youth) if together else "",
        course=row.course if together else "",
        asked=asked(viewer, row.request_id) if together or row.state == ProposalState.ENDED else NOTHING,
    )


def proposals_to_family(viewer: Viewer, proposal_id: UUID | None = None) -> list[YouthFacts]:
    """The proposals to the viewer's own families, the open ones first, then the newest."""
    put = (
        viewer.rows(
            Proposal,
            Proposal.id,
            Proposal.state,
            Proposal.created_at,
            Proposal.request_id,
            FriendshipRequest.answers,
            FriendshipRequest.state.label("course"),  # type: ignore[attr-defined]
            Youth.birth_date,
            Youth.language,
            Youth.name.label("youth"),  # type: ignore[attr-defined]
            Organisation.name.label("organisation"),  # type: ignore[attr-defined]
            Account.name.label("coordinator"),  # type: ignore[attr-defined]
        )
        .join(FriendshipRequest, col(FriendshipRequest.id) == col(Proposal.request_id))
        .join(Youth, col(Youth.id) == col(Proposal.youth_id))
        .join(Organisation, col(Organisation.id) == col(Proposal.organisation_id))
        .join(Account, col(Account.id) == col(Proposal.made_by))
        .where(col(Proposal.family_id).in_(families_of(viewer)))
    )
    if proposal_id:
        put = put.where(col(Proposal.id) == proposal_id)
    rows = viewer.run(
        put.order_by(col(Proposal.state) != ProposalState.OPEN, col(Proposal.created_at).desc())
    )
    own = private.own(viewer, [row.id for row in rows])
    return [_facts(viewer, row, own.get(row.id)) for row in rows]


def own_family(viewer: Viewer) -> Family | None:
    """The viewer's own friendship family, for its page and its verbs."""
    mine = viewer.all(Family, col(Family.id).in_(families_of(viewer)))
    return min(mine, key=lambda family: family.kind != Role.FRIEND, default=None)


def adults_of(viewer: Viewer, family_id: UUID) -> list[str]:
    """Names of a family's adults, for its own page and its organisation's."""
    rows = (
        viewer.rows(Family, Account.name)
        .join(FamilyMember, col(FamilyMember.family_id) == col(Family.id))
        .join(Account, col(Account.id) == col(FamilyMember.account_id))
        .where(col(Family.id) == family_id)
    )
    return [row.name for row in viewer.run(rows)]
