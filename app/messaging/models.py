"""Conversations: who talks with whom, and saying something."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Unpack
from uuid import UUID

from sqlalchemy import ColumnElement, Index, bindparam, text, update
from sqlmodel import Field, col, select

from app.identity.policy import Change, Role
from app.identity.prepared import prepared
from app.kit.clock import now
from app.kit.crypto import Sealed
from app.kit.errors import Conflict, Refused
from app.kit.record import Record, UtcDateTime
from app.messaging import news, notify, readers, translating
from app.messaging.attachments import Attachment, attach
from app.messaging.kinds import Kind, MessageKind
from app.messaging.messages import Message, Sent, fingerprint, write
from app.messaging.participants import Participant, Reason, mine, readable
from app.people.models import Family
from app.web.i18n import gettext as _

if TYPE_CHECKING:
    from app.identity.viewer import Viewer


def _one_direct(name: str, side: str) -> Index:
    """A youth and somebody have one direct conversation."""
    only = text(f"kind = 'direct' AND {side} IS NOT NULL")
    return Index(name, "youth_id", side, unique=True, sqlite_where=only, postgresql_where=only)


class Conversation(Record, table=True):
    """A conversation around one youth. `last_seq` counts its messages; it is raised under the row's lock."""

    __table_args__ = (
        _one_direct("one_with_account", "account_id"),
        _one_direct("one_with_family", "family_id"),
    )

    prepared: ClassVar[bool] = True

    kind: Kind
    youth_id: UUID = Field(foreign_key="youth.id", index=True)
    family_id: UUID | None = Field(default=None, foreign_key="family.id")
    account_id: UUID | None = Field(default=None, foreign_key="account.id")
    topic: str | None = Field(default=None, sa_type=Sealed)
    last_seq: int = 0
    last_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)

    @classmethod
    def visible_to(cls, viewer: "Viewer") -> ColumnElement[bool]:
        """Those who take part, as long as they do."""
        return col(cls.id).in_(readable(viewer))

    def may(self, change: str, viewer: "Viewer") -> bool:
        """Whoever reads may speak. The youth and those tied to them open; the family's coordinator may open for them."""
        match change:
            case Change.SPEAK:
                return self.has(viewer)
            case Change.OPEN_CONVERSATION:
                other = readers.other_side(self, viewer)
                return bool(other) and (
                    viewer.account_id in {self.youth_id, *other} or self._coordinated_by(viewer)
                )
            case _:
                return False

    def has(self, viewer: "Viewer") -> bool:
        """Whether the viewer can read this."""
        viewer.session.flush()  # whoever has come in just now is there
        return bool(viewer.run(_my_place(viewer), conversation=self.id))

    def _coordinated_by(self, viewer: "Viewer") -> bool:
        family = viewer.session.get(Family, self.family_id) if self.family_id else None
        return bool(family and family.organisation_id in viewer.organisations(Role.COORDINATOR))

    def lock(self, by: "Viewer") -> None:
        """Read the row anew and keep it to oneself until the end of the transaction."""
        by.hold(self)

    def say(self, words: str, *, by: "Viewer", **sent: Unpack[Sent]) -> int:
        """Say something; the answer is the message's number. The same `client_id` again is the same message.

        Raises Refused when the other side is gone, or when no professional adult can be with a youth under 18;
        Conflict when the id was used for something else. A query is spoken in through Query.say, which knows its state.
        """
        self.lock(by)
        said = self.already_said(words, by, **sent)
        if said and self.has(by):
            return said  # without a second line in the trail
        by.require(Change.SPEAK, self)
        if self.kind == Kind.DIRECT and not readers.settle(self, by):
            raise Refused(
                _("You are not in contact here any more, so nothing can be sent. You can still read.")
            )
        return self.write(words, by=by, **sent)

    def write(self, words: str, *, by: "Viewer", **sent: Unpack[Sent]) -> int:
        """Put words, photos, a recording at the end; whoever writes has seen all above. The caller has asked."""
        kind = MessageKind.PHOTO if sent.get("pictures") else MessageKind.WORDS
        message = write(self, by, MessageKind.VOICE if sent.get("recording") else kind, words, **sent)
        attach(message, by.session, sent.get("pictures", ()), sent.get("recording"))
        translating.begin(message, by)
        notify.readers(by.session, self.id)
        self.mark_seen(self.last_seq, by=by)
        return self.last_seq

    def already_said(self, words: str, by: "Viewer", **sent: Unpack[Sent]) -> int | None:
        """The number of a message that a phone sends a second time. Raises Conflict if it is another one."""
        client_id = sent.get("client_id")
        if client_id is None:
            return None
        twin = {"author": by.account_id, "client": client_id}
        before = by.session.connection().execute(_TWIN, twin).first()
        if before is None:
            return None
        seq: int
        seq, conversation_id, print_ = before
        if conversation_id != self.id or print_ != fingerprint(words, **sent):
            raise Conflict
        return seq

    def mark_seen(self, seq: int, *, by: "Viewer") -> None:
        """The viewer has seen everything up to a message. Only ever onwards, only for themselves."""
        moved = by.session.connection().execute(
            _MOVE_ON, {"conversation": self.id, "reader": by.account_id, "upto": min(seq, self.last_seq)}
        )
        if moved.rowcount:
            by.notes.pop("unread", None)  # counted anew where it is shown
            news.seen(self.id, min(seq, self.last_seq), by)


_TWIN = select(Message.seq, Message.conversation_id, Message.fingerprint).where(
    Message.author_id == bindparam("author"), Message.client_id == bindparam("client")
)
_MOVE_ON = (
    update(Participant)
    .where(
        col(Participant.conversation_id) == bindparam("conversation"),
        col(Participant.account_id) == bindparam("reader"),
        col(Participant.left_at).is_(None),
        col(Participant.seen_seq) < bindparam("upto"),
    )
    .values(seen_seq=bindparam("upto"))
)


@prepared
def _my_place(viewer: "Viewer") -> Any:
    here = col(Participant.conversation_id) == bindparam("conversation")
    return select(Participant.id).where(here, mine(viewer, Participant)).limit(1)


__all__ = ["Attachment", "Conversation", "Kind", "Message", "MessageKind", "Participant", "Reason"]
