"""A placement brought as far as a test needs it, through the verbs."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import Session, select

from app.demo.cast import id_of
from app.identity.policy import Role
from app.identity.viewer import Viewer, load_viewer
from app.kit import clock
from app.people.models import Family, Youth
from app.people.ties import Tie
from app.placement import moving
from app.placement.answers import agree, answer
from app.placement.kinds import POINTS, Feeling, Interpreter, PlacementState, With
from app.placement.models import Placement
from app.placement.statements import STATEMENTS, Says
from app.placement.talks import PlacementTalk, inform
from app.placement.visits import say_of_visit

YES = dict.fromkeys(STATEMENTS, Says.YES)


class Stay:
    """The placement of `youth-new` with the host family, and those who bring it on."""

    def __init__(self, session: Session) -> None:
        self.session = session
        session.get_one(Family, id_of("family:host-family")).capacity = 2
        now = clock.now()
        supervisor = Tie(
            youth_id=id_of("youth-new"), account_id=id_of("supervisor"), role=Role.SUPERVISOR, starts_at=now
        )
        session.add(supervisor)
        session.flush()
        self.youth = session.get_one(Youth, id_of("youth-new"))
        caseworker = self.by("caseworker")
        self.it: Placement = moving.consider(self.youth, id_of("family:host-family"), by=caseworker)
        session.flush()

    def by(self, slug: str) -> Viewer:
        """Somebody, now."""
        return load_viewer(self.session, id_of(slug), clock.now())

    def told(self) -> PlacementTalk:
        """All of this state was told, and understood."""
        inform(self.it, [*POINTS[self.it.state]], "ti", With.THERE, by=self.by("caseworker"))
        self.session.flush()
        talk = self.session.exec(
            select(PlacementTalk).where(
                PlacementTalk.state == self.it.state, PlacementTalk.placement_id == self.it.id
            )
        ).one()
        talk.understood(by=self.by("youth-new"))
        return talk

    def to_expectations(self) -> "Stay":
        """Both are asked."""
        self.told()
        moving.expect(self.it, by=self.by("caseworker"))
        return self

    def to_visit(self) -> "Stay":
        """They visit today."""
        self.to_expectations().told()
        answer(self.it, YES, by=self.by("host-family"))
        answer(self.it, YES | {"room": Says.OTHER}, by=self.by("youth-new"))
        agree(self.it, {"room": "Alle banker på."}, by=self.by("supervisor"))
        moving.plan_visit(self.it, clock.today(), seen=PlacementState.EXPECTATIONS, by=self.by("caseworker"))
        return self

    def to_moving(self) -> "Stay":
        """They move in today."""
        self.to_visit().told()
        for slug in ("youth-new", "host-family"):
            say_of_visit(self.it, Feeling.YES, by=self.by(slug))
        moving.plan_move(
            self.it,
            clock.today(),
            friend_along=True,
            interpreter=Interpreter.BOOKED,
            seen=PlacementState.VISIT,
            by=self.by("supervisor"),
        )
        return self

    def to_living(self, days: int = 0) -> "Stay":
        """They have lived there for some days."""
        self.to_moving().told()
        self.it.visit_on = clock.today() - timedelta(days=days)
        moving.begin_living(self.it, clock.today() - timedelta(days=days), by=self.by("supervisor"))
        self.session.flush()
        return self


StayTo = Callable[[str], Stay]


@pytest.fixture
def stay(session: Session) -> Stay:
    """A family that is considered."""
    return Stay(session)
