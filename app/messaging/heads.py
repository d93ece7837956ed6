"""The head of a conversation: who can read it, what the family is called, whether one can write."""

from typing import Any
from uuid import UUID

from sqlalchemy import bindparam
from sqlmodel import col

from app.identity.models import Account
from app.identity.policy import Role
from app.identity.prepared import prepared
from app.identity.viewer import Viewer
from app.messaging.bubbles import Reader
from app.messaging.kinds import QueryState
from app.messaging.models import Conversation
from app.messaging.participants import Participant, Reason, reads
from app.messaging.queries import Query
from app.people.models import Family


@prepared
def _readers(viewer: Viewer) -> Any:
    rows = viewer.rows(
        Participant,
        Participant.account_id,
        col(Account.name),
        Participant.as_role,
        Participant.reason,
        Participant.seen_seq,
        reads(Participant, viewer.now).label("reads"),
    ).join(Account, col(Account.id) == Participant.account_id)
    here = col(Participant.conversation_id) == bindparam("conversation")
    return rows.where(here).order_by(col(Participant.joined_at))


def readers_of(viewer: Viewer, conversation_id: UUID) -> list[Reader]:
    """Everyone who takes or took part, with whether they can read now; one query."""
    return [Reader(*row) for row in viewer.run(_readers(viewer), conversation=conversation_id)]


@prepared
def _family(viewer: Viewer) -> Any:
    rows = viewer.rows(Conversation, col(Family.name)).join(Family, col(Family.id) == Conversation.family_id)
    return rows.where(col(Conversation.id) == bindparam("conversation"))


def family_name(viewer: Viewer, conversation: Conversation) -> str:
    """What the family is called; empty where there is none."""
    if not conversation.family_id:
        return ""
    rows = viewer.run(_family(viewer), conversation=conversation.id)
    return rows[0].name if rows else ""


def is_open(there: tuple[Reader, ...], query: Query | None) -> bool:
    """Whether something can be written: the question isn't closed, somebody is there."""
    if query:
        return query.state != QueryState.CLOSED
    return any(reader.as_role != Role.YOUTH and reader.reason == Reason.SIDE for reader in there)
