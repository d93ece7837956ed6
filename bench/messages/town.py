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


def lay(readers: int, idle: int) -> list[str]:
    """Lay it all into a new database; lines of what the load needs: conversation, then a token each."""
    settings().data.mkdir(parents=True, exist_ok=True)
    crypto.write_key_file(settings().data)
    migrate.upgrade(db.own_engine())
    with db.transaction() as session:
        town = Organisation(name="Town", kind="municipality")
        session.add(town)
        session.flush()
        youth_id = _account(session, "Selam", Role.YOUTH, town.id)
        youth = Youth(
            id=youth_id, name="Selam", birth_date=date(2000, 1, 1), language="da", municipality_id=town.id
        )
        family = Family(name="Many", state=FamilyState.MATCHED, organisation_id=town.id)
        session.add_all([youth, family])
        session.flush()
        session.add(
            Tie(
                youth_id=youth_id,
                family_id=family.id,
                role=Role.FRIEND,
                starts_at=clock.now() - timedelta(days=9),
            )
        )
        adults = [_account(session, f"Adult {n}", Role.FRIEND, town.id) for n in range(readers)]
        session.flush()
        session.add_all(FamilyMember(family_id=family.id, account_id=one) for one in adults)
        session.flush()
        viewer = load_viewer(session, youth_id, clock.now())
        conversation = open_direct(viewer, youth, family=family)
        others = [_account(session, f"Other {n}", Role.FRIEND, town.id) for n in range(idle)]
        session.flush()
        tokens = [sessions.start(session, one) for one in (youth_id, *adults, *others)]
        return [str(conversation.id), *tokens]


if __name__ == "__main__":
    Path(sys.argv[3]).write_text("\n".join(lay(int(sys.argv[1]), int(sys.argv[2]))))
