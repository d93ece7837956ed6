"""The facts of a query, and who may see and change them. What was asked stands in its conversation."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import Field, col, select

from app.identity.policy import Change, Role
from app.kit.clock import now
from app.kit.record import Record, UtcDateTime
from app.messaging.kinds import QueryState, Topic
from app.messaging.offers import offered
from app.people.ties import tied_youths

if TYPE_CHECKING:
    from app.identity.viewer import Viewer

READS_ON = timedelta(days=7)  # so long the interpreter reads a closed query (domain.md, Conversations)


class QueryFacts(Record):
    """When, in which language, about what, how far: all that is seen of a query before somebody takes it."""

    conversation_id: UUID = Field(foreign_key="conversation.id", unique=True)
    youth_id: UUID = Field(foreign_key="youth.id", index=True)
    language: str
    topic: Topic = Topic.OTHER
    state: QueryState = QueryState.WAITING
    fixed_interpreter_id: UUID | None = Field(default=None, foreign_key="account.id")
    interpreter_id: UUID | None = Field(default=None, foreign_key="account.id", index=True)
    opened_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    shared_at: datetime = Field(sa_type=UtcDateTime)  # from then on every interpreter of the language sees it
    taken_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    answered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

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
            case Change.ASK | Change.ASK_ANOTHER:
                return own
            case Change.TAKE_QUERY:
                return self._offered(viewer)
            case Change.PASS_QUERY:
                return taken or self._offered(viewer)
            case Change.ANSWER:
                return taken
            case Change.SPEAK | Change.CLOSE_QUERY:
                return own or taken
            case _:
                return False

    def _offered(self, viewer: "Viewer") -> bool:
        table = type(self)
        here = select(table.id).where(table.id == self.id, offered(table, viewer))
        return viewer.session.exec(here).first() is not None
