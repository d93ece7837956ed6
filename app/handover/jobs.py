"""What the worker does when somebody else begins: at midnight, or at once."""

from typing import Any
from uuid import UUID

from app.handover import news
from app.identity.viewer import load_viewer
from app.kit import clock
from app.kit.db import transaction
from app.kit.jobs import works_on
from app.messaging.opening import settle_youth
from app.people.models import Tie


@works_on(news.JOB)
def new_face(payload: dict[str, Any]) -> None:
    """Put the youth's conversations right and tell those around, if the tie still begins."""
    with transaction() as session:
        tie = session.get(Tie, UUID(payload["tie"]))
        if tie is None or tie.account_id is None or not tie.holds(clock.now()):
            return
        settle_youth(load_viewer(session, tie.account_id, clock.now()), tie.youth_id)
        news.tell_around(session, tie.youth_id, clock.now())
