"""What the pages about meetups show: rows, in a fixed number of queries."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, or_
from sqlmodel import col, select

from app.identity.policy import FAMILIES
from app.identity.viewer import Viewer
from app.kit import clock
from app.meetups.cards import Card, Time
from app.meetups.models import Meetup, MeetupTime
from app.meetups.plan import MeetupState, Side
from app.people.models import Family, Tie, Youth
from app.people.ties import families_of

PAST_SHOWN = 20


def _cards(viewer: Viewer, *where: Any, order: Any, limit: int, times_too: bool = True) -> list[Card]:
    """Two queries: the meetups, and the times of those that are offers still."""
    chosen = viewer.rows(
        Meetup,
        *(col(getattr(Meetup, name)) for name in (
            "id", "what", "state", "venue", "note", "youth_id", "offered_by_side", "sequence", "created_at", "changed_at",
            "cancelled_by_side", "cancel_word", "along", "moving_side", "youth_late", "family_late", "met_side",
        )),
        col(Youth.name).label("youth_name"),
        col(Family.name).label("family_name"),
        col(Meetup.family_id).in_(families_of(viewer)).label("ours"),
        col(MeetupTime.starts_at),
        col(MeetupTime.ends_at),
    )  # fmt: skip
    chosen = (
        chosen.join(Youth, col(Youth.id) == Meetup.youth_id)
        .join(Family, col(Family.id) == Meetup.family_id)
        .outerjoin(MeetupTime, col(MeetupTime.id) == Meetup.chosen_time_id)
        .where(*where)
        .order_by(*order)
        .limit(limit)
    )
    rows = viewer.run(chosen)
    times = (
        times_of(viewer, (row.id for row in rows if row.state == MeetupState.OFFERED or row.moving_side))
        if times_too
        else {}
    )
    return [_card(viewer, row, _offered(times.get(row.id, ()), row)) for row in rows]


def _offered(times: tuple[Time, ...], row: Any) -> tuple[Time, ...]:
    """Of what is agreed the other times alone, of an offer all."""
    return tuple(time for time in times if time.moving or row.state == MeetupState.OFFERED)


def _card(viewer: Viewer, row: Any, times: tuple[Time, ...]) -> Card:
    values = row._asdict()
    ours = values.pop("ours")
    side = Side.YOUTH if row.youth_id == viewer.account_id else Side.FAMILY if ours else Side.STAFF
    return Card(**values, side=side, times=times)


def times_of(viewer: Viewer, meetup_ids: Iterable[UUID]) -> dict[UUID, tuple[Time, ...]]:
    """The times offered for each of these meetups, earliest first."""
    ids = list(meetup_ids)
    if not ids:
        return {}
    rows = viewer.rows(
        MeetupTime,
        MeetupTime.meetup_id,
        MeetupTime.id,
        MeetupTime.starts_at,
        MeetupTime.ends_at,
        MeetupTime.moving,
    )
    found: dict[UUID, tuple[Time, ...]] = {}
    for row in viewer.run(rows.where(col(MeetupTime.meetup_id).in_(ids)).order_by(col(MeetupTime.starts_at))):
        time = Time(row.id, row.starts_at, row.ends_at, row.starts_at > viewer.now, row.moving)
        found[row.meetup_id] = (*found.get(row.meetup_id, ()), time)
    return found


def _replaced() -> Select[Any]:
    return select(Meetup.replaces_id).where(col(Meetup.replaces_id).is_not(None))


def open_cards(viewer: Viewer, *where: Any) -> list[Card]:
    """What is still to come: agreed, or offered and not answered; the next first. Tied now, also for the youth."""
    still = or_(
        col(Meetup.state) == MeetupState.OFFERED,
        (col(Meetup.state) == MeetupState.AGREED) & (col(MeetupTime.ends_at) > viewer.now),
    )
    cards = _cards(
        viewer,
        still,
        Meetup.tie_holds(viewer.now, *FAMILIES),
        *where,
        order=(col(MeetupTime.starts_at), col(Meetup.id)),
        limit=200,
    )
    return [card for card in cards if card.agreed or card.waiting]


def past_cards(viewer: Viewer, *where: Any) -> list[Card]:
    """What was, the latest first: over, called off, declined. Offers that another one replaced are left out."""
    gone = or_(
        col(Meetup.state).in_((MeetupState.DECLINED, MeetupState.CANCELLED)),
        (col(Meetup.state) == MeetupState.AGREED) & (col(MeetupTime.ends_at) <= viewer.now),
    )
    return _cards(
        viewer,
        gone,
        col(Meetup.id).not_in(_replaced()),
        *where,
        order=(col(Meetup.id).desc(),),
        limit=PAST_SHOWN,
        times_too=False,
    )


def next_of(cards: list[Card]) -> Card | None:
    """The next meetup that is agreed."""
    return min(
        (c for c in cards if c.agreed and c.starts_at), key=lambda c: c.starts_at or clock.now(), default=None
    )


def next_meetup(viewer: Viewer) -> Card | None:
    """The viewer's next meetup."""
    return next_of(open_cards(viewer))


def meetups_of(viewer: Viewer, youth_id: UUID) -> list[Card]:
    """The meetups of one youth, for the pages of those around them: to come first, then past. Three queries."""
    here = col(Meetup.youth_id) == youth_id
    return open_cards(viewer, here) + past_cards(viewer, here)


def card_of(viewer: Viewer, meetup: Meetup) -> Card:
    """One meetup as a card, with all times that were offered."""
    here = col(Meetup.id) == meetup.id
    return next(iter(_cards(viewer, here, order=(col(Meetup.id),), limit=1)))


def calendar_cards(viewer: Viewer) -> list[Card]:
    """All that was agreed to, called off or not, for the viewer's own calendar."""
    own = or_(col(Meetup.youth_id) == viewer.account_id, col(Meetup.family_id).in_(families_of(viewer)))
    agreed = col(Meetup.chosen_time_id).is_not(None)
    return _cards(viewer, own, agreed, order=(col(MeetupTime.starts_at),), limit=1000, times_too=False)


def partners(viewer: Viewer) -> list[Any]:
    """Whom the viewer can meet: ties in force with a family, with the name of the other side (rows id, name, side)."""
    rows = viewer.rows(
        Tie,
        Tie.id,
        Tie.youth_id,
        Tie.family_id,
        Tie.starts_at,
        col(Youth.name).label("youth_name"),
        col(Family.name).label("family_name"),
    )
    mine = or_(col(Tie.youth_id) == viewer.account_id, col(Tie.family_id).in_(families_of(viewer)))
    return viewer.run(
        rows.join(Youth, col(Youth.id) == Tie.youth_id)
        .join(Family, col(Family.id) == Tie.family_id)
        .where(Tie.in_force(viewer.now), col(Tie.role).in_(FAMILIES), mine)
        .order_by(col(Tie.starts_at))
    )


def day_of(moment: datetime) -> date:
    """The day it is in Copenhagen."""
    return moment.astimezone(clock.COPENHAGEN).date()
