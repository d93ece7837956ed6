"""A meetup as a card shows it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.kit import clock
from app.meetups.labels import ALONG, WHATS
from app.meetups.plan import Along, MeetupState, Side, What


@dataclass(frozen=True, slots=True)
class Time:
    """A time that was offered."""

    id: UUID
    starts_at: datetime
    ends_at: datetime
    open: bool  # still to come
    moving: bool = False  # another one than the agreed


@dataclass(frozen=True, slots=True)
class Card:
    """A meetup as a list shows it."""

    id: UUID
    what: What
    state: MeetupState
    venue: str
    note: str
    youth_id: UUID
    youth_name: str
    family_name: str
    offered_by_side: Side
    side: Side  # the viewer's; STAFF for those who look on
    starts_at: datetime | None
    ends_at: datetime | None
    sequence: int
    created_at: datetime
    changed_at: datetime | None
    cancelled_by_side: Side | None
    cancel_word: str | None
    along: str
    moving_side: Side | None
    youth_late: int
    family_late: int
    met_side: Side | None
    times: tuple[Time, ...]

    @property
    def icon(self) -> str:
        """The picture of what there is to do."""
        return WHATS[self.what][0]

    @property
    def label(self) -> str:
        """What there is to do, in English, marked for translation."""
        return WHATS[self.what][1]

    @property
    def local_start(self) -> datetime | None:
        """When it starts, on a clock in Copenhagen."""
        return self.starts_at.astimezone(clock.COPENHAGEN) if self.starts_at else None

    @property
    def mine_to_answer(self) -> bool:
        """Whether it waits for the viewer: an offer, or other times for what is agreed."""
        asked_by = self.moving_side if self.moving else self.offered_by_side
        return (self.waiting or self.moving) and self.side not in {Side.STAFF, asked_by}

    @property
    def moving(self) -> bool:
        """Agreed, and other times are offered; the agreed one stands until one of them is taken."""
        return self.agreed and self.moving_side is not None and any(time.open for time in self.times)

    @property
    def late(self) -> list[tuple[Side, int]]:
        """Who comes later, and how many minutes."""
        both = ((Side.YOUTH, self.youth_late), (Side.FAMILY, self.family_late))
        return [(side, minutes) for side, minutes in both if minutes]

    @property
    def along_words(self) -> list[tuple[str, str, str]]:
        """Who comes along: who, a picture and words, in English, marked for translation."""
        return [(who, *ALONG[Along(who)]) for who in self.along.split()]

    def begun(self, now: datetime) -> bool:
        """Whether they are together now, or have been."""
        return self.agreed and self.starts_at is not None and self.starts_at <= now

    def over(self, now: datetime) -> bool:
        """Whether they have met."""
        return self.agreed and self.ends_at is not None and self.ends_at <= now

    @property
    def waiting(self) -> bool:
        """Offered, and at least one of the times is still to come."""
        return self.state == MeetupState.OFFERED and any(time.open for time in self.times)

    @property
    def agreed(self) -> bool:
        """Both have said yes to one time."""
        return self.state == MeetupState.AGREED

    @property
    def other(self) -> str:
        """Who is on the other side."""
        return self.family_name if self.side == Side.YOUTH else self.youth_name
