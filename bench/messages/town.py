"""The people of the benchmark: a grown-up youth, a family of very many adults, and others who only have a page open."""

import sys
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

from sqlmodel import Session

import app.rooms  # noqa: F401  all the tables
from app.identity import sessions
from app.identity.models import Account, Grant, Organisation
from app.identity.policy import Role
from app.identity.viewer import load_viewer
from app.kit import clock, crypto, db, migrate
from app.kit.settings import settings
from app.messaging.opening import open_direct
from app.people.models import Family, FamilyMember, FamilyState, Tie, Youth

ROOM = 500


def _account(session: Session, name: str, role: Role, organisation: UUID) -> UUID:
    account = Account(name=name, language="da")
    session.add(account)
    session.flush()
    session.add(Grant(account_id=account.id, role=role, organisation_id=organisation))
    return account.id


def lay(sizes: list[int], idle: int) -> list[str]:
    """Lay it all into a new database. A family of each size, each with its youth and their conversation.

    Lines of what the load needs: for each family the conversation and the tokens of its youth and its adults; then
    those of the others.
    """
    settings().data.mkdir(parents=True, exist_ok=True)
    crypto.write_key_file(settings().data)
    migrate.upgrade(db.own_engine())
    with db.transaction() as session:
        town = Organisation(name="Town", kind="municipality")
        session.add(town)
        session.flush()
        lines = [_family(session, town, size) for size in sizes]
        others = [_account(session, f"Other {n}", Role.FRIEND, town.id) for n in range(idle)]
        session.flush()
        return [*lines, " ".join(sessions.start(session, one) for one in others)]


def _family(session: Session, town: Organisation, size: int) -> str:
    youth_id = _account(session, "Selam", Role.YOUTH, town.id)
    youth = Youth(
        id=youth_id, name="Selam", birth_date=date(2000, 1, 1), language="da", municipality_id=town.id
    )
    family = Family(name="Many", state=FamilyState.MATCHED, organisation_id=town.id)
    session.add_all([youth, family])
    session.flush()
    since = clock.now() - timedelta(days=9)
    session.add(Tie(youth_id=youth_id, family_id=family.id, role=Role.FRIEND, starts_at=since))
    adults = [_account(session, f"Adult {n}", Role.FRIEND, town.id) for n in range(size)]
    session.flush()
    session.add_all(FamilyMember(family_id=family.id, account_id=one) for one in adults)
    session.flush()
    conversation = open_direct(load_viewer(session, youth_id, clock.now()), youth, family=family)
    tokens = (sessions.start(session, one) for one in (youth_id, *adults))
    return " ".join([str(conversation.id), *tokens])


if __name__ == "__main__":
    idle, path, *sizes = sys.argv[1:]
    Path(path).write_text("\n".join(lay([int(size) for size in sizes], int(idle))))
