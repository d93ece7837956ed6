"""What the page of one meetup shows beside its card, and what the list shows beside the cards."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlmodel import col

from app.identity.policy import FAMILIES, Change, Role
from app.identity.viewer import Viewer
from app.meetups import guests, links, pages, together, words
from app.meetups.after import HowItWas, MeetupPhoto
from app.meetups.cards import Card
from app.meetups.free import FreeTimes
from app.meetups.models import Meetup, MeetupTime
from app.meetups.plan import MeetupState, Side
from app.meetups.quiet import Nudge
from app.meetups.suggest import Known, Week, suggestions
from app.meetups.wishes import Wish
from app.meetups.words import Word
from app.messaging.kinds import Kind
from app.messaging.models import Conversation
from app.people.models import Family, Tie, Youth


@dataclass(frozen=True, slots=True)
class Shown:
    """One meetup, what can be done about it, and what belongs to it."""

    card: Card
    may_cancel: bool
    may_move: bool
    may_be_late: bool
    may_say_met: bool
    face: str
    photos: list[Any]
    word: Word | None
    word_in: str  # the language it is learnt from: the youth's
    conversation_id: UUID | None
    coming: dict[str, list[bool | None]]  # who is asked to come along → what each of them said
    map: str = ""
    phone_map: str = ""
    bus: str = ""


def shown(viewer: Viewer, meetup: Meetup) -> Shown:
    """What the page of one meetup shows."""
    card = pages.card_of(viewer, meetup)
    mine, now = card.side != Side.STAFF, viewer.now
    ahead = card.agreed and card.starts_at is not None and card.starts_at > now
    begun, over = card.begun(now), card.over(now)
    tied = mine and meetup.is_tied(viewer)
    soon = card.agreed and card.starts_at is not None and card.starts_at - together.LATE_FROM <= now
    word = words.of_week(card.what, now) if mine and ahead else None
    links_too = bool(card.venue) and card.agreed and not over
    return Shown(
        card=card,
        may_cancel=meetup.is_open and not over and meetup.may(Change.CANCEL_MEETUP, viewer),
        may_move=tied and ahead,
        may_be_late=tied and soon and not over,
        may_say_met=tied and together.time_it_was(meetup, viewer) is not None,
        face=_face(viewer, meetup.id) if mine and begun else "",
        photos=_photos(viewer, meetup.id) if mine and begun else [],
        word=word,
        word_in=viewer.find(Youth, meetup.youth_id, look=False).language if word else "",
        conversation_id=_conversation(viewer, meetup) if word else None,
        coming=_coming(viewer, meetup),
        map=links.map_search(card.venue) if links_too else "",
        phone_map=links.map_on_phone(card.venue) if links_too else "",
        bus=links.bus(card.venue, card.starts_at) if links_too else "",
    )


def _coming(viewer: Viewer, meetup: Meetup) -> dict[str, list[bool | None]]:
    said: dict[str, list[bool | None]] = {}
    for guest in guests.of_meetup(viewer, meetup.id) if meetup.along and meetup.is_open else []:
        said.setdefault(guest.role.value, []).append(guest.comes)
    return said


def _face(viewer: Viewer, meetup_id: UUID) -> str:
    rows = viewer.run(
        viewer.rows(HowItWas, HowItWas.id, HowItWas.face).where(col(HowItWas.meetup_id) == meetup_id)
    )
    return str(rows[0].face) if rows else ""


def _photos(viewer: Viewer, meetup_id: UUID) -> list[Any]:
    rows = viewer.rows(MeetupPhoto, MeetupPhoto.id, MeetupPhoto.width, MeetupPhoto.height)
    return viewer.run(rows.where(col(MeetupPhoto.meetup_id) == meetup_id).order_by(col(MeetupPhoto.id)))


def _conversation(viewer: Viewer, meetup: Meetup) -> UUID | None:
    rows = viewer.rows(Conversation, Conversation.id).where(
        col(Conversation.youth_id) == meetup.youth_id,
        col(Conversation.family_id) == meetup.family_id,
        col(Conversation.kind) == Kind.DIRECT,
    )
    found = viewer.first(rows)
    return found.id if found else None


def suggested(viewer: Viewer, youth_id: UUID, family_id: UUID) -> list[Any]:
    """Times that may fit the two, from what they show of their weeks and when they met before."""
    told = viewer.rows(FreeTimes, FreeTimes.id, FreeTimes.week).where(
        (col(FreeTimes.youth_id) == youth_id) | (col(FreeTimes.family_id) == family_id)
    )
    weeks = [FreeTimes(week=row.week) for row in viewer.run(told)]
    agreed = viewer.rows(MeetupTime, MeetupTime.starts_at, Meetup.youth_id, Meetup.family_id).join(
        Meetup, col(Meetup.chosen_time_id) == MeetupTime.id
    )
    mine = (col(Meetup.youth_id) == youth_id) | (col(Meetup.family_id) == family_id)
    times = viewer.run(
        agreed.where(col(Meetup.state) == MeetupState.AGREED, mine)
        .order_by(col(MeetupTime.starts_at).desc())
        .limit(50)
    )
    two = [row.starts_at for row in times if (row.youth_id, row.family_id) == (youth_id, family_id)]
    known = Known(
        weeks=tuple(Week(week.free, tuple(week.away)) for week in weeks),
        met=tuple(moment for moment in two if moment <= viewer.now),
        taken=frozenset(pages.day_of(row.starts_at) for row in times if row.starts_at > viewer.now),
    )
    return suggestions(known, viewer.now)


def wishes(viewer: Viewer) -> list[Any]:
    """For a youth each family with what they wished; for a family the youths who would be happy to see it more."""
    rows = viewer.rows(
        Tie,
        Tie.id,
        Tie.youth_id,
        col(Youth.name).label("youth_name"),
        col(Family.name).label("family_name"),
        col(Wish.id).label("wish_id"),
        Wish.said_at,
        Wish.taken_back,
    )
    rows = (
        rows.join(Youth, col(Youth.id) == Tie.youth_id)
        .join(Family, col(Family.id) == Tie.family_id)
        .outerjoin(Wish, (col(Wish.tie_id) == Tie.id) & Wish.visible_to(viewer))
        .where(Tie.in_force(viewer.now), col(Tie.role).in_(FAMILIES))
    )
    if viewer.is_(Role.YOUTH):
        return viewer.run(rows.where(col(Tie.youth_id) == viewer.account_id))
    return [row for row in viewer.run(rows) if row.wish_id]


def nudges(viewer: Viewer) -> list[Any]:
    """Those who haven't met for long, as far as the viewer is told of it."""
    rows = viewer.rows(
        Nudge,
        Nudge.id,
        Nudge.youth_id,
        Nudge.tie_id,
        Nudge.created_at,
        col(Youth.name).label("youth_name"),
        col(Family.name).label("family_name"),
    )
    return viewer.run(
        rows.join(Youth, col(Youth.id) == Nudge.youth_id)
        .join(Family, col(Family.id) == Nudge.family_id)
        .order_by(col(Nudge.created_at))
    )
