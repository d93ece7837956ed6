"""What interpreters say of themselves: languages, hours, when they are away, who stands in for them."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self
from uuid import UUID

from sqlalchemy import JSON, ColumnElement
from sqlmodel import Field, Session, col, select

from app.identity.models import Grant
from app.identity.policy import Change, Role
from app.kit.clock import COPENHAGEN, midnight
from app.kit.errors import Refused
from app.kit.record import Record, UtcDateTime
from app.web.i18n import gettext as _

if TYPE_CHECKING:
    from app.identity.viewer import Viewer

LONGEST_WAIT = timedelta(hours=12)  # so long at most a question waits for somebody's hours to begin
Hours = dict[str, list[int]]  # weekday from "0", Monday → from and until, in minutes since midnight


class InterpreterProfile(Record, table=True):
    """The languages of an interpreter (codes with spaces between), their week, and when they are away."""

    __tablename__ = "interpreter_profile"

    account_id: UUID = Field(foreign_key="account.id", unique=True)
    languages: str
    hours: Hours | None = Field(default=None, sa_type=JSON)  # None: at any time
    away_from: datetime | None = Field(default=None, sa_type=UtcDateTime)
    away_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    substitute_id: UUID | None = Field(default=None, foreign_key="account.id")

    @classmethod
    def visible_to(cls, viewer: "Viewer") -> ColumnElement[bool]:
        """One's own."""
        return col(cls.account_id) == viewer.account_id

    def may(self, change: str, viewer: "Viewer") -> bool:
        """One's own."""
        mine = self.account_id == viewer.account_id and viewer.is_(Role.INTERPRETER)
        return mine and change == Change.SET_HOURS

    @classmethod
    def mine(cls, viewer: "Viewer") -> Self:
        """One's own; where nothing is said yet, a new one that speaks the language one reads Sammen in."""
        own = next(iter(viewer.all(cls)), None)
        return own or cls(account_id=viewer.somebody, languages=viewer.language)

    def settle(
        self, languages: list[str], hours: Hours | None, substitute_id: UUID | None, *, by: "Viewer"
    ) -> None:
        """Say what one interprets, when in the week, and who stands in. Raises Refused."""
        by.require(Change.SET_HOURS, self)
        if not languages:
            raise Refused(_("Choose at least one language."))
        if substitute_id and set(colleagues(by).get(substitute_id, ())).isdisjoint(languages):
            raise Refused(_("Choose a colleague of your service who speaks one of your languages."))
        self.languages, self.hours, self.substitute_id = " ".join(languages), hours, substitute_id
        by.notes.pop("languages", None)
        by.add(self)

    def be_away(self, begins: datetime | None, ends: datetime | None, *, by: "Viewer") -> None:
        """Be away for a while, or with no end given be there again. Raises Refused for an end before the beginning."""
        by.require(Change.SET_HOURS, self)
        if ends and ends <= max(begins or by.now, by.now):
            raise Refused(_("Choose a last day that is not over yet, and not before the first."))
        self.away_from, self.away_until = (begins or by.now, ends) if ends else (None, None)
        by.add(self)

    def be_away_today(self, *, by: "Viewer") -> None:
        """Away from this moment until midnight; whoever stands in is asked at once."""
        tomorrow = by.today + timedelta(days=1)
        self.be_away(by.now, midnight(tomorrow), by=by)

    def is_away(self, at: datetime) -> bool:
        """Whether they are away at a moment."""
        return self.away_until is not None and (self.away_from or at) <= at < self.away_until

    def attends(self, at: datetime) -> datetime:
        """From when they look at what comes at a moment: at once within their hours, else when those begin next.

        At most twelve hours later: nobody waits a whole weekend for one person.
        """
        if self.hours is None:
            return at
        here = at.astimezone(COPENHAGEN)
        for days in range(2):
            day = here.date() + timedelta(days=days)
            begins, ends = self.hours.get(str(day.weekday()), (0, 0))
            opens, closes = (midnight(day) + timedelta(minutes=minutes) for minutes in (begins, ends))
            if at < closes:
                return min(max(at, opens), at + LONGEST_WAIT)
        return at + LONGEST_WAIT


def colleagues(viewer: "Viewer") -> dict[UUID, list[str]]:
    """The other interpreters of the viewer's service, and what each interprets."""
    grants = (
        select(Grant.account_id, InterpreterProfile.languages)
        .outerjoin(InterpreterProfile, col(InterpreterProfile.account_id) == Grant.account_id)
        .where(
            Grant.role == Role.INTERPRETER,
            Grant.in_force(viewer.now),
            col(Grant.organisation_id).in_(viewer.organisations(Role.INTERPRETER)),
            Grant.account_id != viewer.account_id,
        )
    )
    return {account_id: (spoken or "").split() for account_id, spoken in viewer.session.exec(grants)}


def languages_of(viewer: "Viewer") -> tuple[str, ...]:
    """The languages the viewer interprets; without a profile, the one they read Sammen in."""
    if not viewer.is_(Role.INTERPRETER):
        return ()
    if "languages" not in viewer.notes:
        own = select(InterpreterProfile.languages).where(InterpreterProfile.account_id == viewer.account_id)
        written = viewer.session.exec(own).first()
        viewer.notes["languages"] = tuple(written.split()) if written else (viewer.language,)
    languages: tuple[str, ...] = viewer.notes["languages"]
    return languages


def profile_of(session: Session, account_id: UUID) -> InterpreterProfile:
    """What an interpreter says of themselves; an empty page where they say nothing. For rules, not for pages."""
    said = session.exec(select(InterpreterProfile).where(InterpreterProfile.account_id == account_id)).first()
    return said or InterpreterProfile(account_id=account_id, languages="")


def is_away(session: Session, account_id: UUID, at: datetime) -> bool:
    """Whether an interpreter is away at a moment."""
    return profile_of(session, account_id).is_away(at)
