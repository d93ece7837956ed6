"""The demo's mark on a database: demo mode serves only marked ones, other modes only unmarked ones (settled)."""

from sqlmodel import Session, col, select

from app.identity.models import Account, Organisation
from app.kit.settings import BadSettings


def is_marked(session: Session) -> bool:
    """Whether `sammen demo` made this database."""
    return session.exec(select(Organisation.id).where(col(Organisation.demo)).limit(1)).first() is not None


def is_empty(session: Session) -> bool:
    """Whether nobody is in it yet."""
    return session.exec(select(Account.id).limit(1)).first() is None


def check(session: Session, *, demo: bool) -> None:
    """Refuse to mix the demo with real people. Raises BadSettings with what to do."""
    marked = is_marked(session)
    if demo and not marked:
        msg = "Demo mode serves only a database made by `sammen demo`. Set SAMMEN_DATA to another folder, or unset SAMMEN_DEMO."
        raise BadSettings(msg)
    if marked and not demo:
        msg = "This database holds the demo town. Set SAMMEN_DEMO=true, or SAMMEN_DATA to another folder."
        raise BadSettings(msg)
