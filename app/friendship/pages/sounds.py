"""Which statements can be heard."""

from uuid import UUID

from sqlmodel import col

from app.friendship.agreeing.sounds import StatementSound, print_of
from app.friendship.agreeing.statements import Statement
from app.identity.viewer import Viewer


def of_statement(
    viewer: Viewer, organisation_id: UUID | None, statement: Statement
) -> dict[str, StatementSound]:
    """The readings of a statement as it is worded now: language → the recording, also one that isn't ready."""
    prints = {code: print_of(words) for code, words in statement.words.items() if words}
    rows = viewer.all(
        StatementSound,
        StatementSound.organisation_id == organisation_id,
        col(StatementSound.print).in_(prints.values()),
    )
    return {row.language: row for row in rows if prints.get(row.language) == row.print}


def heard(
    viewer: Viewer, organisation_id: UUID | None, statement: Statement, code: str
) -> StatementSound | None:
    """The reading in the language a statement is shown in, where it can be played."""
    sound = of_statement(viewer, organisation_id, statement).get(statement.code_in(code))
    return sound if sound and sound.ready else None
