"""A first meeting, and what each of the two says after it, in private: yes, no, or once more (domain.md)."""

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import ColumnElement, UniqueConstraint, func
from sqlmodel import Field, select

from app.friendship import bonds
from app.friendship.after.sides import family_of, seen_by
from app.friendship.agreeing import beginning
from app.friendship.models import FriendshipRequest
from app.friendship.private import SIDES, PrivateAnswer, keep, said
from app.friendship.states import After, RequestState
from app.identity.policy import Change
from app.kit.errors import Refused
from app.kit.record import Record, UtcDateTime
from app.web.i18n import gettext as _

if TYPE_CHECKING:
    from app.identity.viewer import Viewer


class FirstMeeting(Record, table=True):
    """One first meeting; when somebody wants to meet once more, another follows. Closed once it is answered."""

    __tablename__ = "first_meeting"
    __table_args__ = (UniqueConstraint("request_id", "family_id", "number", name="one_of_a_number"),)

    request_id: UUID = Field(foreign_key="friendship_request.id", index=True)
    youth_id: UUID = Field(foreign_key="youth.id", index=True)
    family_id: UUID = Field(foreign_key="family.id", index=True)
    organisation_id: UUID | None = Field(foreign_key="organisation.id", index=True)
    number: int = 1
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    asked_again_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    told_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # the coordinator, of the silence

    @classmethod
    def visible_to(cls, viewer: "Viewer") -> ColumnElement[bool]:
        """The two and the organisation; what each has answered lies in rows of their own."""
        return seen_by(cls, viewer)

    def answer(self, answer: After, thought: str = "", *, by: "Viewer") -> None:
        """Yes, no, or once more. Two yeses go on; a no ends it gently at once, and nobody learns whose it was."""
        mine = PrivateAnswer.to(self, answer, by)
        by.require(Change.ANSWER_FIRST_MEETING, mine)
        request = by.session.get_one(FriendshipRequest, self.request_id)
        request.hold_still(by)  # always before this: both may answer at one moment
        by.hold(self)
        if self.closed_at:
            if said(by.session, self.id).get(mine.side) == answer:
                return
            raise Refused(_("This is closed already. You don't need to answer any more."))
        both = keep(mine, by)
        if answer == After.NO:
            bonds.part(request, by, thought)
            request.moved(RequestState.LOOKING, by, in_private=True)
        elif len(both) == len(SIDES):
            self.closed_at = by.now
            self._go_on(request, by, friends=set(both.values()) == {After.YES})

    def _go_on(self, request: FriendshipRequest, by: "Viewer", *, friends: bool) -> None:
        if friends:
            beginning.begin(request, by)
            request.moved(RequestState.EXPECTATIONS, by)
        else:
            begin(request, by)
            request.moved(RequestState.FIRST_MEETING, by)


def begin(request: FriendshipRequest, by: "Viewer") -> FirstMeeting:
    """The two are to meet, or to meet once more. For the verbs that bring them together."""
    pair = (FirstMeeting.request_id == request.id, FirstMeeting.family_id == request.family_id)
    last: Any = by.session.exec(select(func.max(FirstMeeting.number)).where(*pair)).first()
    row = FirstMeeting(
        request_id=request.id,
        youth_id=request.youth_id,
        family_id=family_of(request),
        organisation_id=request.organisation_id,
        number=(last or 0) + 1,
        created_at=by.now,
    )
    return by.add(row)
