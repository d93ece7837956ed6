"""What the lists of queries show: an interpreter's own, the facts of a youth's, those that a youth waits for."""

from typing import Any
from uuid import UUID

from sqlmodel import col

from app.identity.prepared import prepared
from app.identity.viewer import Viewer
from app.messaging.kinds import QueryState
from app.messaging.queries import Query
from app.people.models import Youth


def taken(viewer: Viewer) -> list[Any]:
    """What this interpreter has taken and not closed: unanswered first, then by how long it has waited."""
    statement = viewer.rows(
        Query,
        Query.id,
        Query.conversation_id,
        col(Youth.name),
        Query.language,
        Query.topic,
        Query.state,
        Query.opened_at,
    ).join(Youth, col(Youth.id) == Query.youth_id)
    mine_now = statement.where(
        col(Query.interpreter_id) == viewer.account_id,
        col(Query.state).in_((QueryState.TAKEN, QueryState.ANSWERED)),
    )
    return viewer.run(
        mine_now.order_by(col(Query.state) == QueryState.ANSWERED, col(Query.opened_at)).limit(100)
    )


def query_facts(viewer: Viewer, youth_id: UUID) -> list[Any]:
    """The facts of a youth's queries, for those who see them: when, topic, how long it waits. Never the words."""
    statement = viewer.rows(
        Query,
        Query.id,
        Query.topic,
        Query.state,
        Query.language,
        Query.opened_at,
        Query.taken_at,
        Query.answered_at,
        Query.closed_at,
    )
    return viewer.run(
        statement.where(col(Query.youth_id) == youth_id).order_by(col(Query.opened_at).desc()).limit(50)
    )


@prepared
def _my_queries(viewer: Viewer) -> Any:
    statement = viewer.rows(Query, Query.id, Query.conversation_id, Query.topic, Query.state, Query.opened_at)
    here = statement.where(col(Query.youth_id) == viewer.account_id, col(Query.state) != QueryState.CLOSED)
    return here.order_by(col(Query.opened_at).desc()).limit(20)


def my_queries(viewer: Viewer) -> list[Any]:
    """A youth's questions that are not closed, newest first: for Home."""
    return viewer.run(_my_queries(viewer))
