"""What the worker does with a statement that was read aloud."""

from typing import Any
from uuid import UUID

from app.friendship.agreeing.sounds import JOB, StatementSound
from app.kit.jobs import works_on
from app.messaging.hearing import hear


@works_on(JOB)
def make_playable(payload: dict[str, Any]) -> None:
    """Make it playable on every phone."""
    hear(StatementSound, UUID(payload["sound"]))
