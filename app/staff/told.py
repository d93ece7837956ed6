"""What a friendship family was told."""

from uuid import UUID

from sqlmodel import col

from app.friendship.facts import Said
from app.friendship.pages.family import proposals_to_family
from app.friendship.proposals import Proposal
from app.friendship.states import ProposalState
from app.identity.viewer import Viewer


def told_to_family(viewer: Viewer, youth_id: UUID) -> list[Said]:
    """What a friendship family was told of a youth before it said yes."""
    ours = viewer.rows(Proposal, Proposal.id).where(
        col(Proposal.youth_id) == youth_id, col(Proposal.state) == ProposalState.BOTH_YES
    )
    row = viewer.first(ours.order_by(col(Proposal.created_at).desc()))
    return next((put.answers for put in proposals_to_family(viewer, row.id)), []) if row else []
