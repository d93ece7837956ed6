"""Who takes part in a conversation, as what, and from which message on."""

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import ColumnElement, Index, Select, and_, exists, or_, text
from sqlalchemy.orm import aliased
from sqlmodel import Field, col, select

from app.identity.models import Grant
from app.identity.policy import Role
from app.kit.record import Record, UtcDateTime, one_of
from app.people.models import FamilyMember, Tie

if TYPE_CHECKING:
    from app.identity.viewer import Viewer


class Reason(StrEnum):
    """Why somebody is in a conversation."""

    SIDE = "side"  # they are one of those who talk
    THIRD_ADULT = "third-adult"  # a youth under 18 and a family are not left alone (domain.md, Conversations)
    INTERPRETER = "interpreter"  # they took the question


class Participant(Record, table=True):
    """Somebody in a conversation. Who left has a row with an end; who comes back gets a new one."""

    __table_args__ = (
        Index(
            "participant_in_force",
            "conversation_id",
            "account_id",
            unique=True,
            sqlite_where=text("left_at IS NULL"),
            postgresql_where=text("left_at IS NULL"),
        ),
    )

    conversation_id: UUID = Field(foreign_key="conversation.id")
    youth_id: UUID = Field(foreign_key="youth.id")
    account_id: UUID = Field(foreign_key="account.id", index=True)
    as_role: Role
    reason: Reason = Reason.SIDE
    joined_at: datetime = Field(sa_type=UtcDateTime)
    left_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    until: datetime | None = Field(default=None, sa_type=UtcDateTime)  # reading ends by itself then
    from_seq: int = 1
    seen_seq: int = 0

    @classmethod
    def visible_to(cls, viewer: "Viewer") -> ColumnElement[bool]:
        """Everyone who can read a conversation sees who else takes or took part."""
        return col(cls.conversation_id).in_(readable(viewer))


# Made once: an alias costs more than the whole query it stands in.
_TIE, _MEMBER, _ME = aliased(Tie), aliased(FamilyMember), aliased(Participant)


def reads(participant: Any, at: datetime) -> ColumnElement[bool]:
    """Whether somebody can read now: in the conversation, and still tied as what they came in as.

    Asked anew each time, so that access ends the moment a tie ends (domain.md, The tie), whoever ended it.
    A youth needs no tie to themselves, and an interpreter comes by taking the question.
    """
    tie, member = _TIE, _MEMBER
    families = select(member.family_id).where(member.account_id == participant.account_id)
    tied = exists(
        select(tie.id).where(
            tie.youth_id == participant.youth_id,
            tie.role == participant.as_role,
            tie.starts_at <= at,
            or_(col(tie.ends_at).is_(None), col(tie.ends_at) > at),
            or_(tie.account_id == participant.account_id, col(tie.family_id).in_(families)),
        )
    )
    return and_(
        participant.left_at.is_(None),
        or_(participant.until.is_(None), participant.until > at),
        or_(one_of(participant.as_role, (Role.YOUTH, Role.INTERPRETER)), tied),
    )


def mine(viewer: "Viewer", participant: Any) -> ColumnElement[bool]:
    """The rows that let this viewer read, in roles they hold by a grant."""
    return and_(
        participant.account_id == viewer.account_id,
        one_of(participant.as_role, sorted(viewer.roles)),
        reads(participant, viewer.now),
    )


def granted(participant: Any, at: datetime) -> ColumnElement[bool]:
    """Whether somebody holds the role they came in with: `mine` asks the viewer, this asks for many at once."""
    return exists(
        select(Grant.id).where(
            Grant.account_id == participant.account_id,
            Grant.role == participant.as_role,
            Grant.in_force(at),
        )
    )


def readable(viewer: "Viewer") -> Select[Any]:
    """Ids of the conversations the viewer may read."""
    return select(_ME.conversation_id).where(mine(viewer, _ME))
