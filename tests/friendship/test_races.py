"""Two at the same moment, on databases of their own, in real threads."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine, make_url, text
from sqlmodel import Session, SQLModel, select

from app.demo.cast import id_of
from app.demo.laying import lay_cast
from app.friendship.models import FriendshipRequest
from app.friendship.proposals import Proposal
from app.friendship.states import RequestState
from app.identity.policy import Role
from app.identity.viewer import Viewer, load_viewer
from app.kit import clock, db
from app.kit.errors import NotFound, Refused
from app.messaging.models import Conversation
from app.people.models import Family, Tie, Youth
from tests.friendship.conftest import Way


@pytest.fixture(params=["sqlite", "postgres"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database of this test's own, with the cast, where what is committed stays."""
    if request.param == "sqlite":
        engine = db.make_engine(f"sqlite:///{tmp_path / 'race.db'}")
    else:
        url = make_url(request.getfixturevalue("postgres_url"))
        name = f"race_{uuid4().hex[:12]}"
        admin = db.make_engine(url.render_as_string(hide_password=False))
        with admin.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        admin.dispose()
        engine = db.make_engine(url.set(database=name).render_as_string(hide_password=False))
    SQLModel.metadata.create_all(engine)
    with db.transaction(on=engine) as session:
        lay_cast(session)
    yield engine
    engine.dispose()


def _lay(engine: Engine, stage: str) -> Way:
    with db.transaction(on=engine) as session:
        way = Way(lambda slug: load_viewer(session, id_of(slug), clock.now()))
        getattr(way, stage)()
        way.request_id = way.request.id if way.request else None  # type: ignore[attr-defined]
        way.proposal_id = way.proposal.id if way.proposal else None  # type: ignore[attr-defined]
    return way


def _at_once(engine: Engine, acts: list[tuple[str, Callable[[Viewer], object]]]) -> list[str]:
    """Do it all at one moment; what became of each."""
    start = Barrier(len(acts))

    def act(one: tuple[str, Callable[[Viewer], object]]) -> str:
        slug, do = one
        start.wait(10)
        try:
            with db.transaction(on=engine) as session:
                do(load_viewer(session, id_of(slug), clock.now()))
        except (Refused, NotFound) as said_no:
            return type(said_no).__name__
        return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(act, acts))


def _take(request_id: UUID) -> Callable[[Viewer], object]:
    return lambda viewer: viewer.find(FriendshipRequest, request_id).take(by=viewer)


def _yes(proposal_id: UUID) -> Callable[[Viewer], object]:
    return lambda viewer: viewer.find(Proposal, proposal_id).answer(True, by=viewer)


def test_two_organisations_take_it_at_once_and_one_gets_it(engine: Engine):
    request_id = _lay(engine, "sent").request_id  # type: ignore[attr-defined]
    done = _at_once(engine, [("coordinator-rk", _take(request_id)), ("coordinator-drc", _take(request_id))])
    assert sorted(done) == ["Refused", "done"]


def test_both_say_yes_at_once_and_there_is_one_tie_and_one_conversation(engine: Engine):
    proposal_id = _lay(engine, "proposed").proposal_id  # type: ignore[attr-defined]
    done = _at_once(engine, [("youth-new", _yes(proposal_id)), ("family-free", _yes(proposal_id))])
    assert done == ["done", "done"]
    with Session(engine) as session:
        mine = select(Tie).where(Tie.youth_id == id_of("youth-new"), Tie.role == Role.FRIEND)
        assert len(session.exec(mine).all()) == 1
        assert (
            len(
                session.exec(
                    select(Conversation).where(Conversation.family_id == id_of("family:family-free"))
                ).all()
            )
            == 1
        )
        assert session.exec(select(FriendshipRequest.state)).all() == [RequestState.FIRST_MEETING]


def test_a_youth_and_a_helper_begin_at_once_and_there_is_one_draft(engine: Engine):
    def begin(viewer: Viewer) -> object:
        return FriendshipRequest.begin(viewer.find(Youth, id_of("youth-new")), by=viewer)

    done = _at_once(engine, [("youth-new", begin), ("mfi", begin), ("contact-person", begin)])
    assert done == ["done"] * 3
    with Session(engine) as session:
        assert len(session.exec(select(FriendshipRequest)).all()) == 1


def test_a_yes_and_taking_back_at_once_leave_no_tie_without_a_request(engine: Engine):
    way = _lay(engine, "proposed")
    proposal_id, request_id = way.proposal_id, way.request_id  # type: ignore[attr-defined]
    with db.transaction(on=engine) as session:
        family = load_viewer(session, id_of("family-free"), clock.now())
        family.find(Proposal, proposal_id).answer(True, by=family)

    def take_back(viewer: Viewer) -> object:
        viewer.find(FriendshipRequest, request_id).withdraw(by=viewer)
        return None

    _at_once(engine, [("youth-new", _yes(proposal_id)), ("youth-new", take_back)])
    with Session(engine) as session:
        ties = session.exec(
            select(Tie).where(Tie.family_id == id_of("family:family-free"), Tie.in_force(clock.now()))
        ).all()
        state = session.exec(select(FriendshipRequest.state)).one()
        assert (state, list(ties)) == (RequestState.WITHDRAWN, [])


def test_one_family_is_not_put_forward_to_two_at_once(engine: Engine):
    request_id = _lay(engine, "looking").request_id  # type: ignore[attr-defined]
    with db.transaction(on=engine) as session:
        other = FriendshipRequest(
            youth_id=id_of("youth-adult"), state=RequestState.LOOKING, organisation_id=id_of("rk")
        )
        session.add(other)
        other_id = other.id

    def put(which: UUID) -> Callable[[Viewer], object]:
        def do(viewer: Viewer) -> object:
            family = viewer.find(Family, id_of("family:family-free"))
            return Proposal.put_forward(viewer.find(FriendshipRequest, which), family, by=viewer)

        return do

    done = _at_once(engine, [("coordinator-rk", put(request_id)), ("coordinator-rk", put(other_id))])
    assert sorted(done) == ["Refused", "done"]
