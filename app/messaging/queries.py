"""Queries: a youth asks, an interpreter of their language answers (report section 2.3, fast tolk)."""

from typing import TYPE_CHECKING, Self, Unpack
from uuid import UUID

from sqlalchemy import Index, and_, literal
from sqlmodel import col, select

from app.identity.policy import Change, Role
from app.kit.errors import NotFound, Refused
from app.messaging import readers, ways
from app.messaging.facts import READS_ON, QueryFacts
from app.messaging.kinds import Kind, QueryState, Topic
from app.messaging.messages import Sent, notice
from app.messaging.models import Conversation, Participant, Reason
from app.messaging.offers import begun, bring_back, changed, leave_out, offered, passed_by, send_off
from app.messaging.sheets import Activity, Work
from app.people.models import Youth
from app.web.i18n import gettext as _

if TYPE_CHECKING:
    from app.identity.viewer import Viewer


class Query(QueryFacts, table=True):
    """A question to the interpreters, and what can be done with it."""

    __table_args__ = (Index("query_waiting", "state", "language", "opened_at"),)

    @classmethod
    def ask(
        cls, by: "Viewer", topic: Topic, words: str, *, agreed: bool = False, **sent: Unpack[Sent]
    ) -> "Query":
        """A youth asks; `agreed`: their contact person may read a short summary. The way it goes: ways.py."""
        youth = by.find(Youth, by.account_id or "")
        conversation = Conversation(kind=Kind.QUERY, youth_id=youth.id, last_at=by.now)
        query = cls(
            conversation_id=conversation.id,
            youth_id=youth.id,
            language=youth.language,
            topic=topic,
            opened_at=by.now,
            shared_at=by.now,
            summary_agreed_at=by.now if agreed else None,
        )
        send_off(query, ways.way(by.session, youth.id, by.now, by.now))
        by.require(Change.ASK, query)
        by.add(conversation)
        by.add(query)
        readers.join(conversation, youth.id, Role.YOUTH, by, silent=True)
        conversation.write(words, by=by, **sent)
        begun(by.session, query)
        return query

    @classmethod
    def of(cls, conversation: Conversation, by: "Viewer") -> Self | None:
        """The query a conversation belongs to, if it is one."""
        return next(iter(by.all(cls, cls.conversation_id == conversation.id)), None)

    @classmethod
    def to_take(cls, query_id: UUID, by: "Viewer") -> Self:
        """A query that waits for this interpreter. Raises Refused, kindly, when a colleague was quicker."""
        try:
            return by.find(cls, query_id)
        except NotFound:
            gone = by.session.exec(select(cls.id).where(cls.id == query_id, offered(cls, by))).first()
            if gone:
                raise Refused(
                    _("This question doesn't wait any more: somebody else has just taken it.")
                ) from None
            raise

    def take(self, *, by: "Viewer") -> None:
        """An interpreter takes it, and reads it from the beginning. Raises Refused when somebody else was quicker."""
        conversation = self._lock(by)
        if self.state != QueryState.WAITING and self.interpreter_id != by.account_id:
            raise Refused(_("This question doesn't wait any more: somebody else has just taken it."))
        if self.interpreter_id == by.account_id or by.account_id is None:
            return  # tapped twice
        by.require(Change.TAKE_QUERY, self)
        self.state, self.interpreter_id, self.taken_at = QueryState.TAKEN, by.account_id, by.now
        readers.join(
            conversation, by.account_id, Role.INTERPRETER, by, reason=Reason.INTERPRETER, from_start=True
        )
        changed(by.session)

    def pass_on(self, *, by: "Viewer") -> None:
        """An interpreter would rather not, and says no why; they are never shown it again."""
        conversation = self._lock(by)
        by.require(Change.PASS_QUERY, self)
        if self.state == QueryState.CLOSED:
            raise Refused(_("This question is closed already."))
        if self.interpreter_id == by.account_id:
            self._let_go(conversation, by)
        elif self.state != QueryState.WAITING:
            raise Refused(_("This question doesn't wait any more: somebody else has just taken it."))
        leave_out(self, by.account_id, by)

    def ask_another(self, *, by: "Viewer") -> None:
        """The youth would like another interpreter, and says no why."""
        conversation = self._lock(by)
        by.require(Change.ASK_ANOTHER, self)
        if self.state == QueryState.CLOSED:
            raise Refused(_("This question is closed already."))
        out = self.interpreter_id or self.fixed_interpreter_id
        if self.interpreter_id:
            self._let_go(conversation, by)
        leave_out(self, out, by, by_other=True)

    def take_back(self, *, by: "Viewer") -> None:
        """What one passed on by mistake, or the youth's wish for another: undone while it still waits. Raises Refused."""
        self._lock(by)
        by.require(Change.TAKE_BACK, self)
        if self.state != QueryState.WAITING:
            raise Refused(_("This question doesn't wait any more: somebody else has just taken it."))
        if not bring_back(self, by, None if by.account_id == self.youth_id else by.account_id):
            raise NotFound

    @classmethod
    def passed_by(cls, by: "Viewer", query_id: UUID) -> Self:
        """A question that the viewer passed on lately, or the youth's own. Raises NotFound."""
        own = and_(col(cls.youth_id) == by.account_id, literal(by.is_(Role.YOUTH)))
        found: Self = passed_by(cls, query_id, by, own)
        return found

    def say(self, words: str, *, by: "Viewer", **sent: Unpack[Sent]) -> int:
        """The interpreter's words answer it; the youth's words to an answered one ask on, of the same interpreter."""
        conversation = self._lock(by)
        said = conversation.already_said(words, by, **sent)
        if said and conversation.has(by):
            return said
        answers = by.account_id != self.youth_id
        by.require(Change.ANSWER if answers else Change.SPEAK, self)
        if self.state == QueryState.CLOSED:
            raise Refused(
                _(
                    "This question is closed, so nothing can be added. A new question can be asked at any time."
                )
            )
        if answers:
            self.state, self.answered_at = QueryState.ANSWERED, by.now
        elif self.state == QueryState.ANSWERED:
            self.state, self.answered_at = QueryState.TAKEN, None
        seq = conversation.write(words, by=by, **sent)
        minutes = sent.get("minutes")
        if answers and minutes:
            Work.note(self.youth_id, minutes, Activity.ANSWER, query_id=self.id, by=by)
        return seq

    def close(self, *, by: "Viewer") -> None:
        """Either side closes it. The youth keeps it; the interpreter reads it for seven more days."""
        conversation = self._lock(by)
        by.require(Change.CLOSE_QUERY, self)
        if self.state == QueryState.CLOSED:
            return
        self.state, self.closed_at = QueryState.CLOSED, by.now
        notice(conversation, by, "closed", name=by.name)
        interpreter = self._interpreter(by)
        if interpreter:
            interpreter.until = by.now + READS_ON
        changed(by.session)

    def _lock(self, by: "Viewer") -> Conversation:
        """Read query and conversation anew, and keep them to oneself: two who take at once are told apart here."""
        by.hold(self)
        conversation = by.session.get_one(Conversation, self.conversation_id)
        conversation.lock(by)
        return conversation

    def _interpreter(self, by: "Viewer") -> Participant | None:
        inside = select(Participant).where(
            Participant.conversation_id == self.conversation_id,
            Participant.account_id == self.interpreter_id,
            col(Participant.left_at).is_(None),
        )
        return by.session.exec(inside).first() if self.interpreter_id else None

    def _let_go(self, conversation: Conversation, by: "Viewer") -> None:
        """The interpreter leaves, and it waits again, as long as it has waited already."""
        interpreter = self._interpreter(by)
        if interpreter:
            readers.leave(conversation, interpreter, by)
        self.state, self.interpreter_id, self.taken_at, self.answered_at = (
            QueryState.WAITING,
            None,
            None,
            None,
        )
