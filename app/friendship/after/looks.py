"""Is it still as we agreed? Eight weeks after two became friends, and then twice a year (domain.md, Expectations)."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import ColumnElement, UniqueConstraint
from sqlmodel import Field

from app.friendship.after.sides import seen_by, tell_coordinator
from app.friendship.models import FriendshipRequest
from app.friendship.private import PrivateAnswer, keep, said
from app.friendship.states import RequestState, Still
from app.identity.policy import Change
from app.kit.errors import Refused
from app.kit.record import Record, UtcDateTime
from app.web.i18n import gettext as _

if TYPE_CHECKING:
    from app.identity.viewer import Viewer

FIRST_LOOK = timedelta(weeks=8)
APART = timedelta(weeks=26)


class Look(Record, table=True):
    """Both are asked, each in private. What has changed, and a wish to talk, reach the coordinator."""

    __tablename__ = "friendship_look"
    __table_args__ = (UniqueConstraint("request_id", "number", name="one_look_of_a_number"),)

    request_id: UUID = Field(foreign_key="friendship_request.id", index=True)
    youth_id: UUID = Field(foreign_key="youth.id", index=True)
    family_id: UUID = Field(foreign_key="family.id", index=True)
    organisation_id: UUID | None = Field(foreign_key="organisation.id", index=True)
    number: int = 1
    asked_again_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    told_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # the coordinator, of the silence

    @classmethod
    def visible_to(cls, viewer: "Viewer") -> ColumnElement[bool]:
        """The two and the organisation; what each has answered lies in rows of their own."""
        return seen_by(cls, viewer)

    def answer(self, answer: Still, *, by: "Viewer") -> None:
        """Say how it is; it can be said anew. The coordinator hears of anything but 'as agreed', once."""
        mine = PrivateAnswer.to(self, answer, by)
        by.require(Change.ANSWER_LOOK, mine)
        request = by.session.get_one(FriendshipRequest, self.request_id)
        request.hold_still(by)
        by.hold(self)
        if request.state != RequestState.ACTIVE:
            raise Refused(_("This is closed already. You don't need to answer any more."))
        if said(by.session, self.id).get(mine.side) == answer:
            return
        keep(mine, by)
        if answer != Still.AS_AGREED:
            tell_coordinator(by.session, request)
