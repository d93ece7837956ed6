"""The facts of a query, and who may see and change them. What was asked stands in its conversation."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import Field, col

from app.identity.policy import Change, Role
from app.kit.record import UtcDateTime
from app.messaging.interpreters import languages_of
from app.messaging.kinds import QueryState, Topic
from app.messaging.offers import Offered, QueryPass, is_offered, offered
from app.people.ties import tied_youths

if TYPE_CHECKING:
    from app.identity.viewer import Viewer

READS_ON = timedelta(days=7)  # so long the interpreter reads a closed query (domain.md, Conversations)


class QueryFacts(Offered):
    """When, in which language, about what, how far: all that is seen of a query before somebody takes it."""

    conversation_id: UUID = Field(foreign_key="conversation.id", unique=True)
    language: str
    topic: Topic = Topic.OTHER
    state: QueryState = QueryState.WAITING
    interpreter_id: UUID | None = Field(default=None, foreign_key="account.id", index=True)
    taken_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    answered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    summary_agreed_at: datetime | None = Field(
        default=None, sa_type=UtcDateTime
    )  # the youth's yes (summaries.py)

    @classmethod
    def passed(cls) -> Any:
        """Who passed a question on."""
        return col(QueryPass.query_id)

    @classmethod
    def in_languages_of(cls, viewer: "Viewer") -> ColumnElement[bool]:
        """The youth's language."""
        return col(cls.language).in_(languages_of(viewer))

    @classmethod
    def visible_to(cls, viewer: "Viewer") -> ColumnElement[bool]:
        """The youth; their caseworker and contact person; whom it is offered to; who took it, and seven days on."""
        seen = [
            col(cls.youth_id) == viewer.account_id,
            col(cls.youth_id).in_(tied_youths(viewer, Role.CASEWORKER, Role.CONTACT)),
        ]
        if viewer.is_(Role.INTERPRETER):
            closed_lately = or_(col(cls.closed_at).is_(None), col(cls.closed_at) > viewer.now - READS_ON)
            seen.append(and_(col(cls.interpreter_id) == viewer.account_id, closed_lately))
            seen.append(and_(col(cls.state) == QueryState.WAITING, offered(cls, viewer)))
        return or_(*seen)

    def may(self, change: str, viewer: "Viewer") -> bool:
        """The youth asks and asks for another; whom it is offered to takes; who took it answers; both close."""
        own = viewer.account_id == self.youth_id and viewer.is_(Role.YOUTH)
        taken = viewer.account_id == self.interpreter_id and viewer.is_(Role.INTERPRETER)
        match change:
            case Change.ASK | Change.ASK_ANOTHER | Change.SHARE_SUMMARY:
                return own
            case Change.TAKE_QUERY | Change.PASS_QUERY:
                return (taken and change == Change.PASS_QUERY) or is_offered(self, viewer)
            case Change.TAKE_BACK:
                return own or viewer.is_(Role.INTERPRETER)  # of their own passing alone: offers.bring_back
            case Change.ANSWER | Change.WRITE_SUMMARY:
                return taken
            case Change.SPEAK | Change.CLOSE_QUERY:
                return own or taken
            case _:
                return False
