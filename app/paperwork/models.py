"""Where one thing on a youth's list stands. What nobody has touched has no row: the list itself says how it begins."""

from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import ColumnElement, UniqueConstraint, or_
from sqlmodel import Field, col, select

from app.identity.policy import Change, Role
from app.kit.crypto import Sealed
from app.kit.errors import Refused
from app.kit.record import Record, UtcDateTime
from app.notifications.kinds import Kind as News
from app.notifications.telling import tell
from app.paperwork.kinds import OVER, OWNERS, Kind, State, due_on
from app.people.models import Youth
from app.people.ties import is_tied, tied_youths
from app.web.i18n import gettext as _

if TYPE_CHECKING:
    from app.identity.viewer import Viewer

AROUND = (Role.HOST, Role.MFI, Role.CASEWORKER, Role.CONTACT, Role.SUPERVISOR)


class Paper(Record, table=True):
    """One thing on the list of a youth: whose it is, by when, and how far it has come."""

    __tablename__ = "paper"
    __table_args__ = (UniqueConstraint("youth_id", "kind", name="one_paper_of_a_kind"),)

    youth_id: UUID = Field(foreign_key="youth.id", index=True)
    kind: Kind
    owner: Role = OWNERS[0]
    state: State = State.TODO
    due: date | None = None
    note: str | None = Field(default=None, sa_type=Sealed)
    changed_at: datetime = Field(sa_type=UtcDateTime)
    changed_by: UUID = Field(foreign_key="account.id")

    @classmethod
    def visible_to(cls, viewer: "Viewer") -> ColumnElement[bool]:
        """The youth, and those around them whose work or home it is; not a friendship family."""
        return or_(
            col(cls.youth_id) == viewer.account_id, col(cls.youth_id).in_(tied_youths(viewer, *AROUND))
        )

    def may(self, change: str, viewer: "Viewer") -> bool:
        """The caseworker plans it; how far it has come, the one whose it is may say too."""
        if is_tied(viewer, self.youth_id, Role.CASEWORKER):
            return change in {Change.PLAN_PAPER, Change.MOVE_PAPER}
        if change != Change.MOVE_PAPER or self.owner == Role.CASEWORKER:
            return False
        own = self.owner == Role.YOUTH and self.youth_id == viewer.account_id
        return own or (self.owner != Role.YOUTH and is_tied(viewer, self.youth_id, self.owner))

    @classmethod
    def of(cls, youth: Youth, kind: Kind, by: "Viewer") -> "Paper":
        """The row of a kind, held still; a new one as the list says where nobody has touched it."""
        by.hold(youth)
        there = by.session.exec(select(cls).where(cls.youth_id == youth.id, cls.kind == kind)).first()
        return there or cls(
            youth_id=youth.id,
            kind=kind,
            due=due_on(kind, youth.decided_on),
            changed_at=by.now,
            changed_by=by.somebody,
        )

    def plan(self, owner: Role, due: date | None, *, by: "Viewer") -> None:
        """Whose it is, and by when. Raises Refused for who can't have it."""
        by.require(Change.PLAN_PAPER, self)
        if owner not in OWNERS:
            raise Refused(_("Choose somebody from the list."))
        self._keep(by, owner=owner, due=due)

    def move(self, state: State, note: str = "", *, by: "Viewer") -> None:
        """How far it has come. The youth is told when it is in order."""
        by.require(Change.MOVE_PAPER, self)
        if (self.state, self.note or "") == (state, note):
            return
        over = state in OVER and self.state not in OVER
        self._keep(by, state=state, note=note or None)
        if over and by.account_id != self.youth_id:
            url = f"/papers/{self.kind}"
            tell(by.session, self.youth_id, News.AROUND, url=url, about=self.id)

    def _keep(self, by: "Viewer", **values: object) -> None:
        self.with_(**values, changed_at=by.now, changed_by=by.somebody)
        by.add(self)
