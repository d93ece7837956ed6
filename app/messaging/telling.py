"""What those who have a conversation open are told at once: bubbles, how far others have read, who writes."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import bindparam, or_
from sqlmodel import Session, col, select

from app.identity.models import Account
from app.identity.policy import Role
from app.identity.sessions import SignIn
from app.identity.viewer import Viewer
from app.kit import clock
from app.messaging import threads
from app.messaging.models import Conversation, Message
from app.messaging.participants import Participant, Reason, granted, reads
from app.web import live
from app.web.live import News, Seat, Waiting
from app.web.live.handlers import Told
from app.web.pages import render

AGAIN = 8  # how many bubbles somebody who lost the line gets anew: a translation may have come since
MOST = 50  # more than that is quicker fetched as a page; less than a seat lets wait (seats.MOST_WAITING)
MOST_DIGITS = 9


class Place(NamedTuple):
    """As what somebody reads a conversation."""

    as_role: Role
    reason: Reason
    from_seq: int


_READERS: Any = (
    select(col(SignIn.id), col(Participant.as_role), col(Participant.reason), col(Participant.from_seq))
    .join(Account, col(Account.id) == col(SignIn.account_id))
    .join(Participant, col(Participant.account_id) == col(SignIn.account_id))
    .where(
        col(SignIn.id).in_(live.SIGN_INS),
        col(Participant.conversation_id) == bindparam("conversation"),
        live.HOLDS,
        granted(Participant, live.NOW),
        reads(Participant, live.NOW),
    )
)


def readers_now(session: Session, conversation_id: UUID, seats: list[Seat]) -> dict[UUID, Place]:
    """Which of these sign-ins may read the conversation now, and as what: one query, however many there are.

    The condition is `participants.mine` for all of them at once: in the conversation, still tied, the role granted,
    and the sign-in itself still holds.
    """
    ids = list({seat.sign_in_id for seat in seats})
    here = {"sign_ins": ids, "conversation": conversation_id, "now": clock.now()}
    return {row[0]: Place(*row[1:]) for row in session.connection().execute(_READERS, here)}


class OfConversation:
    """`conversation:<id>`: new messages, how far others have read, somebody writing, a bubble that has changed."""

    together = False

    def admit(self, viewer: Viewer, of: str, after: str) -> int | None:
        """Whoever can read it. The line in the trail is the page's own."""
        conversation = viewer.find(Conversation, of, look=False)
        if not after:
            return conversation.last_seq
        known = after.isdecimal() and len(after) <= MOST_DIGITS
        number = int(after) if known else -1
        return number if conversation.last_seq - MOST <= number <= conversation.last_seq and known else None

    def tell(self, session: Session, waiting: list[Waiting]) -> dict[Seat, Told | None]:
        """New bubbles for each manner of reading once; ticks and typing for those they are meant for."""
        told: dict[Seat, Told | None] = {}
        for it in waiting:
            told |= self._of_one(session, it.of, it.news, it.seats, it.new)
        return told

    def _of_one(
        self, session: Session, of: str, news: list[News], seats: list[Seat], new: list[Seat]
    ) -> dict[Seat, Told | None]:
        conversation_id = UUID(of)
        places = readers_now(session, conversation_id, seats)
        told: dict[Seat, Told | None] = {seat: None for seat in seats if seat.sign_in_id not in places}
        here = [seat for seat in seats if seat.sign_in_id in places]
        asked = {it.event for it in news}
        events: dict[Seat, list[bytes]] = {seat: [] for seat in here}
        changes: dict[Seat, dict[str, int]] = {seat: {} for seat in here}
        changed = {UUID(str(dict(it.ids)["message"])) for it in news if it.event == "changed"}
        fetching = here if asked & {"message", "changed"} else [seat for seat in new if seat in events]
        rows = _rows(session, conversation_id, fetching, changed)
        for group, wanted in _alike(fetching, places, rows, changed, new):
            shown = _rendered(session, conversation_id, group[0], wanted)
            for seat in group:
                events[seat] += shown
                changes[seat]["reached"] = max([seat.reached, *(row.seq for row in wanted)])
        for seat, seen in _seen(session, conversation_id, here if "seen" in asked else new, places).items():
            if seen > seat.seen:
                events[seat].append(live.said("seen", str(seen)))
                changes[seat]["seen"] = seen
        writers = {str(dict(it.ids)["account"]) for it in news if it.event == "typing"}
        for seat in here if writers else ():
            if writers - {str(seat.account_id)}:
                events[seat].append(live.said("typing"))
        return told | {seat: (events[seat], changes[seat]) for seat in here}


_NUMBERS: Any = (
    select(col(Message.id), col(Message.seq), col(Message.author_id))
    .where(
        col(Message.conversation_id) == bindparam("conversation"),
        or_(col(Message.seq) > bindparam("since"), col(Message.id).in_(bindparam("changed", expanding=True))),
    )
    .order_by(col(Message.seq))
)


def _rows(session: Session, conversation_id: UUID, seats: list[Seat], changed: set[UUID]) -> list[Any]:
    """Numbers and authors of all that any of them may lack; no words."""
    if not seats:
        return []
    since = min(seat.reached - (AGAIN if seat.resumes else 0) for seat in seats)
    wanted = {"conversation": conversation_id, "since": since, "changed": list(changed)}
    return list(session.connection().execute(_NUMBERS, wanted))


def _alike(
    seats: list[Seat], places: dict[UUID, Place], rows: list[Any], changed: set[UUID], new: list[Seat]
) -> Iterator[tuple[list[Seat], list[Any]]]:
    """Those for whom the same bubbles are rendered, and which: same manner, same side, same number; an author alone."""
    authors = {row.author_id for row in rows}
    groups: dict[Any, list[Seat]] = defaultdict(list)
    for seat in seats:
        place = places[seat.sign_in_id]
        joins = max(place.from_seq, seat.reached)  # what came before isn't theirs, so looks new to them
        alone = seat.account_id if seat.account_id in authors else None
        came = seat.resumes and seat in new
        groups[seat.manner, place.as_role, place.reason, joins, seat.reached, came, alone].append(seat)
    for group in groups.values():
        one = group[0]
        since = one.reached - (AGAIN if one.resumes and one in new else 0)
        first = places[one.sign_in_id].from_seq
        wanted = [row for row in rows if row.seq >= first and (row.seq > since or row.id in changed)]
        if wanted:
            yield group, wanted


def _rendered(session: Session, conversation_id: UUID, seat: Seat, wanted: list[Any]) -> list[bytes]:
    """The bubbles as the page itself includes them, looked up through the viewer."""
    events: list[bytes] = []
    ids, last = {row.id for row in wanted}, 0
    with live.as_if(session, seat) as viewer:
        conversation = viewer.find(Conversation, conversation_id, look=False)
        for row in wanted:
            if row.seq <= last:
                continue
            thread = threads.thread(viewer, conversation, after=row.seq - 1)
            for bubble in thread.bubbles:
                last = bubble.seq
                if bubble.id in ids:
                    html = render("messaging/_message.html", bubble=bubble, thread=thread)
                    fresh = bubble.seq > seat.reached
                    number = bubble.seq if fresh else None
                    events.append(live.said("message" if fresh else "changed", html, number))
            last = max(last, row.seq)
    return events


def _seen(
    session: Session, conversation_id: UUID, seats: list[Seat], places: dict[UUID, Place]
) -> dict[Seat, int]:
    """How far somebody each of them talks with has read; the third adult's reading is not taken for an answer."""
    if not seats:
        return {}
    statement = select(Participant.account_id, Participant.seen_seq).where(
        Participant.conversation_id == conversation_id, Participant.reason != Reason.THIRD_ADULT
    )
    rows = list(session.exec(statement))
    return {
        seat: max((seen for account_id, seen in rows if account_id != seat.account_id), default=0)
        for seat in seats
        if seat.sign_in_id in places
    }
