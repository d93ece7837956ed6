"""When somebody is usually free, and when away: told by each side, shown to the other as they choose."""

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, Self
from uuid import UUID

from sqlalchemy import CheckConstraint, ColumnElement, and_, or_
from sqlmodel import Field, col, select

from app.identity.policy import FAMILIES, Change, Role
from app.kit.crypto import SealedJson
from app.kit.errors import NotFound, Refused
from app.kit.record import Record
from app.people.models import Tie
from app.people.ties import families_of, tied_youths
from app.web.i18n import N_
from app.web.i18n import gettext as _

if TYPE_CHECKING:
    from app.identity.viewer import Viewer

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# Part of the day → its word, and the time an offer begins with.
PARTS = {
    "morning": (N_("Morning"), time(10)),
    "afternoon": (N_("Afternoon"), time(15)),
    "evening": (N_("Evening"), time(18)),
}
SLOTS = tuple(f"{day}-{part}" for day in DAYS for part in PARTS)
MOST_AWAY = 4
NOON, EVENING = 12, 17


def slot_of(local: datetime) -> str:
    """The slot of the week a moment lies in, by the clock in Copenhagen."""
    part = "morning" if local.hour < NOON else "afternoon" if local.hour < EVENING else "evening"
    return f"{DAYS[local.weekday()]}-{part}"


class FreeTimes(Record, table=True):
    """The usual week of a youth, or of a family, and the days they are away."""

    __tablename__ = "free_times"
    __table_args__ = (CheckConstraint("(youth_id IS NULL) <> (family_id IS NULL)", name="one_side"),)

    youth_id: UUID | None = Field(default=None, foreign_key="youth.id", unique=True)
    family_id: UUID | None = Field(default=None, foreign_key="family.id", unique=True)
    week: dict[str, Any] = Field(
        default_factory=dict, sa_type=SealedJson
    )  # free: slots; away: [[from, until]]
    shown: bool = True  # to the other side; if not, only suggestions to oneself use it

    @classmethod
    def visible_to(cls, viewer: "Viewer") -> ColumnElement[bool]:
        """One's own; the other side's while tied, if it is shown."""
        families = select(Tie.family_id).where(
            Tie.youth_id == viewer.account_id, Tie.in_force(viewer.now), col(Tie.role).in_(FAMILIES)
        )
        others = or_(
            col(cls.youth_id).in_(tied_youths(viewer, Role.FRIEND, Role.HOST)),
            col(cls.family_id).in_(families),
        )
        own = or_(col(cls.youth_id) == viewer.account_id, col(cls.family_id).in_(families_of(viewer)))
        return or_(own, and_(col(cls.shown).is_(True), others))

    def may(self, change: str, viewer: "Viewer") -> bool:
        """The youth about their own; the adults of the family about the family's."""
        mine = families_of(viewer)
        ours = self.family_id is not None and self.family_id in viewer.session.scalars(mine).all()
        return change == Change.TELL_FREE_TIMES and (self.youth_id == viewer.account_id or ours)

    @classmethod
    def of_viewer(cls, viewer: "Viewer") -> Self:
        """One's own, or an empty one that isn't kept yet. Raises NotFound for somebody who meets nobody."""
        mine = viewer.is_(Role.YOUTH)
        family_id = None if mine else viewer.session.scalars(families_of(viewer)).first()
        if not mine and family_id is None:
            raise NotFound
        whose = col(cls.youth_id) == viewer.account_id if mine else col(cls.family_id) == family_id
        found = viewer.all(cls, whose)
        return found[0] if found else cls(youth_id=viewer.account_id if mine else None, family_id=family_id)

    def tell(self, free: list[str], away: list[tuple[date, date]], *, shown: bool, by: "Viewer") -> None:
        """Say when one is usually free and when away, and whether the other side sees it. Raises Refused."""
        by.require(Change.TELL_FREE_TIMES, self)
        if len(away) > MOST_AWAY or any(until < first for first, until in away):
            raise Refused(_("The last day away comes after the first one."))
        days = [[first.isoformat(), until.isoformat()] for first, until in sorted(away)]
        self.week = {"free": [slot for slot in SLOTS if slot in free], "away": days}
        self.shown = shown
        by.add(self)

    @property
    def free(self) -> frozenset[str]:
        """The slots of the week that are usually free."""
        return frozenset(self.week.get("free", ()))

    @property
    def away(self) -> list[tuple[date, date]]:
        """The first and last days away."""
        days = self.week.get("away", ())
        return [(date.fromisoformat(first), date.fromisoformat(until)) for first, until in days]
