"""Migrations go up, down and up again on both databases, and make the tables that the code has."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect, make_url, text
from sqlmodel import SQLModel

from app.kit import db, migrate
from tests.conftest import BOTH


@pytest.fixture(params=BOTH)
def empty_engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    if request.param == "sqlite":
        engine = db.make_engine(f"sqlite:///{tmp_path / 'empty.db'}")
        yield engine
        engine.dispose()
        return
    url = make_url(request.getfixturevalue("postgres_url"))
    admin = db.make_engine(url.render_as_string(hide_password=False)).execution_options(
        isolation_level="AUTOCOMMIT"
    )
    name = f"{url.database}_empty"
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name}"))
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine = db.make_engine(url.set(database=name).render_as_string(hide_password=False))
    yield engine
    engine.dispose()
    admin.dispose()


def test_up_down_and_up_again(empty_engine: Engine) -> None:
    migrate.upgrade(empty_engine)
    up = set(inspect(empty_engine).get_table_names())
    assert set(SQLModel.metadata.tables) <= up
    migrate.downgrade(empty_engine)
    assert set(inspect(empty_engine).get_table_names()) <= {"alembic_version"}
    migrate.upgrade(empty_engine)
    assert set(inspect(empty_engine).get_table_names()) == up
    assert migrate.at(empty_engine) == migrate.newest()


def test_the_migrations_make_the_tables_the_code_has(empty_engine: Engine) -> None:
    migrate.upgrade(empty_engine)
    with empty_engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), SQLModel.metadata)
    assert differences == []


def test_conditions_of_indexes_name_words_that_their_columns_hold() -> None:
    for table in SQLModel.metadata.tables.values():
        words = {w for column in table.columns for w in getattr(column.type, "enums", None) or ()}
        for index in table.indexes:
            where = index.dialect_options["sqlite"].get("where")
            named = set(re.findall(r"'([^']*)'", str(where))) if where is not None else set()
            assert named <= words, f"{index.name} names {named - words}"
