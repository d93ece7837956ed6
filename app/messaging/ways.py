"""The way a question goes: to the youth's own interpreter, to who stands in for them, to all of the language.

The youth's own has four hours, which begin in the hours they set themselves, at most twelve hours later. Away they
have none: then it goes on at once. So does the substitute after them; then it is everybody's [2.3].
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from sqlmodel import Session, col, select

from app.identity.models import Grant
from app.identity.policy import Role
from app.messaging.interpreters import profile_of
from app.people.models import Tie

if TYPE_CHECKING:
    from app.messaging.offers import Offered

FIXED_FIRST = timedelta(hours=4)  # so long a question waits for one person alone


@dataclass(frozen=True, slots=True)
class Way:
    """Who is asked first, who stands in and from when, and from when everybody of the language is asked."""

    fixed_id: UUID | None
    substitute_id: UUID | None
    substitute_at: datetime | None
    shared_at: datetime


def way(
    session: Session,
    youth_id: UUID,
    asked_at: datetime,
    now: datetime,
    *,
    out: Collection[UUID] = (),
    latest: datetime | None = None,
    alone: timedelta = FIXED_FIRST,
) -> Way:
    """The way of what a youth asked at a moment, as it looks now; `out` have passed it on.

    `latest` is what was promised before: the first wait never becomes longer than that. `alone`: how long each has.
    """
    ties = _ties(session, youth_id, now)
    fixed = next((tie for tie in ties if tie.stands_in_for is None), None)
    # A tie that stands in says by itself that the other one is ill or away.
    stands_in = next((tie for tie in ties if fixed is None or tie.stands_in_for == fixed.id), None)
    fixed_id = fixed.account_id if fixed else None
    first_until = min(
        asked_at if stands_in else _waits(session, fixed_id, asked_at, alone),
        latest or datetime.max.replace(tzinfo=now.tzinfo),
    )
    if stands_in or _is_out(session, fixed_id, now, out):
        first_until = min(first_until, now)
    other = stands_in.account_id if stands_in else _standing(session, fixed_id)
    if other is None or other == fixed_id or _is_out(session, other, max(first_until, now), out):
        return Way(fixed_id, None, None, first_until)
    return Way(fixed_id, other, first_until, _waits(session, other, first_until, alone))


def anew(session: Session, waiting: "Offered", now: datetime, out: Collection[UUID]) -> None:
    """Lay the way of something that waits again: somebody passed it on, or is away now. Never later than promised."""
    promised = waiting.substitute_at or waiting.shared_at
    new = way(
        session, waiting.youth_id, waiting.opened_at, now, out=out, latest=promised, alone=waiting.alone
    )
    waiting.substitute_id, waiting.substitute_at = new.substitute_id, new.substitute_at
    waiting.shared_at = min(waiting.shared_at, new.shared_at)


def _ties(session: Session, youth_id: UUID, now: datetime) -> list[Tie]:
    ties = select(Tie).where(Tie.youth_id == youth_id, Tie.role == Role.INTERPRETER, Tie.in_force(now))
    return [*session.exec(ties.order_by(col(Tie.starts_at).desc()))]


def _waits(session: Session, account_id: UUID | None, since: datetime, alone: timedelta) -> datetime:
    """Until when something waits for one person alone."""
    if account_id is None:
        return since
    profile = profile_of(session, account_id)
    until = profile.attends(since) + alone
    leaves = profile.away_from if profile.away_until and profile.away_until > since else None
    return max(since, min(until, leaves)) if leaves else until


def _standing(session: Session, account_id: UUID | None) -> UUID | None:
    """Whom an interpreter chose to stand in for them, always."""
    return profile_of(session, account_id).substitute_id if account_id else None


def _is_out(session: Session, account_id: UUID | None, at: datetime, out: Collection[UUID]) -> bool:
    """Whether somebody can't be waited for: away, no interpreter any more, or they passed it on."""
    if account_id is None or account_id in out or profile_of(session, account_id).is_away(at):
        return True
    held = select(Grant.id).where(
        Grant.account_id == account_id, Grant.role == Role.INTERPRETER, Grant.in_force(at)
    )
    return session.exec(held).first() is None
