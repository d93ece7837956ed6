"""One message that somebody would like an interpreter to check: the interpreter reads it alone, not the thread."""

from typing import TYPE_CHECKING, Any, Self
from uuid import UUID

from sqlalchemy import Index, func
from sqlmodel import col, select

from app.identity.models import Account
from app.identity.policy import Change, Role
from app.kit.errors import NotFound, Refused
from app.messaging import messages, renderings, ways
from app.messaging.check_facts import CheckFacts
from app.messaging.kinds import CheckState, MessageKind
from app.messaging.messages import Message, notice
from app.messaging.models import Conversation
from app.messaging.offers import (
    begun,
    bring_back,
    changed,
    leave_out,
    offered,
    send_off,
)
from app.messaging.participants import Participant
from app.messaging.sheets import Activity, Work
from app.notifications.kinds import Kind as News
from app.notifications.telling import tell
from app.web.i18n import gettext as _

if TYPE_CHECKING:
    from app.identity.viewer import Viewer

MOST_OPEN = 5  # of one person: interpreters are few
OPEN = (CheckState.WAITING, CheckState.TAKEN)


class Check(CheckFacts, table=True):
    """A message to check, and what can be done with it. Named for its table: CHECK is a word of SQL."""

    __tablename__ = "message_check"
    __table_args__ = (Index("check_waiting", "state", "opened_at"),)

    @classmethod
    def ask(cls, message: Message, *, by: "Viewer") -> "Check":
        """Somebody in the conversation would like a message checked. The same again is the same. Raises Refused."""
        conversation = by.find(Conversation, message.conversation_id, look=False)
        conversation.lock(by)
        target = _target(message, by)
        if message.kind == MessageKind.NOTICE or message.phrase or target is None:
            raise Refused(
                _("There is nothing to check here: everybody reads it in their own language already.")
            )
        mine = select(cls).where(cls.asked_by == by.account_id, col(cls.state).in_(OPEN))
        here = select(cls).where(cls.message_id == message.id, cls.target == target, col(cls.state).in_(OPEN))
        there = by.session.exec(here).first()
        if there:
            return there
        if len(by.session.exec(mine).all()) >= MOST_OPEN:
            raise Refused(
                _(
                    "You have %(most)s messages waiting to be checked. Ask again when one is done.",
                    most=MOST_OPEN,
                )
            )
        check = cls(
            message_id=message.id,
            conversation_id=conversation.id,
            youth_id=conversation.youth_id,
            family_id=conversation.family_id,
            source=message.language,
            target=target,
            asked_by=by.somebody,
            opened_at=by.now,
            shared_at=by.now,
        )
        send_off(check, ways.way(by.session, conversation.youth_id, by.now, by.now))
        by.require(Change.ASK_CHECK, check)
        by.add(check)
        begun(by.session, check)
        return check

    def take(self, *, by: "Viewer") -> None:
        """An interpreter takes it and reads that message alone; the thread is told who. Raises Refused."""
        conversation = self._lock(by)
        if self.taken_by == by.account_id and self.state == CheckState.TAKEN:
            return  # tapped twice
        self._still(CheckState.WAITING)
        by.require(Change.TAKE_CHECK, self)
        self.state, self.taken_by, self.taken_at = CheckState.TAKEN, by.account_id, by.now
        notice(conversation, by, "check", role=Role.INTERPRETER, name=by.name)
        changed(by.session)

    def pass_on(self, *, by: "Viewer") -> None:
        """An interpreter would rather not, and says no why. Raises Refused when somebody else has it."""
        self._lock(by)
        by.require(Change.PASS_CHECK, self)
        self._still(*OPEN)
        self._wait_again()
        leave_out(self, by.account_id, by)

    def ask_another(self, *, by: "Viewer") -> None:
        """Who asked would like another interpreter, and says no why. Raises Refused."""
        self._lock(by)
        by.require(Change.ASK_ANOTHER, self)
        self._still(*OPEN)
        out = self.taken_by or self.fixed_interpreter_id
        self._wait_again()
        leave_out(self, out, by, by_other=True)

    def take_back(self, *, by: "Viewer") -> None:
        """A passing on, or the wish for another, undone while it waits. Raises Refused, or NotFound."""
        self._lock(by)
        by.require(Change.TAKE_BACK, self)
        self._still(CheckState.WAITING)
        if not bring_back(self, by, None if by.account_id == self.asked_by else by.account_id):
            raise NotFound

    def withdraw(self, *, by: "Viewer") -> None:
        """Who asked doesn't need it any more. Raises Refused when it is done."""
        self._lock(by)
        by.require(Change.WITHDRAW_CHECK, self)
        self._still(*OPEN)
        self.state, self.done_at = CheckState.WITHDRAWN, by.now
        changed(by.session)

    def finish(self, words: str, minutes: int, *, by: "Viewer", nothing_personal: bool = False) -> None:
        """What it says, by a person. Read by everyone whose language it is; the interpreter reads it seven days on."""
        self._lock(by)
        by.require(Change.FINISH_CHECK, self)
        self._still(CheckState.TAKEN)
        message = by.session.get_one(Message, self.message_id)
        renderings.confirm(message, self.target, words, by=by, nothing_personal=nothing_personal)
        self.state, self.done_at = CheckState.DONE, by.now
        if minutes:
            Work.note(
                self.youth_id, minutes, Activity.CHECK, family_id=self.family_id, check_id=self.id, by=by
            )
        tell(by.session, self.asked_by, News.MESSAGE, url=f"/conversations/{self.conversation_id}")
        changed(by.session)

    def _lock(self, by: "Viewer") -> Conversation:
        by.hold(self)
        conversation = by.session.get_one(Conversation, self.conversation_id)
        conversation.lock(by)
        return conversation

    def _still(self, *states: CheckState) -> None:
        if self.state not in states:
            raise Refused(_("This message doesn't wait any more: it is taken, checked or taken back."))

    def _wait_again(self) -> None:
        self.state, self.taken_by, self.taken_at = CheckState.WAITING, None, None

    @classmethod
    def to_take(cls, check_id: UUID, by: "Viewer") -> Self:
        """One that waits for this interpreter. Raises Refused, kindly, when a colleague was quicker."""
        try:
            return by.find(cls, check_id)
        except NotFound:
            if by.session.exec(select(cls.id).where(cls.id == check_id, offered(cls, by))).first():
                raise Refused(
                    _("This message doesn't wait any more: it is taken, checked or taken back.")
                ) from None
            raise


def _target(message: Message, by: "Viewer") -> str | None:
    """Into which language: who asks reads it in theirs; for one's own words, that of those who read along."""
    if message.language not in {by.language, ""}:
        return by.language
    others = (
        select(Account.language)
        .join(Participant, col(Participant.account_id) == Account.id)
        .where(
            Participant.conversation_id == message.conversation_id,
            col(Participant.left_at).is_(None),
            Account.language != message.language,
        )
        .group_by(Account.language)
        .order_by(func.min(Participant.joined_at))
    )
    return by.session.exec(others).first() if message.language else None


def _read_alone(viewer: "Viewer") -> Any:
    return select(Check.message_id).where(Check.read_by(viewer))


messages.read_alone.append(_read_alone)
