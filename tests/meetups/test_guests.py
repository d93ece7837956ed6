"""Who is asked to come along says whether they can; another time asks anew; the two see it."""

import pytest
from sqlmodel import Session, select

from app.demo.cast import id_of
from app.identity.policy import Role
from app.kit import clock
from app.kit.errors import NotFound, Refused
from app.meetups import guests, together
from app.meetups.guests import Guest
from app.meetups.models import Meetup
from app.meetups.plan import Along
from app.people.models import Tie
from tests.cast import SLUGS
from tests.conftest import ClientOf, ViewerOf
from tests.meetups.conftest import Offer, agreed_in


def asked(session: Session) -> dict[Role, Guest]:
    session.expire_all()
    return {one.role: one for one in session.exec(select(Guest))}


def with_guests(offer: Offer, viewer_of: ViewerOf, *along: Along) -> Meetup:
    meetup = agreed_in(offer, viewer_of, 2)
    together.come_along(meetup, list(along), seen=meetup.sequence, by=viewer_of("youth-matched"))
    return meetup


def slug_of(session: Session, role: Role) -> str:
    """Who of the cast is there for the youth in a role."""
    ties = select(Tie.account_id).where(Tie.youth_id == id_of("youth-matched"), Tie.role == role)
    there = {*session.exec(ties.where(Tie.in_force(clock.now())))}
    return next(slug for slug in SLUGS if id_of(slug) in there)


def test_the_contact_person_and_the_own_interpreter_are_asked_and_answer(
    offer: Offer, viewer_of: ViewerOf, client_of: ClientOf, session: Session
) -> None:
    with_guests(offer, viewer_of, Along.CONTACT, Along.INTERPRETER)
    session.commit()
    assert set(asked(session)) == {Role.CONTACT, Role.INTERPRETER}
    for role, words in ((Role.CONTACT, "yes"), (Role.INTERPRETER, "no")):
        client = client_of(slug_of(session, role))
        assert "Domkirken" in client.get("/coming").text
        answer = client.post(f"/coming/{asked(session)[role].id}", data={"comes": words})
        assert answer.status_code == 303
    said = {role: one.comes for role, one in asked(session).items()}
    assert said == {Role.CONTACT: True, Role.INTERPRETER: False}
    page = client_of("youth-matched").get(f"/meetups/{asked(session)[Role.CONTACT].meetup_id}").text
    assert "The contact person comes along" in page
    assert "An interpreter can" in page


def test_who_isnt_meant_any_more_isnt_asked_any_more(
    offer: Offer, viewer_of: ViewerOf, session: Session
) -> None:
    meetup = with_guests(offer, viewer_of, Along.CONTACT, Along.FRIEND)
    assert set(asked(session)) == {Role.CONTACT}
    together.come_along(meetup, [Along.FRIEND], seen=meetup.sequence, by=viewer_of("family"))
    assert asked(session) == {}


def test_a_meetup_that_is_called_off_asks_nobody(offer: Offer, viewer_of: ViewerOf, session: Session) -> None:
    meetup = with_guests(offer, viewer_of, Along.CONTACT)
    meetup.cancel("", seen=meetup.sequence, by=viewer_of("family"))
    assert asked(session) == {}


def test_an_answer_to_a_time_that_has_passed_is_refused(
    offer: Offer, viewer_of: ViewerOf, session: Session
) -> None:
    with_guests(offer, viewer_of, Along.CONTACT)
    with clock.freeze(clock.in_days(3)), pytest.raises(Refused):
        asked(session)[Role.CONTACT].answer(True, by=viewer_of(slug_of(session, Role.CONTACT)))


@pytest.mark.parametrize("slug", ["youth-matched", "family", "caseworker", "interpreter-ar", "admin"])
def test_each_answers_for_themselves(
    offer: Offer, viewer_of: ViewerOf, client_of: ClientOf, session: Session, slug: str
) -> None:
    with_guests(offer, viewer_of, Along.CONTACT)
    session.commit()
    guest = asked(session)[Role.CONTACT]
    with pytest.raises(NotFound):
        guest.answer(True, by=viewer_of(slug))
    assert client_of(slug).post(f"/coming/{guest.id}", data={"comes": "yes"}).status_code == 404
    assert guests.mine(viewer_of(slug)) == []
