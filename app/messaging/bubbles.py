"""What a thread is made of when it is shown: its readers, its bubbles."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from app.identity.policy import Role
from app.kit.record import new_id
from app.messaging.kinds import MessageKind
from app.messaging.models import Conversation
from app.messaging.participants import Reason
from app.messaging.queries import Query
from app.messaging.renderings import Rendered
from app.people.roles import ROLES


def title_of(role: Role | None) -> str:
    """The name of a role; empty for the youth, who needs none. English, marked for translation."""
    return ROLES[role].title if role in ROLES else ""


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who takes, or took, part; `reads` says whether they can read now."""

    account_id: UUID
    name: str
    as_role: Role
    reason: Reason
    seen_seq: int
    reads: bool

    @property
    def title(self) -> str:
        """What they are here, in a word: English, marked for translation."""
        return title_of(self.as_role)


@dataclass(frozen=True, slots=True)
class Bubble:
    """A message as the thread shows it."""

    id: UUID
    seq: int
    kind: MessageKind
    author: str
    role: Role | None
    mine: bool
    words: str
    language: str
    at: datetime
    photos: tuple[Any, ...] = ()
    voice: Any | None = None  # the row of its recording
    rendered: Rendered | None = None  # in the reader's language, where theirs is another
    notice: dict[str, str] = field(default_factory=dict)
    first_of_day: bool = False
    client_id: UUID | None = None  # under which the viewer's own phone sent it
    joined: bool = False  # the same person goes on within a few minutes
    seen: bool = False

    @property
    def title(self) -> str:
        """What the author is here; in a notice, what the one it tells of is."""
        return title_of(Role(self.notice["role"]) if "role" in self.notice else self.role)


@dataclass(frozen=True, slots=True)
class Thread:
    """A conversation, thirty messages of it, and who can read it."""

    conversation: Conversation
    readers: tuple[Reader, ...]
    bubbles: tuple[Bubble, ...]
    older: int | None  # the number before which there is more
    newer: bool  # whether these are not the last
    query: Query | None
    family: str
    open: bool
    viewer_id: UUID | None

    @property
    def others(self) -> tuple[Reader, ...]:
        """Everyone else who can read it."""
        return tuple(reader for reader in self.readers if reader.account_id != self.viewer_id)

    @property
    def third(self) -> Reader | None:
        """The adult who is there because the youth is under 18."""
        return next((reader for reader in self.readers if reader.reason == Reason.THIRD_ADULT), None)

    @property
    def youth(self) -> str:
        """The youth's name."""
        return next((reader.name for reader in self.readers if reader.as_role == Role.YOUTH), "")

    @property
    def is_theirs(self) -> bool:
        """Whether the viewer is the youth."""
        return self.viewer_id == self.conversation.youth_id

    @property
    def beyond_machines(self) -> bool:
        """Whether something stands here in a language that no machine brings into the reader's."""
        return any(
            it.rendered and not it.rendered.source and not it.rendered.reachable for it in self.bubbles
        )

    @property
    def client_id(self) -> UUID:
        """An id for the next message, so that a double tap sends one."""
        return new_id()

    @property
    def talking(self) -> tuple[Reader, ...]:
        """Those the viewer talks with: everyone else but the third adult."""
        return tuple(reader for reader in self.others if reader.reason != Reason.THIRD_ADULT)

    @property
    def last_seq(self) -> int:
        """The number of the newest message shown; zero where there is none."""
        return self.bubbles[-1].seq if self.bubbles else 0

    @property
    def starts_at_top(self) -> bool:
        """Whether to begin with the question: as long as nobody answered. Else at the end."""
        return bool(self.query) and not any(b.role == Role.INTERPRETER and not b.notice for b in self.bubbles)

    @property
    def photos(self) -> tuple[Any, ...]:
        """All photos of these messages, for the interpreter's large view."""
        return tuple(photo for bubble in self.bubbles for photo in bubble.photos)
