"""Two move the same placement on at one moment, in real threads, on databases of their own."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from uuid import uuid4

import pytest
from sqlalchemy import Engine, make_url, text
from sqlmodel import Session, SQLModel, select

from app.demo.cast import id_of
from app.demo.laying import lay_cast
from app.identity.viewer import Viewer, load_viewer
from app.kit import clock, db
from app.kit.errors import Refused
from app.placement import moving
from app.placement.answers import PlacementAnswers, answer
from app.placement.kinds import PlacementState
from app.placement.models import Placement
from app.placement.steps import PlacementStep
from tests.placement.conftest import YES, Stay


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


def at_once(engine: Engine, acts: dict[str, Callable[[Placement, Viewer], None]]) -> list[str]:
    """Do it all at one moment; what became of each."""
    start = Barrier(len(acts))

    def act(one: tuple[str, Callable[[Placement, Viewer], None]]) -> str:
        slug, work = one
        start.wait()
        try:
            with db.transaction(on=engine) as session:
                work(session.exec(select(Placement)).one(), load_viewer(session, id_of(slug), clock.now()))
        except Refused:
            return "refused"
        return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(act, acts.items()))


def _plan(placement: Placement, by: Viewer) -> None:
    moving.plan_visit(placement, clock.today(), seen=PlacementState.EXPECTATIONS, by=by)


def test_two_who_move_it_on_at_once_move_it_once(engine: Engine):
    with db.transaction(on=engine) as session:
        stay = Stay(session).to_expectations()
        stay.told()
        for slug in ("host-family", "youth-new"):
            answer(stay.it, YES, by=stay.by(slug))
    assert at_once(engine, {"caseworker": _plan, "supervisor": _plan}) == ["done", "refused"]
    with Session(engine) as session:
        assert session.exec(select(Placement)).one().state == PlacementState.VISIT
        steps = session.exec(select(PlacementStep.state)).all()
        assert steps.count(PlacementState.VISIT) == 1


def test_two_who_answer_at_once_see_each_other(engine: Engine):
    with db.transaction(on=engine) as session:
        Stay(session).to_expectations().told()
    acts = dict.fromkeys(("host-family", "youth-new"), lambda placement, by: answer(placement, YES, by=by))
    assert at_once(engine, acts) == ["done", "done"]
    with Session(engine) as session:
        assert session.exec(select(Placement)).one().opened_at
        assert len(session.exec(select(PlacementAnswers)).all()) == 2
