"""An end with care: a kind word to the other side, and a last meetup where both want one."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import Field

from app.friendship import bonds
from app.friendship.after.sides import family_of, seen_by, side_of
from app.friendship.models import FriendshipRequest
from app.friendship.private import PrivateAnswer, keep, said
from app.identity.policy import Change
from app.kit.crypto import Sealed
from app.kit.errors import Refused
from app.kit.record import Record, UtcDateTime
from app.web.i18n import gettext as _

if TYPE_CHECKING:
    from app.identity.viewer import Viewer

TO_ANSWER = timedelta(weeks=2)  # whether to meet one last time
TO_MEET = timedelta(weeks=4)


class Farewell(Record, table=True):
    """How a friendship ended. Until `until` the two still know each other, to meet one last time."""

    __tablename__ = "friendship_farewell"

    request_id: UUID = Field(foreign_key="friendship_request.id", unique=True)
    youth_id: UUID = Field(foreign_key="youth.id", index=True)
    family_id: UUID = Field(foreign_key="family.id", index=True)
    organisation_id: UUID | None = Field(foreign_key="organisation.id", index=True)
    by_side: str  # youth, family or staff
    word: str | None = Field(default=None, sa_type=Sealed)  # to the other side; from staff to both
    both_want: bool = False  # to meet one last time: only then is anything told of what either answered
    until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

    @classmethod
    def visible_to(cls, viewer: "Viewer") -> ColumnElement[bool]:
        """The two and the organisation; what each wishes lies in rows of their own."""
        return seen_by(cls, viewer)

    def answer(self, wants: bool, *, by: "Viewer") -> None:  # noqa: FBT001  it is the answer
        """Whether to meet one last time. A no closes it, and nobody is told that it was asked or answered."""
        mine = PrivateAnswer.to(self, "yes" if wants else "no", by)
        by.require(Change.ANSWER_FAREWELL, mine)
        request = by.session.get_one(FriendshipRequest, self.request_id)
        request.hold_still(by)
        by.hold(self)
        if self.closed_at or self.until is None or self.until <= by.now:
            if said(by.session, self.id).get(mine.side) == mine.says:
                return
            raise Refused(_("This is closed already. You don't need to answer any more."))
        both = keep(mine, by)
        if not wants:
            self.closed_at, self.both_want = by.now, False
            bonds.untie(request, by)
        elif list(both.values()) == ["yes", "yes"] and not self.both_want:
            self.until, self.both_want = by.now + TO_MEET, True
            bonds.until(request, self.until, by)


def begin(request: FriendshipRequest, word: str, by: "Viewer", *, last: bool) -> Farewell:
    """A friendship has ended. For the verb that ends it."""
    row = Farewell(
        request_id=request.id,
        youth_id=request.youth_id,
        family_id=family_of(request),
        organisation_id=request.organisation_id,
        by_side="staff",
        word=word or None,
        created_at=by.now,
    )
    if side := side_of(row, by):
        row.by_side = side
        keep(PrivateAnswer.to(row, "yes" if last else "no", by), by)
    if last:
        row.until = by.now + TO_ANSWER
        bonds.until(request, row.until, by)
    else:
        row.closed_at = by.now
        bonds.untie(request, by)
    return by.add(row)
