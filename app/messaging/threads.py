"""One conversation as its page shows it: thirty messages, and who can read them, in a fixed number of queries."""

import json
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam
from sqlmodel import col

from app.identity.models import Account
from app.identity.prepared import prepared
from app.identity.viewer import Viewer
from app.kit.clock import COPENHAGEN
from app.messaging import renderings
from app.messaging.bubbles import Bubble, Reader, Thread
from app.messaging.heads import family_name, is_open, readers_of
from app.messaging.kinds import FileKind, Kind, MessageKind
from app.messaging.models import Attachment, Conversation, Message
from app.messaging.participants import Reason
from app.messaging.queries import Query

AT_ONCE = 30
END = 2**31 - 1  # beyond any message's number
IN_ONE_GO = timedelta(minutes=5)


def thread(
    viewer: Viewer,
    conversation: Conversation,
    before: int | None = None,
    after: int | None = None,
    *,
    headed: bool = True,
) -> Thread:
    """The newest thirty messages, or those before or after a number. A fixed number of queries, never OFFSET.

    Without its head, where only the bubbles are shown, it doesn't know what the family is called.
    """
    everyone = readers_of(viewer, conversation.id)
    there = tuple(reader for reader in everyone if reader.reads)
    rows = _messages(viewer, conversation.id, before, after)
    more = len(rows) > AT_ONCE and after is None
    if after is None:
        rows = rows[:AT_ONCE]
        rows.reverse()
    bubbles = _bubbles(viewer, rows, everyone)
    query = Query.of(conversation, viewer) if conversation.kind == Kind.QUERY else None
    return Thread(
        conversation=conversation,
        readers=there,
        bubbles=tuple(
            bubble for bubble in bubbles if bubble.seq > (after or 0)
        ),  # the one at `after` says what day it is
        older=rows[0].seq if more else None,
        newer=before is not None,
        query=query,
        family=family_name(viewer, conversation) if headed else "",
        open=is_open(there, query),
        viewer_id=viewer.account_id,
    )


def _said(viewer: Viewer) -> Any:
    statement = viewer.rows(
        Message,
        Message.id,
        Message.seq,
        Message.kind,
        Message.author_id,
        Message.body,
        Message.phrase,
        Message.language,
        Message.created_at,
        Message.client_id,
        col(Account.name),
    ).outerjoin(Account, col(Account.id) == Message.author_id)
    return statement.where(col(Message.conversation_id) == bindparam("conversation")).limit(AT_ONCE + 1)


@prepared
def _said_since(viewer: Viewer) -> Any:
    return _said(viewer).where(col(Message.seq) >= bindparam("after")).order_by(col(Message.seq))


@prepared
def _said_before(viewer: Viewer) -> Any:
    return _said(viewer).where(col(Message.seq) < bindparam("before")).order_by(col(Message.seq).desc())


def _messages(viewer: Viewer, conversation_id: UUID, before: int | None, after: int | None) -> list[Any]:
    if after is not None:
        return viewer.run(_said_since(viewer), conversation=conversation_id, after=after)
    until = END if before is None else before
    return viewer.run(_said_before(viewer), conversation=conversation_id, before=until)


def _files(viewer: Viewer, rows: list[Any]) -> dict[UUID, tuple[Any, ...]]:
    with_files = [row.id for row in rows if row.kind in {MessageKind.PHOTO, MessageKind.VOICE}]
    found: dict[UUID, tuple[Any, ...]] = {}
    if with_files:
        statement = viewer.rows(
            Attachment,
            Attachment.id,
            Attachment.message_id,
            Attachment.kind,
            Attachment.width,
            Attachment.height,
            Attachment.milliseconds,
            Attachment.waveform,
            Attachment.ready,
            Attachment.trouble,
        )
        here = statement.where(col(Attachment.message_id).in_(with_files)).order_by(col(Attachment.id))
        for row in viewer.run(here):
            found[row.message_id] = (*found.get(row.message_id, ()), row)
    return found


def _bubbles(viewer: Viewer, rows: list[Any], everyone: list[Reader]) -> list[Bubble]:
    files, rendered = _files(viewer, rows), renderings.of(viewer, rows)
    # Of those who talk, the name is enough; of the others it is said as what they are here.
    roles = {reader.account_id: reader.as_role for reader in everyone if reader.reason != Reason.SIDE}
    last_seen = _seen_by_others(viewer, everyone)
    bubbles = []
    last: Any = None
    for row in rows:
        notice = row.kind == MessageKind.NOTICE
        day = _day(row.created_at)
        bubbles.append(
            Bubble(
                id=row.id,
                seq=row.seq,
                kind=row.kind,
                author=row.name or "",
                role=roles.get(row.author_id),
                mine=row.author_id == viewer.account_id,
                client_id=row.client_id if row.author_id == viewer.account_id else None,
                words="" if notice else row.body,
                language=row.language,
                at=row.created_at,
                photos=tuple(it for it in files.get(row.id, ()) if it.kind == FileKind.PHOTO),
                voice=next((it for it in files.get(row.id, ()) if it.kind == FileKind.VOICE), None),
                rendered=rendered.get(row.id),
                notice=json.loads(row.body) if notice else {},
                first_of_day=last is None or _day(last.created_at) != day,
                joined=last is not None and _goes_on(last, row),
                seen=row.seq <= last_seen,
            )
        )
        last = row
    return bubbles


def _seen_by_others(viewer: Viewer, everyone: list[Reader]) -> int:
    """How far somebody I talk with has read; the third adult's reading is not taken for an answer."""
    others = [r for r in everyone if r.account_id != viewer.account_id and r.reason != Reason.THIRD_ADULT]
    return max((reader.seen_seq for reader in others), default=0)


def _day(at: datetime) -> date:
    return at.astimezone(COPENHAGEN).date()


def _goes_on(last: Any, row: Any) -> bool:
    same = row.author_id is not None and row.author_id == last.author_id and last.kind != MessageKind.NOTICE
    return (
        same
        and row.created_at - last.created_at < IN_ONE_GO
        and _day(row.created_at) == _day(last.created_at)
    )
