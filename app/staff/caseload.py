"""The caseload: a caseworker's youths, who needs them today first. A fixed number of queries, sorted after reading."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select
from sqlmodel import col

from app.friendship.models import FriendshipRequest
from app.friendship.proposals import Proposal
from app.friendship.states import CLOSED, ProposalState, RequestState
from app.identity.policy import FAMILIES, Role
from app.identity.viewer import Viewer
from app.kit import clock
from app.messaging.kinds import Kind as Talk
from app.messaging.kinds import QueryState
from app.messaging.models import Conversation, Message, Participant, Reason
from app.messaging.queries import Query
from app.people.models import ADULT, Residence, Tie, Youth
from app.people.ties import tied_youths
from app.staff.needs import ANSWER_TO_PROPOSAL, BEFORE_18, ENDS_SOON, PATIENCE, Kind, Need

DAY_TO_DAY = frozenset({Role.CONTACT, *FAMILIES})


@dataclass(frozen=True, slots=True)
class Line:
    """A youth in a list of those around them."""

    id: UUID
    name: str
    age: int
    birth_date: date
    language: str
    residence: Residence
    request: RequestState | None
    roles: frozenset[Role]
    needs: tuple[Need, ...]

    @property
    def rank(self) -> Any:
        """Those who need something first, the most pressing and longest waiting at the top; then by name."""
        return (not self.needs, self.needs[0].rank if self.needs else (), self.name.casefold())


def unanswered(viewer: Viewer, mine: Select[Any]) -> dict[UUID, datetime]:
    """Youths whose last word in a conversation with the viewer stands unanswered, and since when; one query."""
    rows = viewer.run(
        viewer.rows(Conversation, Conversation.youth_id, col(Message.created_at).label("at"))
        .join(
            Message,
            (col(Message.conversation_id) == Conversation.id) & (col(Message.seq) == Conversation.last_seq),
        )
        .join(Participant, col(Participant.conversation_id) == Conversation.id)
        .where(
            col(Conversation.youth_id).in_(mine),
            col(Conversation.kind) == Talk.DIRECT,
            col(Message.author_id) == Conversation.youth_id,
            col(Participant.account_id) == viewer.account_id,
            col(Participant.reason) == Reason.SIDE,
            col(Participant.left_at).is_(None),
        )
    )
    found: dict[UUID, datetime] = {}
    for row in rows:
        found[row.youth_id] = min(row.at, found.get(row.youth_id, row.at))
    return found


def _waiting_queries(viewer: Viewer, mine: Select[Any]) -> dict[UUID, datetime]:
    rows = viewer.run(
        viewer.rows(Query, Query.youth_id, Query.opened_at).where(
            col(Query.youth_id).in_(mine),
            col(Query.state) == QueryState.WAITING,
            col(Query.opened_at) < viewer.now - PATIENCE,
        )
    )
    found: dict[UUID, datetime] = {}
    for row in rows:
        found[row.youth_id] = min(row.opened_at, found.get(row.youth_id, row.opened_at))
    return found


def _requests(viewer: Viewer, mine: Select[Any]) -> dict[UUID, Any]:
    """The open request of each youth, with the day its open proposal was made; one query."""
    open_one = (col(Proposal.request_id) == FriendshipRequest.id) & (
        col(Proposal.state) == ProposalState.OPEN
    )
    rows = viewer.run(
        viewer.rows(
            FriendshipRequest,
            FriendshipRequest.youth_id,
            FriendshipRequest.state,
            FriendshipRequest.sent_at,
            col(Proposal.created_at).label("proposed_at"),
        )
        .outerjoin(Proposal, open_one)
        .where(col(FriendshipRequest.youth_id).in_(mine), col(FriendshipRequest.state).not_in(CLOSED))
    )
    return {row.youth_id: row for row in rows}


def _ties(viewer: Viewer, mine: Select[Any]) -> dict[UUID, list[Any]]:
    rows = viewer.run(
        viewer.rows(Tie, Tie.youth_id, Tie.role, Tie.ends_at, Tie.stands_in_for).where(
            col(Tie.youth_id).in_(mine), Tie.in_force(viewer.now)
        )
    )
    found: dict[UUID, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.youth_id].append(row)
    return found


def caseload(viewer: Viewer) -> list[Line]:
    """Everybody in the viewer's care: six queries and one line in the trail, however many they are."""
    mine = tied_youths(viewer, Role.CASEWORKER)
    youths = viewer.run(
        viewer.rows(
            Youth,
            Youth.id,
            Youth.name,
            Youth.birth_date,
            Youth.language,
            Youth.residence,
            Youth.municipality_id,
            Youth.decided_on,
            Youth.overridden_at,
        ).where(col(Youth.id).in_(mine))
    )
    ties, requests = _ties(viewer, mine), _requests(viewer, mine)
    messages, queries = unanswered(viewer, mine), _waiting_queries(viewer, mine)
    lines = []
    for youth in youths:
        request, around = requests.get(youth.id), ties[youth.id]
        needs = [
            *_asked(youth, request, viewer.now),
            *_around(youth, around, viewer.now),
            *([Need(Kind.MESSAGE, messages[youth.id])] if youth.id in messages else []),
            *([Need(Kind.QUERY, queries[youth.id])] if youth.id in queries else []),
        ]
        lines.append(
            Line(
                id=youth.id,
                name=youth.name,
                age=clock.age_on(youth.birth_date, clock.today()),
                birth_date=youth.birth_date,
                language=youth.language,
                residence=youth.residence,
                request=request.state if request else None,
                roles=frozenset(tie.role for tie in around),
                needs=tuple(sorted(needs, key=lambda need: need.rank)),
            )
        )
    lines.sort(key=lambda line: line.rank)
    return viewer.listed(lines, "youth")


def _asked(youth: Any, request: Any, now: datetime) -> list[Need]:
    """What the request for a family waits for."""
    if request is None:
        return []
    closed = not (youth.overridden_at or (youth.decided_on and youth.municipality_id))
    if request.state == RequestState.SENT and closed:
        return [Need(Kind.GATE, request.sent_at or now)]
    if request.proposed_at and request.proposed_at < now - ANSWER_TO_PROPOSAL:
        return [Need(Kind.PROPOSAL, request.proposed_at)]
    return []


def _around(youth: Any, ties: list[Any], now: datetime) -> list[Need]:
    """What the people around a youth lack, and what ends soon."""
    needs = []
    roles = {tie.role for tie in ties}
    turns_18 = clock.birthday(youth.birth_date, ADULT)
    adult_at = clock.midnight(turns_18)
    if adult_at > now:
        if Role.MFI not in roles:
            needs.append(Need(Kind.NO_MFI, turns_18))
        if roles.isdisjoint(DAY_TO_DAY):
            needs.append(Need(Kind.ALONE, turns_18))
        if adult_at < now + BEFORE_18:
            needs.append(Need(Kind.BIRTHDAY, turns_18))
    ends = [
        tie.ends_at
        for tie in ties
        if tie.ends_at and tie.ends_at != adult_at and tie.ends_at < now + ENDS_SOON
    ]
    if ends:
        needs.append(Need(Kind.TIE_ENDS, min(ends)))
    return needs
