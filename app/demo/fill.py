"""Filling the demo: the cast first, then the town around them."""

from pathlib import Path

from rich.console import Console
from rich.progress import track

from app.demo import marks, town
from app.demo.laying import lay_cast
from app.kit import db
from app.kit.settings import BadSettings


def clear(data: Path) -> None:
    """Remove the demo's database and files. Raises BadSettings on a database that isn't the demo's."""
    if not (data / "sammen.db").exists():
        return
    with db.transaction(writes=False) as session:
        if not marks.is_marked(session):
            msg = "This database is not the demo's, so it is left alone."
            raise BadSettings(msg)
    db.own_engine().dispose()
    for name in ("sammen.db", "sammen.db-wal", "sammen.db-shm"):
        (data / name).unlink(missing_ok=True)


def fill(out: Console) -> None:
    """Fill an empty database; leave a filled demo as it is."""
    with db.transaction() as session:
        if not marks.is_empty(session):
            marks.check(session, demo=True)
            return
        lay_cast(session)
        for lay in track(town.PARTS, description="Filling the demo town", console=out, transient=True):
            lay(session)
