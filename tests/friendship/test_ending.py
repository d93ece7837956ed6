"""An end with care: a kind word, and a last meetup if both want one."""

import pytest
from sqlmodel import Session, select

from app.demo.cast import id_of
from app.friendship import bonds
from app.friendship.after.ending import TO_ANSWER, TO_MEET, Farewell
from app.friendship.after.waiting import over
from app.friendship.states import EndedBecause, ProposalState, RequestState
from app.identity.policy import Role
from app.identity.viewer import outsider
from app.kit import clock
from app.kit.errors import NotFound, Refused
from app.people.models import Family, FamilyState, Tie
from tests.conftest import ClientOf
from tests.friendship.conftest import ViewerOf, Way

MOVED = EndedBecause.MOVED
SIDES = ["youth-new", "family-free"]


def _farewell(session: Session) -> Farewell:
    session.flush()
    return session.exec(select(Farewell).where(Farewell.youth_id == id_of("youth-new"))).one()


def _tied(viewer_of: ViewerOf) -> bool:
    return bool(viewer_of("youth-new").all(Tie, Tie.role == Role.FRIEND, Tie.in_force(clock.now())))


@pytest.mark.parametrize("slug", [*SIDES, "coordinator-rk"])
def test_without_a_last_meetup_it_is_over_at_once(way: Way, viewer_of: ViewerOf, session: Session, slug: str):
    request = way.friends()
    request.end(MOVED, "", "Thank you", by=viewer_of(slug))
    farewell = _farewell(session)
    assert (request.state, way.proposal.state) == (RequestState.ENDED, ProposalState.ENDED)
    assert not _tied(viewer_of)
    with pytest.raises(Refused):
        farewell.answer(True, by=viewer_of(next(one for one in SIDES if one != slug)))


@pytest.mark.parametrize(("ender", "other"), [SIDES, SIDES[::-1]])
def test_both_want_a_last_meetup(way: Way, viewer_of: ViewerOf, session: Session, ender: str, other: str):
    way.friends().end(MOVED, last=True, by=viewer_of(ender))
    farewell = _farewell(session)
    assert _tied(viewer_of)
    for _tap in range(2):
        farewell.answer(True, by=viewer_of(other))
    session.flush()
    with clock.freeze(clock.now() + TO_ANSWER + TO_ANSWER / 2):
        assert _tied(viewer_of)
    with clock.freeze(clock.now() + TO_MEET * 1.1):
        assert not _tied(viewer_of)


def test_a_no_to_it_ends_it_now(way: Way, viewer_of: ViewerOf, session: Session):
    way.friends().end(MOVED, last=True, by=viewer_of("family-free"))
    for _tap in range(2):
        _farewell(session).answer(False, by=viewer_of("youth-new"))
    session.flush()
    assert not _tied(viewer_of)
    assert session.get_one(Family, id_of("family:family-free")).state == FamilyState.APPROVED


def test_the_place_is_free_again_when_the_time_has_passed(way: Way, viewer_of: ViewerOf, session: Session):
    request = way.friends()
    request.end(MOVED, last=True, by=viewer_of("coordinator-rk"))
    farewell, family = _farewell(session), session.get_one(Family, id_of("family:family-free"))
    assert family.state == FamilyState.MATCHED
    with clock.freeze(clock.now() + TO_ANSWER * 1.1):
        assert farewell in over(session, clock.now())
        bonds.untie(request, outsider(session, clock.now()))
        assert family.state == FamilyState.APPROVED
        assert over(session, clock.now()) == []


@pytest.mark.parametrize("slug", ["family", "coordinator-rk", "caseworker", "mfi", "youth-matched"])
def test_nobody_answers_for_another(way: Way, viewer_of: ViewerOf, session: Session, slug: str):
    way.friends().end(MOVED, last=True, by=viewer_of("youth-new"))
    with pytest.raises(NotFound):
        _farewell(session).answer(True, by=viewer_of(slug))


def test_a_family_ends_it_and_the_youth_reads_the_kind_word(way: Way, client_of: ClientOf, session: Session):
    way.friends()
    session.commit()
    family, at = client_of("family-free"), f"/proposals/{way.proposal.id}/ending"
    assert family.get(at).status_code == 200
    assert client_of("youth-new").get(at).status_code == 404
    assert family.post(at, data={"goodbye": "Thank you"}).status_code == 422
    told = {
        "because": "moved",
        "words": "For the office",
        "goodbye": "Thank you for the Sundays",
        "last": "yes",
    }
    assert family.post(at, data=told).status_code == 303
    assert family.get(at).status_code == 404
    farewell = f"/farewells/{_farewell(session).id}"
    youth = client_of("youth-new")
    assert farewell in youth.get("/request").text
    read = youth.get(farewell).text
    assert "Thank you for the Sundays" in read
    assert "For the office" not in read
    assert youth.post(f"{farewell}/answer", data={"answer": "yes"}).status_code == 303
    assert "You both want to meet one last time" in youth.get(farewell).text
    assert client_of("coordinator-rk").get(farewell).status_code == 404
