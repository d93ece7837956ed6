"""Two who haven't met for long: who is told of it, and when.

Youths want to see their family more often than families think [3.3], so a meetup that doesn't come is worth a word.
"""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_
from sqlmodel import Field, Session, col, select

from app.identity.policy import FAMILIES, Role
from app.kit.record import Record, UtcDateTime
from app.meetups.models import Meetup, MeetupTime
from app.meetups.plan import MeetupState
from app.people.models import Family, Tie
from app.people.ties import families_of

if TYPE_CHECKING:
    from app.identity.viewer import Viewer

QUIET = timedelta(weeks=6)
THEN = timedelta(weeks=2)  # until the coordinator is told


class Nudge(Record, table=True):
    """A kind word to two who haven't met for six weeks; gone once they have, or have something to look forward to."""

    __tablename__ = "meetup_nudge"

    tie_id: UUID = Field(foreign_key="tie.id", unique=True)
    youth_id: UUID = Field(foreign_key="youth.id", index=True)
    family_id: UUID = Field(foreign_key="family.id", index=True)
    coordinator_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

    @classmethod
    def visible_to(cls, viewer: "Viewer") -> ColumnElement[bool]:
        """The two, while they are tied; the family's coordinators once they were told."""
        holds = select(Tie.id).where(Tie.in_force(viewer.now), col(Tie.role).in_(FAMILIES))
        shared = select(Family.id).where(
            col(Family.organisation_id).in_(viewer.organisations(Role.COORDINATOR))
        )
        return and_(
            col(cls.tie_id).in_(holds),
            or_(
                col(cls.youth_id) == viewer.account_id,
                col(cls.family_id).in_(families_of(viewer)),
                and_(col(cls.family_id).in_(shared), col(cls.coordinator_at).is_not(None)),
            ),
        )


def due_to_the_two(session: Session, now: datetime) -> list[Nudge]:
    """New nudges, for those who haven't met for six weeks and have nothing planned; old ones that are over go."""
    known = {nudge.tie_id: nudge for nudge in session.exec(select(Nudge))}
    new = []
    for tie_id, youth_id, family_id, since in session.exec(_ties(now)).all():
        last, ahead = _met(session, youth_id, family_id, now)
        silent = not ahead and max(since, last or since) + QUIET <= now
        nudge = known.pop(tie_id, None)
        if nudge and not silent:
            session.delete(nudge)
        elif silent and nudge is None:
            new.append(Nudge(tie_id=tie_id, youth_id=youth_id, family_id=family_id, created_at=now))
    for over in known.values():  # ties that have ended
        session.delete(over)
    session.add_all(new)
    session.flush()
    return new


def due_to_the_coordinator(session: Session, now: datetime) -> list[Nudge]:
    """Nudges that brought nothing in two weeks; each is told once."""
    due = select(Nudge).where(col(Nudge.coordinator_at).is_(None), Nudge.created_at <= now - THEN)
    nudges = list(session.exec(due))
    for nudge in nudges:
        nudge.coordinator_at = now
    return nudges


def _ties(now: datetime) -> Any:
    """Friendships in force: who lives with their family needs no meetups."""
    return select(Tie.id, Tie.youth_id, Tie.family_id, Tie.starts_at).where(
        Tie.in_force(now), Tie.role == Role.FRIEND, col(Tie.family_id).is_not(None)
    )


def _met(session: Session, youth_id: UUID, family_id: UUID, now: datetime) -> tuple[datetime | None, bool]:
    """When the two met last, and whether something is planned or waits for an answer."""
    pair = (Meetup.youth_id == youth_id, Meetup.family_id == family_id)
    agreed = (*pair, Meetup.state == MeetupState.AGREED, MeetupTime.id == Meetup.chosen_time_id)
    last = session.exec(
        select(func.max(MeetupTime.ends_at)).where(*agreed, MeetupTime.ends_at <= now)
    ).first()
    ahead = select(MeetupTime.id).where(
        *pair,
        MeetupTime.ends_at > now,
        or_(
            and_(col(Meetup.state) == MeetupState.AGREED, col(MeetupTime.id) == Meetup.chosen_time_id),
            and_(col(Meetup.state) == MeetupState.OFFERED, col(MeetupTime.meetup_id) == Meetup.id),
        ),
    )
    return last, session.exec(ahead.limit(1)).first() is not None
