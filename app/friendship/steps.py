"""The steps a request has taken: its history, and the path its youth sees."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import ColumnElement, or_
from sqlmodel import Field, col, select

from app.friendship import news
from app.friendship.states import HELPERS, RequestState
from app.identity.policy import Role
from app.kit.crypto import Sealed
from app.kit.record import Record, UtcDateTime
from app.people.ties import tied_youths

if TYPE_CHECKING:
    from app.friendship.models import FriendshipRequest
    from app.identity.viewer import Viewer


class RequestStep(Record, table=True):
    """One step of a request: to which state, when, and which organisation had it then."""

    __tablename__ = "request_step"

    request_id: UUID = Field(foreign_key="friendship_request.id", index=True)
    youth_id: UUID = Field(foreign_key="youth.id")
    state: RequestState
    at: datetime = Field(sa_type=UtcDateTime)
    by_account: UUID | None = Field(default=None, foreign_key="account.id")
    organisation_id: UUID | None = Field(default=None, foreign_key="organisation.id")
    note: str | None = Field(default=None, sa_type=Sealed)  # from one organisation to the next

    @classmethod
    def visible_to(cls, viewer: "Viewer") -> ColumnElement[bool]:
        """The youth, those who may help them, and the organisation that had it, or got it, at that step."""
        return or_(
            col(cls.youth_id) == viewer.account_id,
            col(cls.youth_id).in_(tied_youths(viewer, *HELPERS)),
            col(cls.organisation_id).in_(viewer.organisations(Role.COORDINATOR)),
        )

    @classmethod
    def of(
        cls, request: "FriendshipRequest", by: "Viewer", note: str | None = None, *, in_private: bool = False
    ) -> "RequestStep":
        """The step to the state that a request has now; without the one who took it, where that is private."""
        return cls(
            request_id=request.id,
            youth_id=request.youth_id,
            state=request.state,
            at=by.now,
            by_account=None if in_private else by.account_id,
            organisation_id=request.organisation_id,
            note=note,
        )


def note_help(request: "FriendshipRequest", by: "Viewer") -> None:
    """Remember, once, that somebody helped to fill in a draft: the youth is told who."""
    before = select(RequestStep.id).where(
        RequestStep.request_id == request.id, RequestStep.by_account == by.account_id
    )
    if by.session.exec(before.limit(1)).first() is None:
        request.moved(RequestState.DRAFT, by)


def take_step(
    request: "FriendshipRequest", by: "Viewer", note: str | None = None, *, in_private: bool = False
) -> None:
    """Remember the step to the state that a request has now, and tell those whom it concerns."""
    by.add(RequestStep.of(request, by, note, in_private=in_private))
    news.moved(request, by)
