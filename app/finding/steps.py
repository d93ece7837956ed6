"""What happened on a family's way in: its steps, what was written down, what was said. Its organisation's memory."""

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import Field, col, select

from app.identity.policy import Role
from app.kit.crypto import Sealed
from app.kit.record import Record, UtcDateTime
from app.people.models import Family, FamilyState

if TYPE_CHECKING:
    from app.identity.viewer import Viewer


class What(StrEnum):
    """What a line of the history is about."""

    WROTE = "wrote"  # they wrote to us
    BROUGHT = "brought"  # a sheet, or a colleague, brought them
    MOVED = "moved"  # to another step
    CERTIFICATE = "certificate"
    AUTHORITY = "authority"
    TRAINING = "training"
    SIGNED_UP = "signed-up"  # for an information meeting
    NOTE = "note"


class FamilyStep(Record, table=True):
    """One line of a family's history."""

    __tablename__ = "family_step"

    family_id: UUID = Field(foreign_key="family.id", index=True)
    organisation_id: UUID = Field(foreign_key="organisation.id", index=True)
    what: What
    state: FamilyState | None = None
    at: datetime = Field(sa_type=UtcDateTime)
    by_account: UUID | None = Field(default=None, foreign_key="account.id")
    told_by: str = ""  # how the family was told: account, mail; empty: nobody told it
    words: str | None = Field(default=None, sa_type=Sealed)

    @classmethod
    def visible_to(cls, viewer: "Viewer") -> ColumnElement[bool]:
        """The organisation that looks after the family."""
        return kept_by(viewer, cls.organisation_id, cls.family_id)


def kept_by(viewer: "Viewer", organisation_id: object, family_id: object) -> ColumnElement[bool]:
    """The organisation's coordinators; of its integration families its supervisors too (domain.md, supervisor)."""
    hosts = select(Family.id).where(Family.kind == Role.HOST)
    return or_(
        col(organisation_id).in_(viewer.organisations(Role.COORDINATOR)),
        and_(
            col(organisation_id).in_(viewer.organisations(Role.SUPERVISOR)),
            col(family_id).in_(hosts),
        ),
    )


def keeps(viewer: "Viewer", family: Family) -> bool:
    """Whether it is the viewer's part to find, and look after, this family."""
    return keeps_kind(viewer, family.kind, family.organisation_id)


def keeps_kind(viewer: "Viewer", kind: Role, organisation_id: UUID | None) -> bool:
    """Whether it is the viewer's part to find families of this kind for this organisation."""
    supervises = kind == Role.HOST and organisation_id in viewer.organisations(Role.SUPERVISOR)
    return supervises or organisation_id in viewer.organisations(Role.COORDINATOR)


def remember(
    family: Family,
    what: What,
    by: "Viewer",
    *,
    words: str | None = None,
    at: datetime | None = None,
    told_by: str = "",
) -> FamilyStep:
    """Write a line into the history; whoever does something has asked already."""
    assert family.organisation_id is not None  # noqa: S101  a family that is looked after has one
    return by.add(
        FamilyStep(
            family_id=family.id,
            organisation_id=family.organisation_id,
            what=what,
            state=family.state if what in {What.WROTE, What.BROUGHT, What.MOVED} else None,
            at=at or by.now,
            by_account=by.account_id,
            told_by=told_by,
            words=words or None,
        )
    )
