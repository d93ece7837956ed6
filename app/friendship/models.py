"""The request for a friendship family: what the youth answered, who works on it, how far it has come."""

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import ColumnElement, Index, and_, or_, text
from sqlmodel import Field, col, select

from app.friendship import bonds
from app.friendship.after.course import Course
from app.friendship.sharing import VOLUNTEERS, organisation_for, shared_youths, shares
from app.friendship.states import CHANGEABLE, CLOSED, HELPERS, UNDER_WAY, EndedBecause, RequestState
from app.friendship.steps import note_help, take_step
from app.identity.models import Organisation
from app.identity.policy import Change, Role
from app.kit.crypto import Sealed, SealedJson
from app.kit.errors import Refused
from app.kit.record import Record, UtcDateTime
from app.people.models import Youth
from app.people.ties import is_of, is_tied, tied_youths
from app.web.i18n import gettext as _

if TYPE_CHECKING:
    from app.identity.viewer import Viewer


S = RequestState


class FriendshipRequest(Course, Record, table=True):
    """A youth asks for a friendship family. One open request at a time."""

    __tablename__ = "friendship_request"
    __table_args__ = (
        Index(
            "one_open_request",
            "youth_id",
            unique=True,
            sqlite_where=text("state NOT IN ('ended', 'withdrawn')"),
            postgresql_where=text("state NOT IN ('ended', 'withdrawn')"),
        ),
    )

    youth_id: UUID = Field(foreign_key="youth.id", index=True)
    state: RequestState = Field(default=RequestState.DRAFT, index=True)
    answers: dict[str, Any] = Field(default_factory=dict, sa_type=SealedJson)
    sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    organisation_id: UUID | None = Field(default=None, foreign_key="organisation.id", index=True)
    coordinator_id: UUID | None = Field(default=None, foreign_key="account.id")
    taken_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    family_id: UUID | None = Field(default=None, foreign_key="family.id", index=True)
    ended_because: EndedBecause | None = None
    ended_words: str | None = Field(default=None, sa_type=Sealed)

    @classmethod
    def visible_to(cls, viewer: "Viewer") -> ColumnElement[bool]:
        """The youth, those who may help them, the organisation that took it; while under way all that share the queue.

        A row is more than a coordinator of another organisation may read: pages show them `sharing.answers_for` alone.
        A family never sees a request: it sees what a proposal says of it.
        """
        seen = or_(
            col(cls.youth_id) == viewer.account_id, col(cls.youth_id).in_(tied_youths(viewer, *HELPERS))
        )
        if not viewer.is_(Role.COORDINATOR):
            return seen
        return or_(
            seen,
            col(cls.organisation_id).in_(viewer.organisations(Role.COORDINATOR)),
            and_(col(cls.state).in_(UNDER_WAY), col(cls.youth_id).in_(shared_youths(viewer))),
        )

    def may(self, change: str, viewer: "Viewer") -> bool:
        """The youth asks, changes, sends and withdraws; helpers fill in; coordinators do the rest."""
        own = self.youth_id == viewer.account_id
        match change:
            case Change.FILL_REQUEST:
                return own or is_tied(viewer, self.youth_id, *HELPERS)
            case Change.SEND_REQUEST | Change.WITHDRAW_REQUEST:
                return own
            case Change.TAKE_REQUEST:
                return self.is_with(viewer) or shares(viewer, self.youth_id)
            case Change.HAND_ON_REQUEST | Change.PROPOSE | Change.BEFRIEND | Change.CHOOSE_AMONG:
                return self.is_with(viewer)
            case Change.END_FRIENDSHIP | Change.AGREE_EXPECTATIONS:
                return own or self.is_with(viewer) or self._is_friend(viewer)
            case _:
                return False

    def is_with(self, viewer: "Viewer") -> bool:
        """Whether the viewer's organisation works on it."""
        return self.organisation_id in viewer.organisations(Role.COORDINATOR)

    def _is_friend(self, viewer: "Viewer") -> bool:
        return viewer.is_(Role.FRIEND) and self.family_id is not None and is_of(viewer, self.family_id)

    def hold_still(self, by: "Viewer") -> None:
        """Lock the row and read it anew: somebody else may have changed it a moment ago."""
        by.hold(self)

    def _ask(self, change: Change, by: "Viewer") -> None:
        by.require(change, self)
        self.hold_still(by)

    def moved(
        self, state: RequestState, by: "Viewer", note: str | None = None, *, in_private: bool = False
    ) -> None:
        """Go to a state, and remember the step; not whose it was, where somebody said no in private."""
        self.state = state
        take_step(self, by, note, in_private=in_private)

    @classmethod
    def begin(cls, youth: Youth, *, by: "Viewer") -> "FriendshipRequest":
        """A new draft; the open request, if there is one already."""
        by.hold(youth)  # two taps, or a youth and a helper, at one moment
        there = by.session.exec(
            select(cls).where(cls.youth_id == youth.id, col(cls.state).not_in(CLOSED))
        ).first()
        request = there or cls(youth_id=youth.id)
        by.require(Change.FILL_REQUEST, request)
        if there is None:
            by.add(request)
            request.moved(S.DRAFT, by)
        return request

    def fill(self, name: str, answer: Any, *, by: "Viewer") -> None:
        """Keep the answer to one question; an empty one is taken out. A helper only while it is a draft."""
        self._ask(Change.FILL_REQUEST, by)
        if self.state not in CHANGEABLE:
            raise Refused(_("This can't be changed any more. Nothing is lost."))
        if by.account_id != self.youth_id and self.state != S.DRAFT:
            raise Refused(_("It has been sent. Only the young person can change it now."))
        if by.account_id != self.youth_id:
            note_help(self, by)
        rest = {key: value for key, value in self.answers.items() if key != name}
        self.answers = rest | {name: answer} if answer else rest

    def send(self, *, by: "Viewer") -> None:
        """The youth asks. Sent twice is sent once."""
        self._ask(Change.SEND_REQUEST, by)
        if self.state in CLOSED:
            raise Refused(_("You took this request back. You can ask again."))
        if self.state == S.DRAFT:
            self.sent_at = by.now
            self.moved(S.SENT, by)

    def withdraw(self, *, by: "Viewer") -> None:
        """The youth takes it back, at any time before the friendship is under way."""
        self._ask(Change.WITHDRAW_REQUEST, by)
        if self.state == S.WITHDRAWN:
            return
        if self.state not in CHANGEABLE:
            raise Refused(_("You have a friendship family now. You can end the friendship instead."))
        bonds.close_proposals(self, by)
        bonds.part(self, by)
        self.moved(S.WITHDRAWN, by)

    def take(self, *, by: "Viewer") -> None:
        """An organisation begins to look; the first one gets it. Raises Refused for the second."""
        self._ask(Change.TAKE_REQUEST, by)
        if self.organisation_id and not self.is_with(by):
            raise Refused(_("Another organisation took it a moment ago. They work on it now."))
        if self.state not in UNDER_WAY:
            raise Refused(_("This request doesn't wait any more."))
        self.coordinator_id = by.account_id
        if self.state == S.SENT:
            self.organisation_id, self.taken_at = organisation_for(self.youth_id, by), by.now
            self.moved(S.LOOKING, by)

    def hand_on(self, to: Organisation, note: str, *, by: "Viewer") -> None:
        """Another organisation goes on looking, with a note for them."""
        self._ask(Change.HAND_ON_REQUEST, by)
        if not self.is_with(by) or self.state != S.LOOKING:
            raise Refused(_("It can be handed on only while your organisation is looking."))
        mine = by.session.get_one(Organisation, self.organisation_id)
        if to.kind != VOLUNTEERS or to.municipality_id != mine.municipality_id or to.id == mine.id:
            raise Refused(_("Choose one of the organisations in the list."))
        self.organisation_id, self.coordinator_id, self.taken_at = to.id, None, by.now
        self.moved(S.LOOKING, by, note or None)
