"""A request on its way: helpers that take it to each state."""

from collections.abc import Callable

import pytest

from app.demo.cast import id_of
from app.friendship.models import FriendshipRequest
from app.friendship.proposals import Proposal
from app.identity.viewer import Viewer
from app.people.models import Family, Youth

ANSWERS = {
    "interests": ["football", "cooking"],
    "hopes": ["language"],
    "family": ["my-age", "near"],
    "animals": "no-dogs",
    "often": "weekly",
    "times": ["saturday-day"],
    "languages": ["ti", "en"],
    "origin": "Keren",
    "words": "Secret words",
}

ViewerOf = Callable[[str], Viewer]


class Way:
    """The way of the request of `youth-new`, one step after the other."""

    def __init__(self, viewer_of: ViewerOf) -> None:
        self.as_ = viewer_of
        self.request: FriendshipRequest = None  # type: ignore[assignment]
        self.proposal: Proposal = None  # type: ignore[assignment]

    def draft(self, slug: str = "youth-new") -> FriendshipRequest:
        youth = self.as_(slug)
        self.request = FriendshipRequest.begin(youth.find(Youth, id_of(slug)), by=youth)
        for name, answer in ANSWERS.items():
            self.request.fill(name, answer, by=youth)
        return self.request

    def sent(self, slug: str = "youth-new") -> FriendshipRequest:
        self.draft(slug).send(by=self.as_(slug))
        return self.request

    def looking(self) -> FriendshipRequest:
        self.sent().take(by=self.as_("coordinator-rk"))
        return self.request

    def proposed(self, family: str = "family-free") -> Proposal:
        coordinator = self.as_("coordinator-rk")
        self.looking()
        found = coordinator.find(Family, id_of(f"family:{family}"))
        self.proposal = Proposal.put_forward(self.request, found, by=coordinator)
        return self.proposal

    def met(self) -> FriendshipRequest:
        self.proposed().answer(True, by=self.as_("youth-new"))
        self.proposal.answer(True, by=self.as_("family-free"))
        return self.request

    def friends(self) -> FriendshipRequest:
        self.met().befriend(by=self.as_("coordinator-rk"))
        return self.request


@pytest.fixture
def way(viewer_of: ViewerOf) -> Way:
    """The way of a request."""
    return Way(viewer_of)
