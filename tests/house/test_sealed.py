"""Words never stand in the database in the clear, and open only where they were sealed."""

import pytest
from sqlalchemy import text
from sqlmodel import Session

from app.identity.models import Account
from app.kit.crypto import Unreadable
from tests.cast import id_of
from tests.conftest import ViewerOf


def test_a_name_is_not_in_the_database_in_the_clear(session: Session) -> None:
    stored = session.connection().execute(text("SELECT name FROM account")).scalars().all()
    assert stored
    assert not any(b"Selam" in bytes(name) for name in stored)


def test_a_sealed_name_moved_to_another_row_does_not_open(session: Session) -> None:
    session.connection().execute(
        text("UPDATE account SET name = (SELECT name FROM account WHERE slug = 'admin') WHERE slug = 'mfi'")
    )
    session.expunge_all()
    with pytest.raises(Unreadable):
        session.get(Account, id_of("mfi"))


def test_rows_open_what_they_select(viewer_of: ViewerOf) -> None:
    viewer = viewer_of("youth-new")
    rows = viewer.run(viewer.rows(Account, Account.name))
    assert [row.name for row in rows] == ["Selam Tesfay"]
