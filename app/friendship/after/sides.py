"""What a youth and a family are each asked in private: who sees the row, who answers for which side."""

from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import ColumnElement, false, or_
from sqlmodel import col, select

from app.identity.models import colleagues
from app.identity.policy import Role
from app.kit import clock
from app.notifications.kinds import Kind
from app.notifications.telling import tell
from app.people.ties import FamilyMember, families_of, is_of

if TYPE_CHECKING:
    from uuid import UUID

    from sqlmodel import Session

    from app.friendship.models import FriendshipRequest
    from app.identity.viewer import Viewer

Side = Literal["youth", "family"]


def seen_by(table: Any, viewer: "Viewer") -> ColumnElement[bool]:
    """The youth, the family and the organisation. Nobody is shown the other's answer: pages pick the viewer's own."""
    family = col(table.family_id).in_(families_of(viewer)) if viewer.is_(Role.FRIEND) else false()
    return or_(
        col(table.youth_id) == viewer.account_id,
        family,
        col(table.organisation_id).in_(viewer.organisations(Role.COORDINATOR)),
    )


def side_of(row: Any, viewer: "Viewer") -> Side | None:
    """For which side the viewer answers, if for any."""
    if row.youth_id == viewer.account_id:
        return "youth"
    return "family" if viewer.is_(Role.FRIEND) and is_of(viewer, row.family_id) else None


def family_of(request: "FriendshipRequest") -> "UUID":
    """The family of a request that has one."""
    assert request.family_id  # noqa: S101  two yeses gave it one
    return request.family_id


def adults_of(session: "Session", family_id: "UUID") -> set["UUID"]:
    """The accounts of a family's adults."""
    return {*session.exec(select(FamilyMember.account_id).where(FamilyMember.family_id == family_id))}


def tell_side(session: "Session", row: Any, side: Side, kind: Kind, url: str) -> None:
    """Tell one side, by the ways each of them chose."""
    whom = {row.youth_id} if side == "youth" else adults_of(session, row.family_id)
    for account_id in whom:
        tell(session, account_id, kind, url=url, about=row.id)


def tell_coordinator(session: "Session", request: "FriendshipRequest") -> None:
    """Tell who works on a request; where nobody does, everybody of the organisation."""
    there = frozenset({request.organisation_id}) if request.organisation_id else frozenset()
    whom = (
        {request.coordinator_id}
        if request.coordinator_id
        else {*session.exec(colleagues(there, Role.COORDINATOR, clock.now()))}
    )
    for account_id in whom - {None}:
        if account_id:
            tell(session, account_id, Kind.REMINDER, url=f"/requests/{request.id}", about=request.id)
