"""The steps a placement took: kept, and told to everybody around it."""

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import Field, col, select

from app.identity.policy import Role
from app.kit.record import Record
from app.notifications.kinds import Kind
from app.notifications.telling import tell
from app.people.ties import FamilyMember, Tie
from app.placement.kinds import PlacementState
from app.placement.models import LEADING, Placement, seen

if TYPE_CHECKING:
    from app.identity.viewer import Viewer

TOLD = (Role.MFI, Role.CASEWORKER, Role.SUPERVISOR)


class PlacementStep(Record, table=True):
    """What was reached, for which day, and by whom."""

    __tablename__ = "placement_step"

    placement_id: UUID = Field(foreign_key="placement.id", index=True)
    youth_id: UUID = Field(foreign_key="youth.id")
    state: PlacementState
    day: date
    account_id: UUID = Field(foreign_key="account.id")

    @classmethod
    def visible_to(cls, viewer: "Viewer") -> ColumnElement[bool]:
        """Whoever sees the placement."""
        return col(cls.placement_id).in_(seen(viewer))


def took(placement: Placement, state: PlacementState, day: date, by: "Viewer") -> None:
    """Keep the step and tell everybody. For the verbs that have asked."""
    if placement.state != state:
        placement.state, placement.since = state, by.now
    by.add(
        PlacementStep(
            placement_id=placement.id,
            youth_id=placement.youth_id,
            state=state,
            day=day,
            account_id=by.somebody,
            created_at=by.now,
        )
    )
    tell_all(placement, by)


def tell_all(placement: Placement, by: "Viewer") -> None:
    """The youth, the family, the MFI, the caseworker and the supervisor; not the one who did it."""
    ties = select(Tie.account_id).where(
        Tie.youth_id == placement.youth_id, col(Tie.role).in_(TOLD), Tie.in_force(by.now)
    )
    tell_some({placement.youth_id, *family_of(placement, by), *by.session.exec(ties)}, placement, by)


def tell_leading(placement: Placement, by: "Viewer") -> None:
    """Those who lead it: the caseworker and the supervisor."""
    ties = select(Tie.account_id).where(
        Tie.youth_id == placement.youth_id,
        col(Tie.role).in_(LEADING),
        Tie.in_force(by.now),
    )
    tell_some({*by.session.exec(ties)}, placement, by)


def tell_some(whom: set[UUID | None], placement: Placement, by: "Viewer") -> None:
    """Tell these people that something is new."""
    for account_id in whom - {None, by.account_id}:
        if account_id:
            url = f"/placements/{placement.id}"
            tell(by.session, account_id, Kind.AROUND, url=url, about=placement.id)


def family_of(placement: Placement, by: "Viewer") -> set[UUID]:
    """The accounts of the family's adults."""
    adults = select(FamilyMember.account_id).where(FamilyMember.family_id == placement.family_id)
    return {*by.session.exec(adults)}
