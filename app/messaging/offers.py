"""To whom a waiting query is offered."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import ColumnElement, UniqueConstraint, and_, false, or_
from sqlmodel import Field, select

from app.identity.policy import Role
from app.kit.record import Record
from app.messaging.interpreters import languages_of

if TYPE_CHECKING:
    from app.identity.viewer import Viewer


class QueryPass(Record, table=True):
    """An interpreter who passed a query on, or from whom the youth asked for another. No reason is kept."""

    __tablename__ = "query_pass"
    __table_args__ = (UniqueConstraint("query_id", "account_id"),)

    query_id: UUID = Field(foreign_key="query.id")
    account_id: UUID = Field(foreign_key="account.id")

    @classmethod
    def visible_to(cls, viewer: Any) -> ColumnElement[bool]:  # noqa: ARG003
        """Nobody: who passed is not told."""
        return false()


def offered(query: Any, viewer: "Viewer") -> ColumnElement[bool]:
    """The fixed interpreter at once, the others of the language from `shared_at`; never again who passed."""
    if not viewer.is_(Role.INTERPRETER):
        return false()
    passed = select(QueryPass.query_id).where(QueryPass.account_id == viewer.account_id)
    return and_(
        query.youth_id != viewer.account_id,
        query.id.not_in(passed),
        or_(
            query.fixed_interpreter_id == viewer.account_id,
            and_(query.language.in_(languages_of(viewer)), query.shared_at <= viewer.now),
        ),
    )


def leave_out(by: "Viewer", query_id: UUID, account_id: UUID) -> None:
    """Never show them this query again."""
    already = select(QueryPass.id).where(QueryPass.query_id == query_id, QueryPass.account_id == account_id)
    if not by.session.exec(already).first():
        by.add(QueryPass(query_id=query_id, account_id=account_id))
