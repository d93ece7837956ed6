"""Every test begins with no tries counted."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from app.identity import limits
from app.identity.devices import Device
from app.identity.invitations import Invitation, Kind
from app.identity.models import Account
from app.identity.passwords import hash_secret
from tests.cast import id_of
from tests.conftest import ClientOf

PIN = "481516"
PASSWORD = "fire grønne elefanter"
NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)

Invited = Callable[..., str]
Known = Callable[[str], TestClient]


@pytest.fixture(autouse=True)
def _no_tries_yet() -> Iterator[None]:
    limits.forget_all()
    yield
    limits.forget_all()


@pytest.fixture
def invited(session: Session) -> Invited:
    """The code of an invitation for one of the cast."""

    def make(slug: str, kind: Kind = Kind.FACE, *, recovery: bool = False) -> str:
        code = Invitation.make(session, id_of(slug), kind, recovery=recovery)[1]
        session.commit()
        return code

    return make


@pytest.fixture
def phone_of(session: Session, client_of: ClientOf) -> Known:
    """The phone of a youth of the cast, known by its cookie, with nobody signed in."""

    def make(slug: str) -> TestClient:
        client = client_of("")
        _, token = Device.keep(session, id_of(slug), hash_secret(PIN), "Android · Chrome")
        session.commit()
        client.cookies.set("sammen_device", token, domain="localhost.local")
        return client

    return make


@pytest.fixture
def with_password(session: Session) -> Callable[[str], str]:
    """Give one of the cast a password; the answer is their e-mail."""

    def give(slug: str) -> str:
        account = session.get_one(Account, id_of(slug))
        account.password_hash = hash_secret(PASSWORD)
        session.commit()
        return str(account.email)

    return give
