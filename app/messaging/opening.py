"""Finding or making the direct conversation of a youth and somebody around them."""

from typing import TYPE_CHECKING
from uuid import UUID

from sqlmodel import select

from app.identity.policy import Change, Role
from app.kit.errors import NotFound
from app.messaging import readers
from app.messaging.models import Conversation, Kind
from app.people.models import Family, FamilyMember, Tie, Youth

if TYPE_CHECKING:
    from app.identity.viewer import Viewer


def open_direct(
    by: "Viewer", youth: Youth, *, account_id: UUID | None = None, family: Family | None = None
) -> Conversation:
    """The direct conversation of a youth and a person, or a family, they are tied to; made if there is none.

    For a youth under 18 and a family it brings in the third adult, told as the first line. Raises NotFound where
    there is no tie, Refused where no professional adult could be there.
    """
    family_id = family.id if family else None
    # The youth's row is the lock: two who open at once open the same.
    by.session.exec(select(Youth.id).where(Youth.id == youth.id).with_for_update()).one()
    conversation = by.session.exec(
        select(Conversation).where(
            Conversation.kind == Kind.DIRECT,
            Conversation.youth_id == youth.id,
            Conversation.account_id == account_id,
            Conversation.family_id == family_id,
        )
    ).first()
    if conversation is None:
        conversation = Conversation(
            kind=Kind.DIRECT, youth_id=youth.id, account_id=account_id, family_id=family_id, last_at=by.now
        )
        by.require(Change.OPEN_CONVERSATION, conversation)
        by.add(conversation)
        readers.settle(conversation, by)
    elif readers.other_side(conversation, by):
        conversation.lock(by)
        readers.settle(conversation, by)
    return conversation


def settle_youth(by: "Viewer", youth_id: UUID) -> None:
    """Put every direct conversation of a youth right after their ties changed. For the verbs that change ties."""
    theirs = select(Conversation).where(Conversation.youth_id == youth_id, Conversation.kind == Kind.DIRECT)
    for conversation in by.session.exec(theirs.order_by(Conversation.id)).all():  # type: ignore[arg-type]
        conversation.lock(by)
        readers.settle(conversation, by, strict=False)


def open_with(by: "Viewer", account_id: UUID) -> Conversation | None:
    """The viewer's conversation with somebody: a youth with one of their people, or one of them with the youth.

    None when the somebody is an interpreter of the youth's: those are asked, not written to. Raises NotFound.
    """
    if by.is_(Role.YOUTH):
        ties = by.all(Tie, Tie.youth_id == by.account_id, Tie.account_id == account_id, Tie.in_force(by.now))
        if not ties:
            raise NotFound
        if {tie.role for tie in ties} == {Role.INTERPRETER}:
            return None
        return open_direct(by, by.find(Youth, by.account_id or ""), account_id=account_id)
    youth = by.find(Youth, account_id)
    own = Tie.family_id.in_(  # type: ignore[union-attr]
        select(FamilyMember.family_id).where(FamilyMember.account_id == by.account_id)
    )
    as_family = by.all(Tie, Tie.youth_id == youth.id, Tie.in_force(by.now), own)
    if as_family and as_family[0].family_id:
        return open_direct(by, youth, family=by.find(Family, as_family[0].family_id, look=False))
    return open_direct(by, youth, account_id=by.account_id)
