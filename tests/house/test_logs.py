"""Logs hold no personal data: neither from errors nor from statements."""

import io
import logging

import pytest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from app.kit.logs import QuietFormatter

CANARY = "Selam wrote this"


@pytest.fixture
def written() -> io.StringIO:
    return io.StringIO()


@pytest.fixture
def log(written: io.StringIO) -> logging.Logger:
    handler = logging.StreamHandler(written)
    handler.setFormatter(QuietFormatter("%(message)s"))
    logger = logging.getLogger("canary")
    logger.addHandler(handler)
    return logger


def test_an_error_is_told_by_its_kind_and_place_alone(log: logging.Logger, written: io.StringIO) -> None:
    try:
        int(CANARY)
    except ValueError:
        log.exception("unhandled")
    assert "ValueError" in written.getvalue()
    assert "test_logs.py" in written.getvalue()
    assert CANARY not in written.getvalue()


def test_a_failed_statement_keeps_its_values_to_itself(session: Session) -> None:
    with pytest.raises(SQLAlchemyError) as failed:
        session.connection().execute(text("INSERT INTO nowhere VALUES (:words)"), {"words": CANARY})
    assert CANARY not in str(failed.value)
