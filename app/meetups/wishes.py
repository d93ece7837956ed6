"""“I'd like to see you more”: a soft word of the youth's, which the family reads as that they would be happy to."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import Field, col, select

from app.identity.policy import FAMILIES, Change, Role
from app.kit.errors import NotFound, Refused
from app.kit.record import Record, UtcDateTime
from app.meetups import news
from app.notifications.telling import Kind, tell
from app.people.models import Tie
from app.people.ties import families_of
from app.web.i18n import gettext as _

if TYPE_CHECKING:
    from app.identity.viewer import Viewer

APART = timedelta(days=30)  # once a month at most: a wish, never a pressure
SHOWN = timedelta(days=60)


class Wish(Record, table=True):
    """A youth would like to see a family more often [3.3: families doubt it, and youths do]."""

    __tablename__ = "meetup_wish"

    tie_id: UUID = Field(foreign_key="tie.id", unique=True)
    youth_id: UUID = Field(foreign_key="youth.id", index=True)
    family_id: UUID = Field(foreign_key="family.id", index=True)
    said_at: datetime = Field(sa_type=UtcDateTime)
    taken_back: bool = False

    @classmethod
    def visible_to(cls, viewer: "Viewer") -> ColumnElement[bool]:
        """The youth; the family while they are tied, if it wasn't taken back and isn't old."""
        holds = select(Tie.id).where(Tie.in_force(viewer.now), col(Tie.role).in_(FAMILIES & viewer.roles))
        fresh = and_(col(cls.taken_back).is_(False), col(cls.said_at) > viewer.now - SHOWN)
        ours = and_(col(cls.family_id).in_(families_of(viewer)), col(cls.tie_id).in_(holds), fresh)
        return or_(col(cls.youth_id) == viewer.account_id, ours)

    def may(self, change: str, viewer: "Viewer") -> bool:
        """The youth alone."""
        return change == Change.WISH_MORE and viewer.account_id == self.youth_id and viewer.is_(Role.YOUTH)

    @classmethod
    def say(cls, tie: Tie, *, by: "Viewer") -> "Wish":
        """Say it; the family is told, once a month at most. Raises Refused when the tie has ended."""
        if tie.family_id is None:
            raise NotFound
        by.session.exec(select(Tie.id).where(Tie.id == tie.id).with_for_update()).one()
        mine = by.all(cls, cls.tie_id == tie.id)
        new = cls(tie_id=tie.id, youth_id=tie.youth_id, family_id=tie.family_id, said_at=by.now)
        wish = mine[0] if mine else new
        by.require(Change.WISH_MORE, wish)
        if not tie.holds(by.now):
            raise Refused(
                _("You can't plan meetups together any more. Ask your contact person if you wonder why.")
            )
        if not mine or wish.said_at <= by.now - APART:
            wish.said_at = by.now
            for account_id in news.both_sides(by.session, tie.youth_id, tie.family_id) - {by.account_id}:
                tell(by.session, account_id, Kind.MEETUP, url="/meetups", about=tie.id)
        wish.taken_back = False
        return by.add(wish)

    def take_back(self, *, by: "Viewer") -> None:
        """Take it back: the family doesn't see it any more."""
        by.require(Change.WISH_MORE, self)
        self.taken_back = True
