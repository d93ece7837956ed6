"""The agreement of two: what they were asked, when they talk, what they agreed on."""

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import JSON, ColumnElement, UniqueConstraint, and_, or_
from sqlmodel import Field, col

from app.friendship.after.sides import Side, seen_by, side_of, tell_coordinator, tell_side
from app.friendship.agreeing.statements import Statement, of_rows
from app.friendship.models import FriendshipRequest
from app.identity.policy import Change, Role
from app.kit.crypto import Sealed, SealedJson
from app.kit.errors import Refused
from app.kit.record import Record, UtcDateTime
from app.notifications.kinds import Kind
from app.web.i18n import gettext as _

if TYPE_CHECKING:
    from app.identity.viewer import Viewer

SIDES: tuple[Side, Side] = ("youth", "family")


class Agreement(Record, table=True):
    """One of a pair. `revision` counts each change of what was agreed, so that nobody signs what they didn't read."""

    __tablename__ = "agreement"
    __table_args__ = (UniqueConstraint("request_id", "family_id", name="one_agreement_of_a_pair"),)

    request_id: UUID = Field(foreign_key="friendship_request.id", index=True)
    youth_id: UUID = Field(foreign_key="youth.id", index=True)
    family_id: UUID = Field(foreign_key="family.id", index=True)
    organisation_id: UUID | None = Field(foreign_key="organisation.id", index=True)
    version: int = 0
    statements: list[dict[str, Any]] = Field(sa_type=JSON)
    agreed: dict[str, str] = Field(default_factory=dict, sa_type=SealedJson)
    revision: int = 1
    opened_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # both have answered
    talk_wanted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    talk_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    talk_where: str | None = Field(default=None, sa_type=Sealed)
    signed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # by both, in this revision
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

    @classmethod
    def visible_to(cls, viewer: "Viewer") -> ColumnElement[bool]:
        """The two while they are a pair, and the organisation."""
        ours = col(cls.organisation_id).in_(viewer.organisations(Role.COORDINATOR))
        return or_(ours, and_(seen_by(cls, viewer), col(cls.closed_at).is_(None)))

    def may(self, change: str, viewer: "Viewer") -> bool:
        """The two answer and sign; what was agreed they write, or their coordinator, who also finds the day to talk."""
        ours = self.organisation_id in viewer.organisations(Role.COORDINATOR)
        own = side_of(self, viewer) is not None
        match change:
            case Change.SIGN_EXPECTATIONS | Change.ASK_TO_TALK:
                return own
            case Change.AGREE_WORDS:
                return own or ours
            case Change.PLAN_TALK:
                return ours
            case _:
                return False

    @property
    def asked(self) -> tuple[Statement, ...]:
        """The statements, in their order."""
        return of_rows(self.statements)

    def agree(self, key: str, words: str, *, by: "Viewer") -> None:
        """What they agreed about one statement; empty takes it back. Whoever had signed signs anew. Raises Refused."""
        by.require(Change.AGREE_WORDS, self)
        self.hold_open(by)
        if key not in {one.key for one in self.asked}:
            raise Refused(_("Choose one of the statements."))
        if self.agreed.get(key, "") == words:
            return
        self.agreed = {name: said for name, said in (self.agreed | {key: words}).items() if said}
        self.revision, self.signed_at = self.revision + 1, None

    def ask_to_talk(self, *, by: "Viewer") -> None:
        """One of the two would like to talk about it: the coordinator finds a day."""
        by.require(Change.ASK_TO_TALK, self)
        by.hold(self)
        if self.talk_wanted_at is None:
            self.talk_wanted_at = by.now
            tell_coordinator(by.session, by.session.get_one(FriendshipRequest, self.request_id))

    def plan_talk(self, at: datetime, where: str, *, by: "Viewer") -> None:
        """When and where they talk; both are told. Raises Refused."""
        by.require(Change.PLAN_TALK, self)
        by.hold(self)
        if at <= by.now:
            raise Refused(_("Choose a time that is to come."))
        self.talk_at, self.talk_where = at, where or None
        self.tell_both(by, Kind.REMINDER)

    def tell_both(self, by: "Viewer", kind: Kind) -> None:
        """Tell the two that something waits in it."""
        for side in SIDES:
            tell_side(by.session, self, side, kind, f"/agreements/{self.id}")

    def hold_open(self, by: "Viewer") -> None:
        """Lock it, for what is only done once both have answered. Raises Refused before, and when it is over."""
        by.hold(self)
        if self.opened_at is None or self.closed_at:
            raise Refused(_("First both answer, each alone."))


def show_both(agreement: Agreement, by: "Viewer") -> None:
    """Both have answered: from now on they see it side by side. For the verb of the second answer."""
    agreement.opened_at = by.now
    agreement.tell_both(by, Kind.FRIENDSHIP)
    tell_coordinator(by.session, by.session.get_one(FriendshipRequest, agreement.request_id))
