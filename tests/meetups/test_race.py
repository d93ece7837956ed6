"""Two at the same moment: one wins, the other is told kindly."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import Engine, delete
from sqlmodel import col

from app.audit.models import AuditLine
from app.identity.viewer import Viewer, load_viewer
from app.kit import clock, db
from app.kit.errors import Refused
from app.kit.jobs import Job
from app.meetups.models import Meetup, MeetupTime
from app.meetups.plan import MeetupState
from tests.cast import id_of
from tests.meetups.conftest import offered, times_of


@pytest.fixture
def meetup_id(db_engine: Engine) -> Iterator[object]:
    """A meetup that is really committed, since each of the two needs a transaction of their own; taken away after."""
    with db.transaction(on=db_engine) as session:
        meetup = offered(load_viewer(session, id_of("family"), clock.now()))
    yield meetup.id
    with db.transaction(on=db_engine) as session:
        session.execute(delete(MeetupTime).where(col(MeetupTime.meetup_id) == meetup.id))
        session.execute(delete(AuditLine).where(col(AuditLine.subject_id) == meetup.id))
        session.execute(delete(Job))
        session.execute(delete(Meetup).where(col(Meetup.id) == meetup.id))


@pytest.mark.parametrize("turn", range(4))
def test_the_youth_accepts_while_the_family_calls_off(db_engine: Engine, meetup_id, turn: int) -> None:
    both_there = Barrier(2)

    def accept(viewer: Viewer, meetup: Meetup) -> None:
        meetup.accept(times_of(viewer, meetup)[0], seen=0, by=viewer)

    def cancel(viewer: Viewer, meetup: Meetup) -> None:
        meetup.cancel("", seen=0, by=viewer)

    def act(slug: str, verb) -> str:
        both_there.wait(10)
        try:
            with db.transaction(on=db_engine) as session:
                viewer = load_viewer(session, id_of(slug), clock.now())
                verb(viewer, viewer.find(Meetup, meetup_id))
        except Refused as refusal:
            return str(refusal)
        return ""

    with ThreadPoolExecutor(2) as pool:
        said = list(pool.map(act, ("youth-matched", "family"), (accept, cancel)))
    assert said.count("") == 1, said
    with db.transaction(on=db_engine) as session:
        meetup = session.get_one(Meetup, meetup_id)
        assert meetup.state == (MeetupState.AGREED if said[0] == "" else MeetupState.CANCELLED)
        assert meetup.sequence == 1
