"""The placement: a youth lives with an integration family, and somebody follows it up."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import ColumnElement, or_
from sqlmodel import Field, col

from app.identity.policy import Change, Role
from app.kit.clock import now
from app.kit.errors import Refused
from app.kit.record import Record, UtcDateTime
from app.people.ties import families_of, is_tied, tied_youths
from app.web.i18n import gettext as _

if TYPE_CHECKING:
    from app.identity.viewer import Viewer


class PlacementState(StrEnum):
    """How far it has come (domain.md, Placement)."""

    CONSIDERED = "considered"
    EXPECTATIONS = "expectations"
    VISIT = "visit"
    MOVING_IN = "moving-in"
    LIVING = "living"
    ENDED = "ended"


# Follow-up meetings [2.3]: up to this many weeks of living there, one every so many days.
WEEKLY = (8, timedelta(days=7))
FORTNIGHTLY = (24, timedelta(days=14))
MONTHLY = timedelta(days=30)


def rhythm(since: date, day: date) -> timedelta:
    """How far apart the follow-ups are on a day: weekly for 8 weeks, fortnightly to week 24, monthly on [2.3]."""
    for weeks, apart in (WEEKLY, FORTNIGHTLY):
        if day <= since + timedelta(weeks=weeks):
            return apart
    return MONTHLY


class Placement(Record, table=True):
    """A youth with an integration family (anbringelse)."""

    youth_id: UUID = Field(foreign_key="youth.id", index=True)
    family_id: UUID = Field(foreign_key="family.id", index=True)
    state: PlacementState = PlacementState.CONSIDERED
    since: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    lived_there_from: date | None = None
    next_follow_up: date | None = None

    @classmethod
    def visible_to(cls, viewer: "Viewer") -> ColumnElement[bool]:
        """The youth, the family itself, and the professionals and the MFI tied to the youth."""
        around = tied_youths(viewer, Role.MFI, Role.CASEWORKER, Role.CONTACT, Role.SUPERVISOR)
        return or_(
            col(cls.youth_id) == viewer.account_id,
            col(cls.youth_id).in_(around),
            col(cls.family_id).in_(families_of(viewer)) if viewer.is_(Role.HOST) else col(cls.id).is_(None),
        )

    def may(self, change: str, viewer: "Viewer") -> bool:
        """The supervisor and the caseworker tied to the youth."""
        return change == Change.FOLLOW_UP and is_tied(viewer, self.youth_id, Role.SUPERVISOR, Role.CASEWORKER)

    def follow_up(self, on: date, *, by: "Viewer") -> None:
        """A follow-up meeting was held; the next one is set by the rhythm. Raises Refused before they live there."""
        by.hold(self)
        by.require(Change.FOLLOW_UP, self)
        if self.state != PlacementState.LIVING or self.lived_there_from is None:
            raise Refused(_("Follow-ups begin when the young person has moved in."))
        today = by.today
        if not self.lived_there_from <= on <= today:
            raise Refused(_("Choose the day of the meeting: today or earlier."))
        self.next_follow_up = max(self.next_follow_up or on, on + rhythm(self.lived_there_from, on))
