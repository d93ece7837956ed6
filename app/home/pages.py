"""What Home shows, gathered from the rooms below in a small fixed number of queries."""

from dataclasses import dataclass
from typing import Any

from app.friendship import pages as friendship
from app.friendship.pages import PathStep
from app.friendship.pages.after import NOTHING, Asked, asked
from app.friendship.pages.family import YouthFacts, own_family, proposals_to_family
from app.friendship.states import TOGETHER, ProposalState, RequestState
from app.handover import pages as handovers
from app.home.way import Step, steps_of
from app.identity.policy import Role
from app.identity.viewer import Viewer
from app.meetups import pages as meetups
from app.meetups.cards import Card
from app.messaging import pages as messaging
from app.messaging.kinds import QueryState
from app.messaging.query_pages import my_queries
from app.people import pages as people_pages
from app.people.helpers import Helper, helpers_of, night_numbers
from app.people.models import Family
from app.people.pages import Person
from app.placement import pages as placement
from app.placement.pages import Stay


@dataclass(frozen=True, slots=True)
class YouthHome:
    """Home of a youth."""

    answers: list[Card]  # meetups that wait for my answer
    proposals: list[Any]  # families that wait for my yes or no
    friendship: Asked  # what I am asked about the one there is
    family_name: str
    unread: int
    answered: list[Any]  # what an interpreter answered
    asked: list[Any]  # what waits at an interpreter
    next: Card | None
    request: Any | None
    steps: list[PathStep]
    held: bool
    helpers: list[Helper]
    friends: bool
    new_caseworker: Person | None
    next_caseworker: dict[str, Any] | None  # who takes over, and is still to be told something
    placements: list[Stay]  # with a family that isn't home yet

    @property
    def waits(self) -> bool:
        """Whether anything waits for me."""
        return bool(
            self.answers
            or self.proposals
            or self.unread
            or self.answered
            or self.friendship.waits
            or self.placements
        )

    @property
    def has_family(self) -> bool:
        """Whether the request has come so far that there is a family."""
        return self.request is not None and self.request.state in TOGETHER

    @property
    def may_ask(self) -> bool:
        """Whether the big button asks for a family: nothing sent yet, and no family that is a friend already."""
        return not self.friends and (self.request is None or self.request.state == RequestState.DRAFT)


def youth_home(viewer: Viewer) -> YouthHome:
    """What waits for me, what happens next, who helps me now."""
    youth = people_pages.myself(viewer)
    people = people_pages.around(viewer, youth.id)
    cards = meetups.open_cards(viewer)
    request = friendship.current_request(viewer, youth.id)
    sent = request is not None and request.state != RequestState.DRAFT
    proposed = request is not None and request.state == RequestState.PROPOSED
    queries = my_queries(viewer)
    together = request is not None and request.state in TOGETHER
    return YouthHome(
        answers=[card for card in cards if card.mine_to_answer],
        proposals=[
            put
            for put in (friendship.proposals_to_youth(viewer, youth.id) if proposed else [])
            if put.own_answer is None
        ],
        friendship=asked(viewer, request.id) if request and together else NOTHING,
        family_name=friendship.family_name(viewer, request) if request and together else "",
        unread=messaging.unread(viewer),
        answered=[query for query in queries if query.state == QueryState.ANSWERED],
        asked=[query for query in queries if query.state in {QueryState.WAITING, QueryState.TAKEN}],
        next=meetups.next_of(cards),
        request=request,
        steps=friendship.path_with_times(viewer, request) if sent else [],
        held=sent and friendship.held(request),
        helpers=helpers_of(viewer, youth, people),
        friends=people.of(Role.FRIEND) is not None,
        new_caseworker=people_pages.new_caseworker(viewer, people),
        next_caseworker=handovers.next_one(viewer),
        placements=placement.on_the_way(viewer, youth.id),
    )


@dataclass(frozen=True, slots=True)
class FamilyHome:
    """Home of a friendship or integration family."""

    family: Family | None
    youths: list[Any]  # ties in force, with the youth's name
    answers: list[Card]
    offered: list[Card]  # what waits for the youth's answer
    next: Card | None
    proposals: list[YouthFacts]
    asked: list[YouthFacts]  # what we are asked about those we have said yes to
    unread: int
    steps: list[Step]
    helpers: list[Helper]
    placements: list[Stay]

    @property
    def waits(self) -> bool:
        """Whether anything waits for me."""
        return bool(self.answers or self.proposals or self.asked or self.unread or self.placements)


def family_home(viewer: Viewer) -> FamilyHome:
    """The youth we know, what waits, the next meetup; before that, how far we have come."""
    family = own_family(viewer)
    youths = meetups.partners(viewer)
    cards = meetups.open_cards(viewer)
    put = proposals_to_family(viewer)
    viewer.listed(youths, "tie")
    return FamilyHome(
        family=family,
        youths=youths,
        answers=[card for card in cards if card.mine_to_answer],
        offered=[card for card in cards if card.waiting and not card.mine_to_answer],
        next=meetups.next_of(cards),
        proposals=[one for one in put if one.state == ProposalState.OPEN and one.own_answer is None],
        asked=[one for one in put if one.asked.waits],
        unread=messaging.unread(viewer),
        steps=steps_of(family) if family and not youths else [],
        helpers=_around(viewer, youths) + night_numbers(viewer, family.organisation_id if family else None),
        placements=placement.of_family(viewer),
    )


def _around(viewer: Viewer, youths: list[Any]) -> list[Helper]:
    """Whom a family may call about the youth it knows: the contact person, else the caseworker."""
    if not youths:
        return []
    people = people_pages.around(viewer, youths[0].youth_id)
    person = people.of(Role.CONTACT) or people.of(Role.CASEWORKER)
    return (
        [Helper(person.name, person.role, person.phone, person.organisation)]
        if person and person.phone
        else []
    )
