"""Who is told that a friendship has moved on: the youth, the family, who looks after it; never who did it themselves.

A no tells nobody but the coordinator (issue 1: two private answers).
"""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlmodel import col, select

from app.friendship.sharing import VOLUNTEERS
from app.friendship.states import RequestState
from app.identity.models import Organisation, colleagues
from app.identity.policy import Role
from app.notifications.kinds import Kind
from app.notifications.telling import tell
from app.people.models import Youth
from app.people.ties import FamilyMember

if TYPE_CHECKING:
    from app.friendship.models import FriendshipRequest
    from app.identity.viewer import Viewer


def moved(request: "FriendshipRequest", by: "Viewer") -> None:
    """A request has gone to another state."""
    match request.state:
        case RequestState.DRAFT:
            return
        case RequestState.SENT:
            _tell(_coordinators(request.youth_id, by), by)
        case RequestState.LOOKING if not by.is_(Role.COORDINATOR):  # a no, whosever it was
            _tell({request.coordinator_id}, by)
        case _:
            _tell({request.youth_id, request.coordinator_id}, by)
            if request.family_id:
                to_family(request.family_id, by)


def parted(request: "FriendshipRequest", by: "Viewer") -> None:
    """It didn't become a friendship: both learn that, and neither learns why."""
    _tell({request.youth_id}, by)
    if request.family_id:
        to_family(request.family_id, by)


def to_family(family_id: UUID, by: "Viewer") -> None:
    """The adults of a family: they are asked, or it has moved on."""
    _tell({*by.session.exec(select(FamilyMember.account_id).where(FamilyMember.family_id == family_id))}, by)


def _coordinators(youth_id: UUID, by: "Viewer") -> set[Any]:
    """Those who share the queue of a youth's municipality."""
    there = select(Organisation.id).join(Youth, col(Youth.municipality_id) == Organisation.municipality_id)
    organisations = by.session.exec(there.where(Youth.id == youth_id, Organisation.kind == VOLUNTEERS))
    return {*by.session.exec(colleagues(frozenset(organisations), Role.COORDINATOR, by.now))}


def _tell(account_ids: set[Any], by: "Viewer") -> None:
    for account_id in account_ids - {None, by.account_id}:
        tell(by.session, account_id, Kind.FRIENDSHIP)
