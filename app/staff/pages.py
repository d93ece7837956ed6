"""What the pages about one youth, and about my youths, read."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlmodel import col

from app.friendship.pages import PathStep, current_request, held, path_with_times
from app.friendship.states import RequestState
from app.identity.models import Organisation
from app.identity.policy import Role
from app.identity.viewer import Viewer
from app.kit import clock
from app.kit.errors import NotFound
from app.meetups.cards import Card
from app.meetups.pages import meetups_of, next_of, open_cards
from app.messaging import summaries
from app.messaging.query_pages import query_facts
from app.people.models import ADULT, Residence, Tie, Youth
from app.people.pages import Custody, People, Person, around, custody, new_caseworker
from app.people.ties import families_of, tied_youths
from app.staff.caseload import unanswered
from app.staff.knowing import KNOWS_MEETUPS, KNOWS_QUERIES, KNOWS_REQUEST
from app.staff.needs import BEFORE_18
from app.staff.talks import talks

AROUND = (Role.FRIEND, Role.HOST, Role.MFI, Role.CASEWORKER, Role.CONTACT, Role.SUPERVISOR)


@dataclass(frozen=True, slots=True)
class Mine:
    """A youth in the list of somebody around them."""

    id: UUID
    name: str
    age: int
    language: str
    residence: Residence
    roles: tuple[Role, ...]
    next_meetup: Card | None
    offered: int
    unanswered: datetime | None
    turns_18: date | None

    @property
    def rank(self) -> Any:
        """Who waits for an answer first, then offers, then who turns 18 soon."""
        far = date.max
        waits = self.unanswered.timestamp() if self.unanswered else 0.0
        return (self.unanswered is None, waits, self.offered == 0, self.turns_18 or far, self.name.casefold())


def my_roles(viewer: Viewer, youth_id: UUID) -> frozenset[Role]:
    """As what the viewer is tied to a youth now, in roles they hold."""
    rows = viewer.run(viewer.rows(Tie, Tie.role).where(col(Tie.youth_id) == youth_id, _my_tie(viewer)))
    return frozenset(row.role for row in rows) & viewer.roles


def _my_tie(viewer: Viewer) -> Any:
    mine = (col(Tie.account_id) == viewer.account_id) | col(Tie.family_id).in_(families_of(viewer))
    return Tie.in_force(viewer.now) & mine & col(Tie.role).in_(AROUND)


def my_youths(viewer: Viewer) -> list[Mine]:
    """The youths the viewer is tied to, with what is next; a fixed number of queries, one line in the trail."""
    rows = viewer.run(
        viewer.rows(
            Youth,
            Youth.id,
            Youth.name,
            Youth.birth_date,
            Youth.language,
            Youth.residence,
            col(Tie.role).label("role"),
        )
        .join(Tie, col(Tie.youth_id) == Youth.id)
        .where(_my_tie(viewer), col(Tie.role).in_(viewer.roles))
    )
    roles: dict[UUID, list[Role]] = defaultdict(list)
    for row in rows:
        roles[row.id].append(row.role)
    meetups: dict[UUID, list[Card]] = defaultdict(list)
    for card in open_cards(viewer):
        meetups[card.youth_id].append(card)
    waiting = unanswered(viewer, tied_youths(viewer, *AROUND))
    found = [
        Mine(
            id=row.id,
            name=row.name,
            age=clock.age_on(row.birth_date, clock.today()),
            language=row.language,
            residence=row.residence,
            roles=tuple(roles[row.id]),
            next_meetup=next_of(meetups[row.id]),
            offered=sum(card.waiting for card in meetups[row.id]),
            unanswered=waiting.get(row.id),
            turns_18=soon_18(row.birth_date),
        )
        for row in {row.id: row for row in rows}.values()
    ]
    found.sort(key=lambda one: one.rank)
    return viewer.listed(found, "youth")


def soon_18(born: date) -> date | None:
    """The 18th birthday, if it comes within 90 days."""
    day = clock.birthday(born, ADULT)
    return day if clock.today() < day <= (clock.now() + BEFORE_18).date() else None


@dataclass(frozen=True, slots=True)
class YouthPage:
    """What somebody around a youth sees of them; what isn't theirs to see is empty."""

    youth: Youth
    roles: frozenset[Role]
    people: People
    custody: Custody
    new_caseworker: Person | None
    municipality: str
    residence: str
    turns_18: date | None
    meetups: list[Card]
    queries: list[Any]
    summaries: dict[UUID, Any]  # of questions, where the youth has agreed
    request: Any | None
    path: list[PathStep]
    held: bool
    talks: list[Any]

    @property
    def knows_request(self) -> bool:
        """Whether the viewer may know how far the request is."""
        return not self.roles.isdisjoint(KNOWS_REQUEST)

    @property
    def knows_queries(self) -> bool:
        """Whether the viewer may know the facts of questions to interpreters."""
        return not self.roles.isdisjoint(KNOWS_QUERIES)

    @property
    def knows_meetups(self) -> bool:
        """Whether the viewer sees the youth's meetups."""
        return not self.roles.isdisjoint(KNOWS_MEETUPS)

    @property
    def is_caseworker(self) -> bool:
        """Whether the viewer may change what stands here."""
        return Role.CASEWORKER in self.roles

    @property
    def decides(self) -> bool:
        """Whether the viewer holds custody."""
        return Role.MFI in self.roles


def youth_page(viewer: Viewer, youth_id: UUID | str) -> YouthPage:
    """A youth as the viewer may know them. Raises NotFound; leaves the line that they looked."""
    youth = viewer.find(Youth, youth_id)
    youth_id = youth.id
    roles = my_roles(viewer, youth_id)
    if not roles:  # the youth's own page is People
        raise NotFound
    people = around(viewer, youth_id)
    queries = [] if roles.isdisjoint(KNOWS_QUERIES) else query_facts(viewer, youth_id)[:10]
    request = None if roles.isdisjoint(KNOWS_REQUEST) else _sent(current_request(viewer, youth_id))
    names = {
        row.id: row.name
        for row in viewer.run(
            viewer.rows(Organisation, Organisation.id, Organisation.name).where(
                col(Organisation.id).in_([youth.municipality_id, youth.residence_id])
            )
        )
    }
    return YouthPage(
        youth=youth,
        roles=roles,
        people=people,
        custody=custody(viewer, youth, people),
        new_caseworker=new_caseworker(viewer, people),
        municipality=names.get(youth.municipality_id, ""),
        residence=names.get(youth.residence_id, ""),
        turns_18=soon_18(youth.birth_date),
        meetups=[] if roles.isdisjoint(KNOWS_MEETUPS) else meetups_of(viewer, youth_id),
        queries=queries,
        summaries=summaries.of_queries(viewer, [query.id for query in queries]),
        request=request,
        path=path_with_times(viewer, request) if request else [],
        held=bool(request and held(request)),
        talks=talks(viewer, youth_id),
    )


def _sent(request: Any | None) -> Any | None:
    """A draft is the youth's own until it is sent."""
    return request if request and request.state != RequestState.DRAFT else None
