"""Follow-up meetings: what was agreed, for all; the notes, for those who look after the youth [2.3]."""

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import Field, col

from app.identity.policy import Change
from app.kit.crypto import Sealed
from app.kit.errors import Refused
from app.kit.record import Record
from app.placement.models import Placement, PlacementState, cared_for, rhythm, seen
from app.placement.steps import tell_all
from app.web.i18n import gettext as _

if TYPE_CHECKING:
    from app.identity.viewer import Viewer


class FollowUp(Record, table=True):
    """A meeting that was held, and what was agreed there."""

    __tablename__ = "placement_follow_up"

    placement_id: UUID = Field(foreign_key="placement.id", index=True)
    youth_id: UUID = Field(foreign_key="youth.id")
    held_on: date
    agreed: str | None = Field(default=None, sa_type=Sealed)
    account_id: UUID = Field(foreign_key="account.id")

    @classmethod
    def visible_to(cls, viewer: "Viewer") -> ColumnElement[bool]:
        """Whoever sees the placement."""
        return col(cls.placement_id).in_(seen(viewer))


class PlacementNote(Record, table=True):
    """A note to a follow-up; without one, what was learned when it ended. The youth and the family don't read it."""

    __tablename__ = "placement_note"

    placement_id: UUID = Field(foreign_key="placement.id", index=True)
    youth_id: UUID = Field(foreign_key="youth.id")
    follow_up_id: UUID | None = Field(default=None, foreign_key="placement_follow_up.id")
    words: str = Field(sa_type=Sealed)
    account_id: UUID = Field(foreign_key="account.id")

    @classmethod
    def visible_to(cls, viewer: "Viewer") -> ColumnElement[bool]:
        """Those who look after the youth."""
        return cared_for(cls, viewer)

    @classmethod
    def of(
        cls, placement: Placement, words: str, by: "Viewer", follow_up_id: UUID | None = None
    ) -> "PlacementNote":
        """A note, not kept yet."""
        return cls(
            placement_id=placement.id,
            youth_id=placement.youth_id,
            follow_up_id=follow_up_id,
            words=words,
            account_id=by.somebody,
        )


def follow_up(placement: Placement, on: date, notes: str = "", agreed: str = "", *, by: "Viewer") -> None:
    """A follow-up meeting was held; the next one is set by the rhythm. Raises Refused before they live there."""
    by.hold(placement)
    by.require(Change.FOLLOW_UP, placement)
    if placement.state != PlacementState.LIVING or placement.lived_there_from is None:
        raise Refused(_("Follow-ups begin when the young person has moved in."))
    if not placement.lived_there_from <= on <= by.today:
        raise Refused(_("Choose the day of the meeting: today or earlier."))
    by.session.flush()
    held = by.add(
        FollowUp(
            placement_id=placement.id,
            youth_id=placement.youth_id,
            held_on=on,
            agreed=agreed or None,
            account_id=by.somebody,
            created_at=by.now,
        )
    )
    if notes:
        by.add(PlacementNote.of(placement, notes, by, held.id))
    after = on + rhythm(placement.lived_there_from, on)
    placement.next_follow_up = max(placement.next_follow_up or on, after)
    if agreed:
        tell_all(placement, by)
