"""Who shares the queue: the volunteer organisations of a municipality, about youths whose gate is open."""

from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, and_, or_
from sqlmodel import col, select

from app.friendship.questions import SHARED, only
from app.friendship.states import HELPERS, RequestState
from app.identity.models import Organisation, colleagues
from app.identity.policy import Role
from app.kit.errors import NotFound
from app.people.models import Tie, Youth
from app.people.ties import is_tied

if TYPE_CHECKING:
    from uuid import UUID

    from app.friendship.models import FriendshipRequest
    from app.identity.viewer import Viewer

VOLUNTEERS = "volunteers"


def gate_open() -> ColumnElement[bool]:
    """Youth.gate_open, as the database asks it [3.2]."""
    decided = and_(col(Youth.decided_on).is_not(None), col(Youth.municipality_id).is_not(None))
    return or_(decided, col(Youth.overridden_at).is_not(None))


def shared_youths(viewer: "Viewer") -> Select[Any]:
    """Ids of the youths whose search the viewer's organisation shares: gate open, same municipality.

    A youth let through the gate before a municipality was given belongs to that of their caseworker.
    """
    mine = select(Organisation.municipality_id).where(
        col(Organisation.id).in_(viewer.organisations(Role.COORDINATOR)), Organisation.kind == VOLUNTEERS
    )
    municipalities = frozenset(found for found in viewer.session.exec(mine) if found)
    by_caseworker = select(Tie.youth_id).where(
        Tie.in_force(viewer.now),
        Tie.role == Role.CASEWORKER,
        col(Tie.account_id).in_(colleagues(municipalities, Role.CASEWORKER, viewer.now)),
    )
    return select(Youth.id).where(
        gate_open(),
        or_(
            col(Youth.municipality_id).in_(municipalities),
            and_(col(Youth.municipality_id).is_(None), col(Youth.id).in_(by_caseworker)),
        ),
    )


def shares(viewer: "Viewer", youth_id: "UUID") -> bool:
    """Whether the viewer's organisation shares the search for this youth."""
    if not viewer.is_(Role.COORDINATOR):
        return False
    return viewer.session.scalar(shared_youths(viewer).where(col(Youth.id) == youth_id)) is not None


def answers_for(request: "FriendshipRequest", viewer: "Viewer") -> dict[str, Any]:
    """What this viewer may read of the answers: all, or what the queue shares."""
    if request.youth_id == viewer.account_id or is_tied(viewer, request.youth_id, *HELPERS):
        return request.answers
    if request.is_with(viewer):
        return {} if request.state == RequestState.WITHDRAWN else request.answers
    return only(request.answers, SHARED)


def organisation_for(youth_id: "UUID", viewer: "Viewer") -> "UUID":
    """The coordinator's organisation in whose name a request is taken: one that shares the youth's queue.

    Raises NotFound where none does, as when the gate is closed.
    """
    if not shares(viewer, youth_id):
        raise NotFound
    mine = select(Organisation.id, Organisation.municipality_id).where(
        col(Organisation.id).in_(viewer.organisations(Role.COORDINATOR)), Organisation.kind == VOLUNTEERS
    )
    youth = viewer.session.get_one(Youth, youth_id)
    found = sorted(viewer.session.exec(mine).all(), key=lambda row: (row[1] != youth.municipality_id, row[0]))
    return found[0][0]
