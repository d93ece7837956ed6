"""A short summary in Danish of what an interpreter answered, for the professionals around a youth, if the youth agrees."""

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import ColumnElement, or_
from sqlmodel import Field, col, select

from app.identity.policy import Change, Role
from app.kit.clock import now
from app.kit.crypto import Sealed
from app.kit.errors import Refused
from app.kit.record import Record, UtcDateTime
from app.messaging.kinds import QueryState
from app.messaging.queries import Query
from app.people.ties import tied_youths
from app.web.i18n import gettext as _

if TYPE_CHECKING:
    from app.identity.viewer import Viewer


class Summary(Record, table=True):
    """A summary of one question. A table of its own, so that who sees a question's facts doesn't see this by it."""

    query_id: UUID = Field(foreign_key="query.id", unique=True)
    youth_id: UUID = Field(foreign_key="youth.id", index=True)
    words: str = Field(sa_type=Sealed)
    account_id: UUID = Field(foreign_key="account.id")
    written_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)

    @classmethod
    def visible_to(cls, viewer: "Viewer") -> ColumnElement[bool]:
        """The youth; the interpreter who has the question; while the youth agrees, contact person and caseworker."""
        seen = [col(cls.youth_id) == viewer.account_id]
        agreed = select(Query.id).where(col(Query.summary_agreed_at).is_not(None))
        if viewer.is_(Role.INTERPRETER):
            theirs = select(Query.id).where(
                Query.interpreter_id == viewer.account_id, Query.visible_to(viewer)
            )
            seen.append(col(cls.query_id).in_(theirs))
        if viewer.is_(Role.CASEWORKER, Role.CONTACT):
            tied = tied_youths(viewer, Role.CASEWORKER, Role.CONTACT)
            seen.append(col(cls.youth_id).in_(tied) & col(cls.query_id).in_(agreed))
        return or_(*seen)


def agree(query: Query, yes: bool, *, by: "Viewer") -> None:  # noqa: FBT001
    """The youth lets a short summary be read, or takes that back: then nobody else reads it from that moment."""
    by.hold(query)
    by.require(Change.SHARE_SUMMARY, query)
    query.summary_agreed_at = (query.summary_agreed_at or by.now) if yes else None


def summarise(query: Query, words: str, *, by: "Viewer") -> None:
    """The interpreter writes it, or writes it anew. Raises Refused while the youth hasn't agreed, or after closing."""
    by.hold(query)
    by.require(Change.WRITE_SUMMARY, query)
    if query.summary_agreed_at is None:
        raise Refused(_("A summary can be written once the young person has agreed to it."))
    if query.state == QueryState.CLOSED:
        raise Refused(_("This question is closed already."))
    own = by.session.exec(select(Summary).where(Summary.query_id == query.id)).first()
    own = own or Summary(query_id=query.id, youth_id=query.youth_id, words=words, account_id=query.youth_id)
    own.words, own.account_id, own.written_at = words, by.account_id or own.account_id, by.now
    by.add(own)


def of_queries(viewer: "Viewer", query_ids: list[UUID]) -> dict[UUID, Any]:
    """The summaries the viewer may read, by question; one query."""
    if not query_ids:
        return {}
    rows = viewer.rows(Summary, Summary.query_id, Summary.words, Summary.written_at)
    return {row.query_id: row for row in viewer.run(rows.where(col(Summary.query_id).in_(query_ids)))}
