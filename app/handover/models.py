"""A handover: who gives, who takes over, from when, what goes along, and who has signed.

Source: KORA 2017, 4.1: caseworkers change, nobody says so, and what was agreed is gone with them.
"""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import JSON, ColumnElement, or_
from sqlmodel import Field, col

from app.handover import news
from app.handover.wishes import WISHES
from app.identity.policy import Change, Role
from app.kit import clock
from app.kit.crypto import Sealed
from app.kit.errors import Refused
from app.kit.record import Record, UtcDateTime
from app.people import passing
from app.people.holding import holder
from app.people.models import Tie, Youth
from app.people.ties import is_tied, tied_youths
from app.web.i18n import gettext as _

if TYPE_CHECKING:
    from app.identity.viewer import Viewer

LONGEST_AHEAD = timedelta(days=90)
STILL_HEARD = timedelta(days=30)  # so long after the day the youth can still say what they want known


class Handover(Record, table=True):
    """One youth goes from one caseworker to the next. The open matters stand in the new tie's note."""

    __tablename__ = "handover"

    youth_id: UUID = Field(foreign_key="youth.id", index=True)
    old_tie_id: UUID = Field(foreign_key="tie.id")
    new_tie_id: UUID | None = Field(default=None, foreign_key="tie.id")  # None: called off
    from_id: UUID = Field(foreign_key="account.id")
    to_id: UUID = Field(foreign_key="account.id")
    moves_at: datetime = Field(sa_type=UtcDateTime)
    agreed: str | None = Field(default=None, sa_type=Sealed)
    wishes: list[str] = Field(default_factory=list, sa_type=JSON)
    youth_words: str | None = Field(default=None, sa_type=Sealed)
    youth_language: str = ""
    youth_said_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    given_at: datetime = Field(sa_type=UtcDateTime)  # signed by who hands over
    taken_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # and by who takes over
    called_off_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

    @classmethod
    def visible_to(cls, viewer: "Viewer") -> ColumnElement[bool]:
        """The youth, and their caseworkers now: before the day that is who gives, from then on who took over."""
        return or_(
            col(cls.youth_id) == viewer.account_id,
            col(cls.youth_id).in_(tied_youths(viewer, Role.CASEWORKER)),
        )

    def may(self, change: str, viewer: "Viewer") -> bool:
        """Their caseworker gives and calls off, the new one signs, the youth says what they want known."""
        if change == Change.TELL_NEXT:
            return self.youth_id == viewer.account_id
        tied = is_tied(viewer, self.youth_id, Role.CASEWORKER)
        if change == Change.TAKE_OVER:
            return tied and self.to_id == viewer.account_id
        return tied and change in {Change.HAND_OVER, Change.CALL_OFF_HANDOVER}

    @classmethod
    def give(
        cls, youth: Youth, to: UUID, day: date, open_matters: str, agreed: str = "", *, by: "Viewer"
    ) -> "Handover":
        """From the first moment of a day (today: from now) a colleague is there instead. Raises Refused.

        Whoever gives signs by it. The youth is asked at once what the new one should know.
        """
        by.hold(youth)
        tie = holder(by, youth.id, Role.CASEWORKER)
        tie = by.session.get(Tie, tie.stands_in_for) if tie and tie.stands_in_for else tie
        if tie is None or not by.today <= day <= by.today + LONGEST_AHEAD:
            raise Refused(_("Choose a day from today on, within the next three months."))
        moment = by.now if day == by.today else clock.midnight(day)
        row = cls(
            youth_id=youth.id,
            old_tie_id=tie.id,
            from_id=by.somebody,
            to_id=to,
            moves_at=moment,
            agreed=agreed or None,
            given_at=by.now,
        )
        by.require(Change.HAND_OVER, row)
        row.new_tie_id = passing.hand_over(tie, to, open_matters, moment, by=by).id
        by.add(row)
        news.ask_youth(by.session, youth.id)
        news.from_then_on(by, row.new_tie_id, moment)
        return row

    def tell_next(self, wishes: list[str], words: str, *, by: "Viewer") -> None:
        """The youth says what the new one should know; again as often as they like, until it is long past."""
        by.hold(self)
        by.require(Change.TELL_NEXT, self)
        if not self.is_heard(by.now):
            raise Refused(_("This is long past. Write to your caseworker instead."))
        self.wishes = [wish for wish in WISHES if wish in wishes]
        self.youth_words, self.youth_language, self.youth_said_at = words or None, by.language, by.now
        if self.has_moved(by.now):
            news.heard(by.session, self.to_id, self.id)

    def take_over(self, *, by: "Viewer") -> None:
        """The new caseworker signs that they have read it and go on with what was agreed. Twice is once."""
        by.hold(self)
        by.require(Change.TAKE_OVER, self)
        self.taken_at = self.taken_at or by.now

    def call_off(self, *, by: "Viewer") -> None:
        """It doesn't come to it: who was to go stays. Raises Refused from the day on."""
        by.hold(self)
        by.require(Change.CALL_OFF_HANDOVER, self)
        if self.called_off_at or self.has_moved(by.now):
            raise Refused(_("This has happened already. Nothing was changed."))
        old, new = by.session.get_one(Tie, self.old_tie_id), by.session.get_one(Tie, self.new_tie_id)
        old.ends_at, old.ended_because = None, ""
        self.new_tie_id, self.called_off_at = None, by.now
        by.session.flush()
        by.session.delete(new)
        news.ask_youth(by.session, self.youth_id)

    def has_moved(self, at: datetime) -> bool:
        """Whether the new one is there."""
        return self.called_off_at is None and self.moves_at <= at

    def is_heard(self, at: datetime) -> bool:
        """Whether the youth can still add something."""
        return self.called_off_at is None and at < self.moves_at + STILL_HEARD
