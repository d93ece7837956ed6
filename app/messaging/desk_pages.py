"""What an interpreter's desk shows: what waits, what they have. Rows, a fixed number of queries."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import case, null
from sqlmodel import col, select

from app.identity.models import Account
from app.identity.prepared import open_rows
from app.identity.viewer import Viewer
from app.messaging import summaries
from app.messaging.bubbles import Thread
from app.messaging.checks import OPEN, Check
from app.messaging.helping import help_for
from app.messaging.interpreters import InterpreterProfile
from app.messaging.kinds import CheckState, QueryState, Topic
from app.messaging.messages import Message
from app.messaging.offers import QueryPass, offered, passed_lately
from app.messaging.queries import Query
from app.people.models import Youth

FIXED, STANDING_IN, EVERYBODY = "mine", "standing-in", "everybody"
SHOWN = (FIXED, STANDING_IN, EVERYBODY)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something in the queue: a question, or a message to check (`topic` is None)."""

    id: UUID
    name: str
    language: str
    opened_at: datetime
    share: str  # one of SHOWN: because of what it is offered to the viewer
    topic: Topic | None = None
    target: str = ""


@dataclass(frozen=True, slots=True)
class Queue:
    """The queue: what is shown of it, and how much there is of each share."""

    lines: tuple[Waiting, ...]
    counts: dict[str, int]
    show: str  # one of SHOWN, or "" for all

    @property
    def total(self) -> int:
        """Everything that waits for the viewer."""
        return sum(self.counts.values())


def queue(viewer: Viewer, show: str = "") -> Queue:
    """All that waits for this interpreter: the youths' whose own interpreter they are first, then the longest waiting."""
    show = show if show in SHOWN else ""
    lines = [
        Waiting(
            row.id, row.name, row.language, row.opened_at, row.share, getattr(row, "topic", None), row.target
        )
        for row in (*_questions(viewer), *_checks(viewer))
    ]
    lines.sort(key=lambda line: (line.share != FIXED, line.opened_at))
    counts = {share: sum(line.share == share for line in lines) for share in SHOWN}
    return Queue(tuple(line for line in lines if show in {"", line.share}), counts, show)


def _share(table: Any, viewer: Viewer) -> Any:
    mine = col(table.fixed_interpreter_id).is_not_distinct_from(viewer.account_id)
    stands_in = col(table.substitute_id).is_not_distinct_from(viewer.account_id)
    return case((mine, FIXED), (stands_in, STANDING_IN), else_=EVERYBODY).label("share")


def _questions(viewer: Viewer) -> list[Any]:
    rows = viewer.rows(
        Query,
        Query.id,
        col(Youth.name),
        Query.language,
        Query.topic,
        Query.opened_at,
        _share(Query, viewer),
        col(Query.language).label("target"),
    ).join(Youth, col(Youth.id) == Query.youth_id)
    waiting = rows.where(col(Query.state) == QueryState.WAITING, offered(Query, viewer))
    return viewer.listed(viewer.run(waiting.order_by(col(Query.opened_at)).limit(100)), "query")


def _checks(viewer: Viewer) -> list[Any]:
    rows = viewer.rows(
        Check,
        Check.id,
        col(Youth.name),
        col(Check.source).label("language"),
        col(Check.target),
        Check.opened_at,
        _share(Check, viewer),
    ).join(Youth, col(Youth.id) == Check.youth_id)
    waiting = rows.where(col(Check.state) == CheckState.WAITING, offered(Check, viewer))
    return viewer.listed(viewer.run(waiting.order_by(col(Check.opened_at)).limit(100)), "check")


def taken_checks(viewer: Viewer) -> list[Any]:
    """The messages this interpreter has taken to check, and those they checked in the last seven days."""
    rows = viewer.rows(
        Check, Check.id, col(Youth.name), Check.source, Check.target, Check.state, Check.opened_at
    ).join(Youth, col(Youth.id) == Check.youth_id)
    mine = rows.where(Check.read_by(viewer))
    return viewer.run(mine.order_by(col(Check.state) == CheckState.DONE, col(Check.opened_at)).limit(30))


def passed_on(viewer: Viewer) -> list[Any]:
    """What the viewer passed on lately and still waits: may be taken back. The same facts as in the queue."""
    return [*_passed(viewer, Query, col(Query.topic)), *_passed(viewer, Check, null().label("topic"))]


def _passed(viewer: Viewer, table: Any, topic: Any) -> list[Any]:
    rows: Any = select(table.id, col(Youth.name), topic).join(Youth, col(Youth.id) == table.youth_id)
    still = rows.where(col(table.id).in_(passed_lately(table, viewer)), table.state == "waiting")
    return open_rows(viewer.session, still.limit(10))


@dataclass(frozen=True, slots=True)
class Waits:
    """For whom a question waits, and until when: what its youth is told."""

    first: str
    first_until: datetime | None
    second: str
    second_until: datetime | None
    left_out: bool  # the youth asked for another interpreter, and can still take that back


def waits(viewer: Viewer, query: Query) -> Waits | None:
    """Whom a waiting question is with, in turn. Somebody who passed it on isn't named."""
    if query.state != QueryState.WAITING:
        return None
    gone = select(QueryPass.account_id, QueryPass.by_other).where(QueryPass.query_id == query.id)
    out = dict(viewer.session.exec(gone).all())
    ids = [it for it in (query.fixed_interpreter_id, query.substitute_id) if it and it not in out]
    named: Any = select(Account.id, col(Account.name)).where(col(Account.id).in_(ids))
    names = {row.id: row.name for row in open_rows(viewer.session, named)}
    substitute_at = query.substitute_at or query.shared_at
    return Waits(
        first=names.get(query.fixed_interpreter_id, "") if substitute_at > viewer.now else "",
        first_until=substitute_at,
        second=names.get(query.substitute_id, "") if query.shared_at > viewer.now else "",
        second_until=query.shared_at,
        left_out=any(out.values()),
    )


def is_away(viewer: Viewer) -> bool:
    """Whether the viewer has said that they are away."""
    return InterpreterProfile.mine(viewer).is_away(viewer.now)


def beside(viewer: Viewer, thread: Thread) -> dict[str, Any]:
    """What stands beside the messages of a question: for whom it waits, the summary, what may help to answer."""
    query = thread.query
    if query is None:
        return {}
    beside: dict[str, Any] = {
        "waits": waits(viewer, query),
        "summary": summaries.of_queries(viewer, [query.id]).get(query.id),
    }
    asked = [one for one in thread.bubbles if not one.mine and one.words]
    if not thread.is_theirs and asked:
        # The youth's own words help with the summary, Danish ones with the answer.
        target = "da" if asked[-1].language == query.language else query.language
        row = viewer.first(
            viewer.rows(Message, Message.id, Message.conversation_id, Message.body, Message.language).where(
                col(Message.id) == asked[-1].id
            )
        )
        beside["help"] = help_for(viewer, row, target) if row else None
        beside["into"] = "field-summary" if target == "da" else "field-body"
    return beside


def my_checks(viewer: Viewer, conversation_id: UUID) -> list[Any]:
    """What the viewer asked to have checked in a conversation, and isn't done."""
    rows = viewer.rows(
        Check, Check.id, Check.message_id, Check.state, Check.opened_at, col(Account.name)
    ).outerjoin(Account, col(Account.id) == Check.taken_by)
    mine = rows.where(
        col(Check.conversation_id) == conversation_id,
        col(Check.asked_by) == viewer.account_id,
        col(Check.state).in_(OPEN),
    )
    return viewer.run(mine.order_by(col(Check.opened_at)))
