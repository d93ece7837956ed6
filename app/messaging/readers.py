"""Who ought to be in a direct conversation, and putting it right, with a notice for every change."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import bindparam
from sqlmodel import col, select

from app.identity.models import Account
from app.identity.policy import FAMILIES, Role
from app.kit.errors import Refused
from app.kit.record import UtcDateTime
from app.messaging.messages import notice
from app.messaging.participants import Participant, Reason
from app.people.holding import holder
from app.people.models import FamilyMember, Tie, Youth
from app.web.i18n import gettext as _

if TYPE_CHECKING:
    from app.identity.viewer import Viewer
    from app.messaging.models import Conversation

Readers = dict[UUID, tuple[Role, Reason]]


# Built once, for each message asks them: the adults of a family a youth is tied to, and who is in a conversation.
_ADULTS: Any = (
    select(FamilyMember.account_id, Tie.role)
    .join(Tie, col(Tie.family_id) == FamilyMember.family_id)
    .where(
        Tie.youth_id == bindparam("youth"),
        Tie.family_id == bindparam("family"),
        Tie.in_force(bindparam("at", type_=UtcDateTime())),
    )
)
_PRESENT: Any = select(col(Participant.id), col(Participant.account_id), col(Participant.as_role)).where(
    Participant.conversation_id == bindparam("conversation"), col(Participant.left_at).is_(None)
)


def other_side(conversation: "Conversation", by: "Viewer") -> dict[UUID, Role]:
    """The person, or the adults of the family, that the youth talks with and is tied to now, each with their role."""
    if conversation.family_id:
        between = {"youth": conversation.youth_id, "family": conversation.family_id, "at": by.now}
        return {account_id: role for account_id, role in by.session.execute(_ADULTS, between)}  # noqa: C416
    ties = select(Tie).where(Tie.youth_id == conversation.youth_id, Tie.in_force(by.now))
    # Interpreters are asked in queries, each with a topic and an end; they have no thread beside those.
    with_them = ties.where(Tie.account_id == conversation.account_id, Tie.role != Role.INTERPRETER)
    tie = by.session.exec(with_them.order_by(col(Tie.starts_at))).first()
    return {tie.account_id: tie.role} if tie and tie.account_id else {}


def third_adult(youth: Youth, by: "Viewer") -> Tie | None:
    """The professional who is with a youth under 18 and a family: the contact person, else the caseworker."""
    if youth.is_adult(by.now):
        return None
    return holder(by, youth.id, Role.CONTACT, Role.CASEWORKER)


def wanted(conversation: "Conversation", youth: Youth, by: "Viewer", *, strict: bool) -> Readers:
    """Everyone who ought to read. Raises Refused, if strict, when a youth under 18 would be alone with a family."""
    other = other_side(conversation, by)
    them: Readers = {account_id: (role, Reason.SIDE) for account_id, role in other.items()}
    if them and not FAMILIES.isdisjoint(other.values()) and not youth.is_adult(by.now):
        tie = third_adult(youth, by)
        if tie and tie.account_id:
            them.setdefault(tie.account_id, (tie.role, Reason.THIRD_ADULT))
        elif strict:
            raise Refused(
                _("No contact person or caseworker can be with you here just now. Soon you can write again.")
            )
    them[youth.id] = (Role.YOUTH, Reason.SIDE)
    return them


def settle(conversation: "Conversation", by: "Viewer", *, strict: bool = True) -> bool:
    """Let go who may not read any more and bring in who ought to, each told; whether the other side is there.

    Call it under the lock. Nobody reads what was said before they came; the notice of their coming is the first they see.
    """
    youth = by.session.get_one(Youth, conversation.youth_id)
    ought = wanted(conversation, youth, by, strict=strict)
    accompanied = len(ought) > 1
    by.session.flush()
    here = {"conversation": conversation.id}
    present = by.session.connection().execute(_PRESENT, here).all()
    for row_id, account_id, role in present:
        if ought.get(account_id, (None,))[0] == role:
            del ought[account_id]
        else:
            leave(conversation, by.session.get_one(Participant, row_id), by)
    for account_id, (role, reason) in sorted(ought.items(), key=lambda one: one[1][1]):
        join(conversation, account_id, role, by, reason=reason, youth=youth, silent=not present)
    by.session.flush()
    return accompanied


def join(
    conversation: "Conversation",
    account_id: UUID,
    role: Role,
    by: "Viewer",
    *,
    reason: Reason = Reason.SIDE,
    youth: Youth | None = None,
    silent: bool = False,
    from_start: bool = False,
) -> None:
    """Somebody comes in, with a notice.

    Those who are there from the first moment are named in the head alone; the third adult is told of in any case.
    """
    third = reason == Reason.THIRD_ADULT
    by.session.add(
        Participant(
            conversation_id=conversation.id,
            youth_id=conversation.youth_id,
            account_id=account_id,
            as_role=role,
            reason=reason,
            joined_at=by.now,
            until=youth.turns_18_at if youth and third else None,
            from_seq=1 if from_start or silent else conversation.last_seq + 1,
        )
    )
    if third or not silent:
        notice(
            conversation,
            by,
            reason if reason != Reason.SIDE else "joined",
            role=role,
            **_named(account_id, by),
        )


def leave(conversation: "Conversation", somebody: Participant, by: "Viewer") -> None:
    """Somebody goes; from here on they read nothing."""
    somebody.left_at = by.now
    notice(conversation, by, "left", role=somebody.as_role, **_named(somebody.account_id, by))


def _named(account_id: UUID, by: "Viewer") -> dict[str, str]:
    return {"name": by.session.get_one(Account, account_id).name}
