"""Whatever is done, in whatever order, by whomever: never two open requests, never a tie without two yeses."""

from contextlib import suppress

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session as Plain
from sqlmodel import Session, select

from app.demo.cast import id_of
from app.friendship import private
from app.friendship.models import FriendshipRequest
from app.friendship.proposals import Proposal
from app.friendship.states import CLOSED, EndedBecause, ProposalState, RequestState
from app.identity.models import Organisation
from app.identity.policy import Role
from app.identity.viewer import Viewer, load_viewer
from app.kit import clock
from app.kit.errors import NotFound, Refused
from app.people.models import Family, Tie, Youth

WHO = st.sampled_from(
    [
        "youth-new",
        "family-free",
        "coordinator-rk",
        "coordinator-drc",
        "mfi",
        "contact-person",
        "caseworker-former",
        "family",
    ]
)
VERBS = st.sampled_from(
    [
        "begin",
        "send",
        "take",
        "hand_on",
        "propose",
        "yes",
        "yes",
        "no",
        "withdraw",
        "take_back",
        "befriend",
        "part",
        "end",
    ]
)


def _latest(session: Session, table: type[FriendshipRequest] | type[Proposal]) -> object:
    return session.exec(select(table).order_by(table.id.desc()).limit(1)).first()  # type: ignore[attr-defined]


def _do(verb: str, by: Viewer) -> None:
    session = by.session
    if verb == "begin":
        FriendshipRequest.begin(session.get_one(Youth, id_of("youth-new")), by=by)
        return
    request, proposal = _latest(session, FriendshipRequest), _latest(session, Proposal)
    if not isinstance(request, FriendshipRequest):
        return
    match verb:
        case "propose":
            Proposal.put_forward(request, session.get_one(Family, id_of("family:family-free")), by=by)
        case "yes" | "no" | "take_back":
            if isinstance(proposal, Proposal):
                proposal.withdraw(by=by) if verb == "take_back" else proposal.answer(verb == "yes", by=by)
        case "hand_on":
            request.hand_on(session.get_one(Organisation, id_of("drc")), "", by=by)
        case "part":
            request.not_this_time(by=by)
        case "end":
            request.end(EndedBecause.OTHER, by=by)
        case _:
            getattr(request, verb)(by=by)


def _holds(session: Session) -> None:
    requests = session.exec(select(FriendshipRequest)).all()
    assert sum(request.state not in CLOSED for request in requests) <= 1
    ties = session.exec(
        select(Tie).where(
            Tie.youth_id == id_of("youth-new"), Tie.role == Role.FRIEND, Tie.in_force(clock.now())
        )
    ).all()
    together = [
        request for request in requests if request.state in {RequestState.FIRST_MEETING, RequestState.ACTIVE}
    ]
    assert len(ties) == len(together) <= 1
    for tie in ties:
        said_yes = session.exec(
            select(Proposal).where(
                Proposal.family_id == tie.family_id, Proposal.state == ProposalState.BOTH_YES
            )
        ).all()
        assert any(list(private.said(session, one.id).values()) == ["yes", "yes"] for one in said_yes)
    asked = session.exec(select(Proposal).where(Proposal.state == ProposalState.OPEN)).all()
    assert len(asked) == sum(request.state == RequestState.PROPOSED for request in requests)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(st.tuples(VERBS, WHO), max_size=14), start=st.integers(0, 6))
def test_no_order_of_verbs_breaks_what_must_hold(session: Session, acts: list[tuple[str, str]], start: int):
    good = [("begin", "youth-new"), ("send", "youth-new"), ("take", "coordinator-rk"), ("propose", "coordinator-rk"),
            ("yes", "family-free"), ("yes", "youth-new")]  # fmt: skip
    whole = session.begin_nested()
    try:
        for verb, who in [*good[:start], *acts]:
            part = session.begin_nested()
            with suppress(NotFound, Refused):
                _do(verb, load_viewer(session, id_of(who), clock.now()))
                session.flush()
                part.commit()
            if part.is_active:
                part.rollback()
            _holds(session)
    finally:
        whole.rollback()
        Plain.expunge_all(session)
