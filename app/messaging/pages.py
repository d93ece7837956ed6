"""What the lists of conversations and queries show: rows, in a fixed number of queries."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, bindparam, distinct, func, or_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from app.identity.models import Account
from app.identity.viewer import Viewer
from app.kit.clock import COPENHAGEN
from app.messaging.bubbles import title_of
from app.messaging.kinds import Kind, MessageKind, QueryState, Source, Topic
from app.messaging.models import Conversation, Message
from app.messaging.participants import Participant, Reason, granted, mine, reads
from app.messaging.queries import Query
from app.messaging.renderings import Rendering, as_phrase
from app.people.models import Family
from app.web import live

LISTED = 40
_ME, _LAST, _MADE = aliased(Participant), aliased(Message), aliased(Rendering)  # an alias is dear to make


@dataclass(frozen=True, slots=True)
class Line:
    """A conversation in the list."""

    id: UUID
    kind: Kind
    last_at: datetime
    unread: int
    names: tuple[tuple[str, str], ...]  # name, and what they are (English, marked for translation)
    family: str
    topic: Topic | None
    state: QueryState | None
    preview: str
    language: str
    by_machine: bool
    photo: bool
    my_words: bool
    today: bool

    @property
    def youth(self) -> str:
        """The youth's name, for everyone but the youth; in the list of names it stands without a title."""
        return next((name for name, title in self.names if not title), "")


def conversations(viewer: Viewer, before: Conversation | None = None) -> list[Line]:
    """The viewer's conversations, newest first. Three queries, however many there are; one more than LISTED means there are older."""
    me, last, made = _ME, _LAST, _MADE
    statement = (
        viewer.rows(
            Conversation,
            Conversation.id,
            Conversation.kind,
            Conversation.last_at,
            Conversation.last_seq,
            col(me.seen_seq),
            col(Family.name).label("family"),
            col(Query.topic),
            col(Query.state),
            col(last.kind).label("last_kind"),
            col(last.body),
            col(last.phrase),
            col(made.words),
            col(made.source),
            col(last.language),
            col(last.author_id),
        )
        .join(me, and_(col(me.conversation_id) == Conversation.id, mine(viewer, me)))
        .outerjoin(Family, col(Family.id) == Conversation.family_id)
        .outerjoin(Query, col(Query.conversation_id) == Conversation.id)
        .outerjoin(
            last, and_(col(last.conversation_id) == Conversation.id, col(last.seq) == Conversation.last_seq)
        )
        .outerjoin(
            made,
            and_(
                col(made.message_id) == last.id,
                col(made.language) == viewer.language,
                col(last.author_id) != viewer.account_id,
            ),
        )
        .order_by(col(Conversation.last_at).desc(), col(Conversation.id).desc())
        .limit(LISTED + 1)
    )
    if before:
        statement = statement.where(
            or_(
                col(Conversation.last_at) < before.last_at,
                and_(col(Conversation.last_at) == before.last_at, col(Conversation.id) < before.id),
            )
        )
    rows = viewer.run(statement)
    names = _names(viewer, [row.id for row in rows])
    return [_line(viewer, row, names.get(row.id, ())) for row in rows]


def _line(viewer: Viewer, row: Any, names: tuple[tuple[str, str], ...]) -> Line:
    notice = row.last_kind == MessageKind.NOTICE
    # In the reader's own language where there is such a thing: the phrasebook's, or a rendering.
    in_own = "" if notice else as_phrase(row.phrase, viewer.language) or row.words or ""
    said = in_own or ("" if notice else row.body or "")
    return Line(
        id=row.id,
        kind=row.kind,
        last_at=row.last_at,
        unread=max(0, row.last_seq - row.seen_seq),
        names=names,
        family=row.family or "",
        topic=row.topic,
        state=row.state,
        preview=said.replace("\n", " ")[:90],
        language=viewer.language if in_own else row.language or "",
        by_machine=bool(in_own) and row.source == Source.MACHINE,
        photo=row.last_kind == MessageKind.PHOTO,
        my_words=row.author_id == viewer.account_id,
        today=row.last_at.astimezone(COPENHAGEN).date() == viewer.today,
    )


def _names(viewer: Viewer, conversation_ids: list[UUID]) -> dict[UUID, tuple[tuple[str, str], ...]]:
    """Whom the viewer talks with in each: the third adult is named in the thread's head, not here."""
    statement = viewer.rows(
        Participant,
        Participant.conversation_id,
        col(Account.name),
        Participant.as_role,
    ).join(Account, col(Account.id) == Participant.account_id)
    named: dict[UUID, tuple[tuple[str, str], ...]] = {}
    others = statement.where(
        col(Participant.conversation_id).in_(conversation_ids),
        col(Participant.account_id) != viewer.account_id,
        col(Participant.left_at).is_(None),
        col(Participant.reason) != Reason.THIRD_ADULT,
    )
    for row in viewer.run(others.order_by(col(Participant.joined_at), col(Participant.id))):
        named[row.conversation_id] = (*named.get(row.conversation_id, ()), (row.name, title_of(row.as_role)))
    return named


_UNREAD: Any = (
    select(col(Participant.account_id), func.count(distinct(col(Participant.conversation_id))))
    .join(Conversation, col(Conversation.id) == Participant.conversation_id)
    .where(
        col(Participant.account_id).in_(bindparam("accounts", expanding=True)),
        reads(Participant, live.NOW),
        granted(Participant, live.NOW),
        col(Participant.seen_seq) < col(Conversation.last_seq),
    )
    .group_by(col(Participant.account_id))
)


def unread_of(session: Session, account_ids: set[UUID], now: datetime) -> dict[UUID, int]:
    """In how many conversations something is new to each, by their own ties and grants; nobody with nothing new."""
    these = {"accounts": list(account_ids), "now": now}
    return {account_id: number for account_id, number in session.connection().execute(_UNREAD, these)}  # noqa: C416


def unread(viewer: Viewer) -> int:
    """In how many conversations something is new: the number on the bar and on Home."""
    if "unread" not in viewer.notes:
        found = unread_of(viewer.session, {viewer.somebody}, viewer.now)
        viewer.notes["unread"] = found.get(viewer.somebody, 0)
    number: int = viewer.notes["unread"]
    return number
