"""The tie: a youth and a person, or a family, in a role, for a time. Everything rests on it."""

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ColumnElement, Select, and_, or_
from sqlmodel import Field, col, select

from app.identity.policy import Change, Role
from app.kit.crypto import Sealed
from app.kit.record import Record, UtcDateTime

if TYPE_CHECKING:
    from app.identity.viewer import Viewer


class FamilyMember(Record, table=True):
    """An adult of a family, with an account of their own."""

    __tablename__ = "family_member"

    family_id: UUID = Field(foreign_key="family.id", index=True)
    account_id: UUID = Field(foreign_key="account.id", index=True)

    @classmethod
    def visible_to(cls, viewer: "Viewer") -> ColumnElement[bool]:
        """Members of one's own family, and of the families tied to youths one sees."""
        return or_(col(cls.family_id).in_(families_of(viewer)), col(cls.family_id).in_(families_around(viewer)))


class Tie(Record, table=True):
    """Who is there for a youth, as what, from when until when."""

    __table_args__ = (
        CheckConstraint("(account_id IS NULL) <> (family_id IS NULL)", name="one_side"),
        CheckConstraint("ends_at IS NULL OR ends_at >= starts_at", name="ends_after_start"),
    )

    youth_id: UUID = Field(foreign_key="youth.id", index=True)
    account_id: UUID | None = Field(default=None, foreign_key="account.id", index=True)
    family_id: UUID | None = Field(default=None, foreign_key="family.id", index=True)
    role: Role
    starts_at: datetime = Field(sa_type=UtcDateTime)
    ends_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    ended_because: str = ""  # handed-over, turned-18, moved, withdrawn, over
    stands_in_for: UUID | None = Field(default=None, foreign_key="tie.id")
    note: str | None = Field(default=None, sa_type=Sealed)  # the hand-over note

    @classmethod
    def in_force(cls, at: datetime) -> ColumnElement[bool]:
        """Begun and not ended at a moment."""
        return and_(col(cls.starts_at) <= at, or_(col(cls.ends_at).is_(None), col(cls.ends_at) > at))

    def holds(self, at: datetime) -> bool:
        """Whether the tie is in force at a moment."""
        return self.starts_at <= at and (self.ends_at is None or self.ends_at > at)

    @classmethod
    def visible_to(cls, viewer: "Viewer") -> ColumnElement[bool]:
        """The youth sees all of theirs, those around them as domain.md's matrix says, a family only whom it may call."""
        wide = tied_youths(viewer, Role.MFI, Role.CONTACT, Role.CASEWORKER, Role.SUPERVISOR, Role.HOST)
        near = tied_youths(viewer, Role.FRIEND)
        return or_(
            col(cls.youth_id) == viewer.account_id,
            col(cls.youth_id).in_(wide),
            and_(
                col(cls.youth_id).in_(near),
                Tie.in_force(viewer.now),
                or_(
                    col(cls.role).in_((Role.MFI, Role.CONTACT, Role.CASEWORKER)),
                    col(cls.family_id).in_(families_of(viewer)),
                ),
            ),
        )

    def may(self, change: str, viewer: "Viewer") -> bool:
        """The youth's caseworker alone starts, ends and hands over ties; new ties of a friendship come from its verbs."""
        return change in {Change.START_TIE, Change.END_TIE, Change.HAND_OVER} and is_tied(
            viewer, self.youth_id, Role.CASEWORKER
        )


def families_of(viewer: "Viewer") -> Select[Any]:
    """Ids of the families the viewer is an adult of."""
    return select(FamilyMember.family_id).where(FamilyMember.account_id == viewer.account_id)


def tied_youths(viewer: "Viewer", *roles: Role) -> Select[Any]:
    """Ids of the youths the viewer is tied to now in one of these roles, and holds the role by a grant too."""
    held = [role for role in roles if role in viewer.roles]
    return select(Tie.youth_id).where(
        Tie.in_force(viewer.now),
        col(Tie.role).in_(held),
        or_(Tie.account_id == viewer.account_id, col(Tie.family_id).in_(families_of(viewer))),
    )


def families_around(viewer: "Viewer") -> Select[Any]:
    """Ids of the families tied to youths the viewer is tied to, or to the viewer themselves as a youth."""
    around = tied_youths(viewer, Role.MFI, Role.CONTACT, Role.CASEWORKER, Role.SUPERVISOR, Role.HOST)
    return select(Tie.family_id).where(
        col(Tie.family_id).is_not(None),
        Tie.in_force(viewer.now),
        or_(Tie.youth_id == viewer.account_id, col(Tie.youth_id).in_(around)),
    )


def is_tied(viewer: "Viewer", youth_id: UUID, *roles: Role) -> bool:
    """Whether the viewer is tied to this youth now in one of these roles."""
    mine = tied_youths(viewer, *roles).where(Tie.youth_id == youth_id)
    return viewer.session.exec(mine.limit(1)).first() is not None


def holder(viewer: "Viewer", youth_id: UUID, role: Role) -> Tie | None:
    """The tie in force that fills a role for a youth: the substitute before the one they stand in for.

    Not limited to what the viewer sees: rules need it (who is the third adult), pages show it by name.
    """
    ties = select(Tie).where(Tie.youth_id == youth_id, Tie.role == role, Tie.in_force(viewer.now))
    return viewer.session.exec(
        ties.order_by(col(Tie.stands_in_for).is_(None), col(Tie.starts_at).desc()).limit(1)
    ).first()
