"""What is done each day for friendships: asking again, looking at what was agreed, closing what is over."""

from datetime import timedelta
from typing import Any

from app.friendship import bonds
from app.friendship.after import waiting
from app.friendship.models import FriendshipRequest
from app.identity.viewer import outsider
from app.kit import clock
from app.kit.db import transaction
from app.kit.jobs import enqueue, works_on

EACH_DAY = timedelta(days=1)
LOOK = "friendship-day"


def look_each_day() -> None:
    """Begin to look each day; it goes on by itself."""
    with transaction() as session:
        enqueue(session, LOOK, {}, key=LOOK)


@works_on(LOOK)
def look(_payload: dict[str, Any]) -> None:
    """A day's look. Done twice on a day it does nothing more: each row remembers what was done."""
    with transaction() as session:
        enqueue(session, LOOK, {}, key=LOOK, after=EACH_DAY)
        now = clock.now()
        waiting.ask_again(session, now)
        waiting.look_again(session, now)
        nobody = outsider(session, now)
        for farewell in waiting.over(session, now):
            bonds.untie(session.get_one(FriendshipRequest, farewell.request_id), nobody)
