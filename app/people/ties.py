"""The tie: a youth and a person, or a family, in a role, for a time. Everything rests on it."""

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ColumnElement, Select, and_, or_
from sqlmodel import Field, col, select

from app.identity.policy import Change, Role
from app.kit import clock
from app.kit.crypto import Sealed
from app.kit.errors import Refused
from app.kit.record import Record, UtcDateTime
from app.people.choosing import CARING, CHOSEN, ONE_ALONE, can_be_chosen
from app.web.i18n import gettext as _

if TYPE_CHECKING:
    from app.identity.viewer import Viewer
    from app.people.models import Youth


class FamilyMember(Record, table=True):
    """An adult of a family, with an account of their own."""

    __tablename__ = "family_member"

    family_id: UUID = Field(foreign_key="family.id", index=True)
    account_id: UUID = Field(foreign_key="account.id", index=True)

    @classmethod
    def visible_to(cls, viewer: "Viewer") -> ColumnElement[bool]:
        """Members of one's own family, and of the families tied to youths one sees."""
        family_id = col(cls.family_id)
        return or_(family_id.in_(families_of(viewer)), family_id.in_(families_around(viewer)))


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
    def in_force(cls, at: Any) -> ColumnElement[bool]:
        """Begun and not ended at a moment."""
        return and_(col(cls.starts_at) <= at, or_(col(cls.ends_at).is_(None), col(cls.ends_at) > at))

    def holds(self, at: datetime) -> bool:
        """Whether the tie is in force at a moment."""
        return self.starts_at <= at and (self.ends_at is None or self.ends_at > at)

    @classmethod
    def visible_to(cls, viewer: "Viewer") -> ColumnElement[bool]:
        """The youth sees all of theirs, those around them as domain.md's matrix says, a family only whom it may call."""
        return or_(
            col(cls.youth_id) == viewer.account_id,
            col(cls.youth_id).in_(tied_youths(viewer, *CARING)),
            and_(
                col(cls.youth_id).in_(tied_youths(viewer, Role.FRIEND)),
                Tie.in_force(viewer.now),
                or_(
                    col(cls.role).in_((Role.MFI, Role.CONTACT, Role.CASEWORKER)),
                    col(cls.family_id).in_(families_of(viewer)),
                ),
            ),
        )

    def may(self, change: str, viewer: "Viewer") -> bool:
        """The youth's caseworker starts, ends and hands over ties, a supervisor that of a host family.

        Those of a friendship come from its verbs.
        """
        asked = {Change.START_TIE, Change.HAND_OVER, Change.END_TIE}
        if self.role == Role.FRIEND:
            asked.remove(Change.END_TIE)
        may = (Role.CASEWORKER, Role.SUPERVISOR) if self.role == Role.HOST else (Role.CASEWORKER,)
        return change in asked and is_tied(viewer, self.youth_id, *may)

    @classmethod
    def start(cls, youth: "Youth", role: Role, account_id: UUID, *, by: "Viewer") -> "Tie":
        """Somebody begins to be there for a youth. An MFI's tie ends by itself at 18. Raises Refused."""
        by.hold(youth)
        tie = cls(youth_id=youth.id, account_id=account_id, role=role, starts_at=by.now)
        by.require(Change.START_TIE, tie)
        if role not in CHOSEN or not can_be_chosen(by, role, account_id):
            raise Refused(_("Choose somebody from the list."))
        others = there(by, youth.id, role)
        if any(other.account_id == account_id for other in others):
            raise Refused(_("This person is there for them already."))
        if role in ONE_ALONE and others:
            raise Refused(_("Somebody has this role already. End that first."))
        if role == Role.MFI:
            if youth.is_adult():
                raise Refused(_("At 18 custody has ended. An MFI can't begin now."))
            tie.ends_at, tie.ended_because = youth.turns_18_at, "turned-18"
        return by.add(tie)

    def end(self, because: str, *, by: "Viewer") -> None:
        """It ends now, and whoever stands in for it too. Raises Refused where it has ended or leaves nobody."""
        self.hold_still(by)
        by.require(Change.END_TIE, self)
        if self.role == Role.CASEWORKER and self.stands_in_for is None:
            raise Refused(_("Hand over to a colleague instead, so that nobody is left alone."))
        self.close(because, by)

    @property
    def can_be_stood_in_for(self) -> bool:
        """Professionals can; custody and a family's friendship can't be lent."""
        return self.role in CHOSEN - {Role.MFI} | {Role.CASEWORKER} and self.stands_in_for is None

    def hold_still(self, by: "Viewer") -> None:
        """Lock the row, then look at the clock: somebody else may have ended it a moment ago."""
        by.hold(self)
        if not self.holds(clock.now()):
            raise Refused(_("This has ended already. Nothing was changed."))

    def close(self, because: str, by: "Viewer", at: datetime | None = None) -> None:
        """It ends, now or at a moment to come, and whoever stands in for it with it. The step of a verb that asked."""
        at = at or by.now
        standing_in = select(Tie).where(Tie.stands_in_for == self.id, col(Tie.ends_at) > at)
        for tie in (self, *by.session.exec(standing_in)):
            tie.ends_at, tie.ended_because = max(at, tie.starts_at), because


def there(viewer: "Viewer", youth_id: UUID, role: Role) -> list[Tie]:
    """The ties in force in a role. For verbs: pages read `rows`."""
    found = select(Tie).where(Tie.youth_id == youth_id, Tie.role == role, Tie.in_force(viewer.now))
    return [*viewer.session.exec(found)]


def families_of(viewer: "Viewer") -> Select[Any]:
    """Ids of the families the viewer is an adult of."""
    return select(FamilyMember.family_id).where(FamilyMember.account_id == viewer.account_id)


def is_of(viewer: "Viewer", family_id: UUID) -> bool:
    """Whether the viewer is an adult of this family."""
    mine = families_of(viewer).where(col(FamilyMember.family_id) == family_id)
    return viewer.session.scalar(mine) is not None


def tied_youths(viewer: "Viewer", *roles: Role) -> Select[Any]:
    """Ids of the youths the viewer is tied to now in one of these roles, and holds the role by a grant too."""
    held = [role for role in roles if role in viewer.roles]
    return select(Tie.youth_id).where(
        Tie.in_force(viewer.now),
        col(Tie.role).in_(held),
        or_(col(Tie.account_id) == viewer.account_id, col(Tie.family_id).in_(families_of(viewer))),
    )


def families_around(viewer: "Viewer") -> Select[Any]:
    """Ids of the families tied to youths the viewer is tied to, or to the viewer themselves as a youth."""
    youth = col(Tie.youth_id)
    return select(Tie.family_id).where(
        col(Tie.family_id).is_not(None),
        Tie.in_force(viewer.now),
        or_(youth == viewer.account_id, youth.in_(tied_youths(viewer, *CARING))),
    )


def is_tied(viewer: "Viewer", youth_id: UUID, *roles: Role) -> bool:
    """Whether the viewer is tied to this youth now in one of these roles."""
    theirs = tied_youths(viewer, *roles).where(col(Tie.youth_id) == youth_id)
    return viewer.session.scalars(theirs).first() is not None
