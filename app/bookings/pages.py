"""What the pages about bookings read."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from app.bookings import busy
from app.bookings.cards import Card, cards, first
from app.bookings.kinds import ASKERS, State
from app.bookings.models import Booking
from app.bookings.times import BookingTime
from app.identity.models import Account
from app.identity.policy import Change, Role
from app.identity.prepared import open_rows
from app.identity.viewer import Viewer
from app.kit.errors import NotFound
from app.people.models import FamilyMember, Youth
from app.people.ties import is_tied

PAST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Lists:
    """The bookings somebody sees, by what there is to do about them."""

    offered: list[Card]  # to this interpreter
    unwritten: list[Card]  # their minutes are missing
    mine: list[Card]  # what this interpreter has, the next first
    answers: list[Card]  # other times, for those around the youth to choose from
    ahead: list[Card]
    past: list[Card]

    @property
    def empty(self) -> bool:
        """Whether there is nothing at all."""
        return not any((self.offered, self.unwritten, self.mine, self.answers, self.ahead, self.past))


def lists(viewer: Viewer, *where: Any) -> Lists:
    """All that the viewer sees: the next first, then what was. Two queries, one line in the trail."""
    ahead = cards(
        viewer, *where, col(Booking.ends_at) > viewer.now, order=(col(Booking.starts_at), col(Booking.id))
    )
    gone = col(Booking.ends_at) <= viewer.now
    past = cards(
        viewer, *where, gone, order=(col(Booking.starts_at).desc(), col(Booking.id)), limit=3 * PAST_SHOWN
    )
    found = [*ahead, *past]
    viewer.listed([card for card in found if not card.own], "booking")
    open_ones = [card for card in found if card.ahead]
    rest = [card for card in found if not card.ahead and not (card.has and card.unwritten)]
    return Lists(
        offered=[card for card in open_ones if not card.known and not card.has],
        unwritten=[card for card in found if card.has and card.unwritten],
        mine=[card for card in open_ones if card.has and not card.known],
        answers=[card for card in open_ones if card.known and card.state == State.OTHER_TIME],
        ahead=[card for card in open_ones if card.known and card.state != State.OTHER_TIME],
        past=[card for card in rest if card.known or card.has][:PAST_SHOWN],
    )


def youth_of(viewer: Viewer, youth_id: UUID) -> Youth:
    """A youth for whom the viewer may ask. Raises NotFound for anybody else."""
    youth = viewer.find(Youth, youth_id)
    if not is_tied(viewer, youth.id, *ASKERS):
        raise NotFound
    return youth


def role_of(viewer: Viewer, youth: Youth) -> Role:
    """As what the viewer asks. Raises NotFound for who may not."""
    if viewer.account_id == youth.id:
        return Role.YOUTH
    for role in ASKERS:
        if is_tied(viewer, youth.id, role):
            return role
    raise NotFound


@dataclass(frozen=True, slots=True)
class Named:
    """A time that was asked for or offered, and by whom."""

    time: BookingTime
    name: str
    open: bool


def show(viewer: Viewer, booking: Booking) -> dict[str, Any]:
    """One booking: what the viewer may know of it, and what they can do."""
    card = next(iter(cards(viewer, col(Booking.id) == booking.id, order=(col(Booking.id),), limit=1)))
    inside = booking.is_in_it(viewer)
    times = viewer.all(BookingTime, BookingTime.booking_id == booking.id)
    shown = [one for one in times if card.known or one.account_id == viewer.account_id]
    names = _names(viewer, booking, shown, card)
    can = {change: booking.may(change, viewer) for change in CHANGES}
    waits, other = booking.state == State.ASKED, booking.state == State.OTHER_TIME
    return {
        "booking": booking,
        "card": card,
        "inside": inside,
        "address": booking.address if inside or card.known else "",
        "words": booking.words if inside else "",
        "off_words": booking.off_words if inside or card.has else None,
        "with_whom": names["with"],
        "times": [Named(one, names[one.account_id], _open(one, viewer)) for one in shown],
        "takes": waits and not card.known and can[Change.TAKE_BOOKING] and not card.begun,
        "gives_back": card.has and booking.state in {State.OTHER_TIME, State.AGREED} and not card.begun,
        "chooses": other and can[Change.CHOOSE_TIME],
        "calls_off": (card.ahead and can[Change.CALL_OFF_BOOKING] and not (booking.state == State.AGREED and card.begun)),
        "writes": card.has and card.begun and (card.unwritten or booking.state == State.AGREED),
        "agrees": card.beyond and not card.beyond_agreed and can[Change.AGREE_BEYOND] and card.ahead,
        "clashes": clashes(viewer, booking) if waits and not card.known else [],
    }  # fmt: skip


CHANGES = (
    Change.TAKE_BOOKING,
    Change.CHOOSE_TIME,
    Change.CALL_OFF_BOOKING,
    Change.AGREE_BEYOND,
)


def _open(time: BookingTime, viewer: Viewer) -> bool:
    return time.offered and time.closed_at is None and time.starts_at > viewer.now


def _names(viewer: Viewer, booking: Booking, times: list[BookingTime], card: Card) -> dict[Any, Any]:
    """Whole names for those around the youth, first names for the interpreter, nobody's where that isn't theirs yet."""
    members = select(FamilyMember.account_id).where(FamilyMember.family_id == booking.family_id)
    family = viewer.session.exec(members).all() if booking.family_id else ()
    there = list(dict.fromkeys((booking.youth_id, booking.asked_by, *family)))
    wanted = {*there, *(one.account_id for one in times)}
    rows: Any = select(Account.id, col(Account.name)).where(col(Account.id).in_(wanted))
    whole = {row.id: row.name for row in open_rows(viewer.session, rows)}
    names: dict[Any, Any] = {one: name if card.known else first(name) for one, name in whole.items()}
    knows = card.known or card.has or card.fixed
    return names | {"with": [names[one] for one in there if one != viewer.account_id] if knows else []}


def clashes(viewer: Viewer, booking: Booking) -> list[Card]:
    """What this interpreter has at that time already."""
    mine = col(Booking.interpreter_id) == viewer.account_id
    then = busy.at(Booking, booking.starts_at, booking.ends_at, booking.id)
    return cards(viewer, mine, then, order=(col(Booking.starts_at),))
