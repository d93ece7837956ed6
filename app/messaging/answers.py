"""What can be said back to a phrase, in one tap."""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from app.identity.policy import FAMILIES, Role
from app.kit.record import new_id
from app.translation import phrasebook
from app.translation.phrasebook import Who

if TYPE_CHECKING:
    from app.identity.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Answer:
    """A phrase that answers another. One with gaps is filled in first."""

    key: str
    words: str
    has_gaps: bool

    @property
    def client_id(self) -> UUID:
        """An id for the message, so that a double tap sends one."""
        return new_id()


def speaks_as(viewer: "Viewer") -> Who:
    """As whom the viewer picks phrases."""
    if viewer.is_(Role.YOUTH):
        return Who.YOUTH
    if viewer.is_(Role.INTERPRETER):
        return Who.INTERPRETER
    return Who.FAMILY if viewer.is_(Role.MFI, *FAMILIES) else Who.STAFF


def answers_to(key: str, viewer: "Viewer") -> tuple[Answer, ...]:
    """What the viewer can say back. Those without gaps first."""
    found = [
        Answer(it.key, it.text(viewer.language) % {name: "___" for name, _slot in it.slots}, bool(it.slots))
        for it in phrasebook.answers_to(key, speaks_as(viewer))
    ]
    return tuple(sorted(found, key=lambda it: it.has_gaps))
