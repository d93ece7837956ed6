"""What is built once says exactly what the rule says, to each of the cast."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import Session, select

from app.demo.cast import CAST
from app.identity.prepared import every, prepared
from app.identity.viewer import Viewer
from app.kit import clock
from app.kit.errors import NotFound
from app.messaging.kinds import Topic
from app.messaging.models import Conversation
from app.messaging.opening import open_direct
from app.messaging.queries import Query
from app.messaging.threads import END
from app.people.models import Family, Youth
from tests.cast import id_of
from tests.conftest import ViewerOf


@pytest.fixture(autouse=True)
def conversations(viewer_of: ViewerOf) -> list[UUID]:
    """A youth with their family and the adult beside them, and a question to an interpreter."""
    youth = viewer_of("youth-matched")
    me = youth.session.get_one(Youth, id_of("youth-matched"))
    there = open_direct(youth, me, family=youth.session.get_one(Family, id_of("family:family")))
    there.say("Hej", by=youth)
    query = Query.ask(youth, Topic.HOME, "Hvad står der?")
    return [there.id, query.conversation_id]


def _sees(viewer: Viewer, conversation_id: Any) -> bool:
    try:
        viewer.find(Conversation, conversation_id, look=False)
    except NotFound:
        return False
    return True


def test_whoever_looks_finds_the_conversations_that_the_rule_shows(
    session: Session, viewer_of: ViewerOf, conversations: list[UUID]
) -> None:
    seen = 0
    for member in CAST:
        viewer = viewer_of(member.slug)
        shown = set(session.exec(select(Conversation.id).where(Conversation.visible_to(viewer))))
        assert {one for one in conversations if _sees(viewer, one)} == shown, member.slug
        seen += len(shown)
    assert seen


def test_a_statement_built_once_gives_the_rows_of_one_built_for_the_viewer(
    viewer_of: ViewerOf, conversations: list[UUID]
) -> None:
    rows = 0
    for member in CAST:
        viewer = viewer_of(member.slug)
        for one in conversations:
            gaps: dict[str, Any] = {"conversation": one, "row": one, "after": 0, "before": END}
            gaps |= {"youth": id_of("youth-matched"), "messages": [one], "language": "da"}
            for ready in every:
                built: Any = ready.__wrapped__(viewer)  # type: ignore[attr-defined]
                if any(isinstance(it["expr"], type) for it in built.column_descriptions):
                    continue  # found as an object: see above
                shown = viewer.run(ready(viewer), **gaps)
                assert shown == viewer.run(built, **gaps), (member.slug, ready)
                rows += len(shown)
    assert rows


def test_a_gap_left_empty_is_an_error(session: Session, viewer_of: ViewerOf) -> None:
    @prepared
    def mine(viewer: Viewer) -> Any:
        return select(Conversation.id).where(Conversation.visible_to(viewer))

    try:
        with pytest.raises(Exception, match="viewer_"):
            mine(viewer_of("youth")).rows(session, {})
    finally:
        every.pop()


def test_a_rule_that_counts_with_the_moment_is_built_for_each_viewer(
    session: Session, viewer_of: ViewerOf
) -> None:
    @prepared
    def late(viewer: Viewer) -> Any:
        return select(Conversation.id).where(Conversation.created_at > viewer.now - timedelta(days=1))

    every.pop()
    assert not hasattr(late(viewer_of("youth")), "rows")


def test_outsiders_see_no_conversation(session: Session) -> None:
    assert not session.exec(
        select(Conversation.id).where(Conversation.visible_to(Viewer(session=session, now=clock.now())))
    ).all()
    assert not any(
        _sees(Viewer(session=session, now=clock.now()), one) for one in session.exec(select(Conversation.id))
    )
