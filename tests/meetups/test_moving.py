"""Moving what is agreed, coming later, coming along; and who called off, whatever happened before."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import select

from app.identity.viewer import Viewer, load_viewer
from app.kit import clock
from app.kit.errors import NotFound, Refused
from app.kit.jobs import Job
from app.meetups import moving, pages, together
from app.meetups.models import Meetup, MeetupTime
from app.meetups.plan import Along, MeetupState, Side
from app.web import i18n
from app.web.environment import environment
from tests.cast import id_of
from tests.conftest import ClientOf, ViewerOf
from tests.meetups.conftest import Offer, agreed_in, offered, plan, times_of
from tests.meetups.test_pages import form


def test_the_agreed_time_stands_until_another_is_accepted(offer: Offer, viewer_of: ViewerOf) -> None:
    meetup = agreed_in(offer, viewer_of, 2)
    before = meetup.chosen_time_id
    moving.move(meetup, plan(4, 5).times, seen=1, by=viewer_of("family"))
    card = pages.next_meetup(viewer_of("youth-matched"))
    assert card is not None
    assert (card.agreed, card.mine_to_answer, len(card.times)) == (True, True, 2)
    assert meetup.chosen_time_id == before
    youth = viewer_of("youth-matched")
    moving.accept_move(meetup, _moved(youth, meetup)[1], seen=2, by=youth)
    card = pages.next_meetup(viewer_of("family"))
    assert card is not None
    assert (card.moving, card.mine_to_answer, card.sequence) == (False, False, 3)
    assert meetup.chosen_time_id != before
    assert _moved(youth, meetup) == []


def _moved(viewer: Viewer, meetup: Meetup) -> list[MeetupTime]:
    return [time for time in times_of(viewer, meetup) if time.moving]


def test_the_other_side_keeps_the_time_or_offers_others(offer: Offer, viewer_of: ViewerOf) -> None:
    meetup = agreed_in(offer, viewer_of, 2)
    family, youth = viewer_of("family"), viewer_of("youth-matched")
    moving.move(meetup, plan(4).times, seen=1, by=family)
    moving.move(meetup, plan(6, 7).times, seen=2, by=youth)
    assert (meetup.moving_side, len(_moved(family, meetup))) == (Side.YOUTH, 2)
    moving.keep_time(meetup, seen=3, by=family)
    assert (meetup.state, meetup.moving_side, _moved(family, meetup)) == (MeetupState.AGREED, None, [])


def test_who_offered_other_times_cant_accept_them_but_takes_them_back(
    offer: Offer, viewer_of: ViewerOf
) -> None:
    meetup = agreed_in(offer, viewer_of, 2)
    family = viewer_of("family-two")
    moving.move(meetup, plan(4).times, seen=1, by=family)
    with pytest.raises(NotFound):
        moving.accept_move(meetup, _moved(family, meetup)[0], seen=2, by=viewer_of("family"))
    moving.keep_time(meetup, seen=2, by=family)
    assert meetup.moving_side is None


def test_the_same_yes_twice_moves_once(offer: Offer, viewer_of: ViewerOf) -> None:
    meetup = agreed_in(offer, viewer_of, 2)
    moving.move(meetup, plan(4).times, seen=1, by=viewer_of("family"))
    youth = viewer_of("youth-matched")
    time = _moved(youth, meetup)[0]
    for _tap in range(2):
        moving.accept_move(meetup, time, seen=2, by=youth)
    assert meetup.sequence == 3


def test_what_has_begun_isnt_moved_and_a_stale_page_moves_nothing(offer: Offer, viewer_of: ViewerOf) -> None:
    meetup = agreed_in(offer, viewer_of, 2)
    with pytest.raises(Refused, match="already a yes"):
        moving.move(meetup, plan(4).times, seen=0, by=viewer_of("family"))
    with clock.freeze(clock.in_days(2.02)), pytest.raises(Refused, match="begun"):
        moving.move(meetup, plan(4).times, seen=1, by=viewer_of("family"))


@pytest.mark.parametrize("slug", ["mfi", "contact-person", "caseworker", "coordinator-rk"])
def test_those_around_the_youth_dont_move_and_arent_late(
    slug: str, offer: Offer, viewer_of: ViewerOf
) -> None:
    meetup = agreed_in(offer, viewer_of, 0.05)
    verbs: tuple[Callable[[Viewer], None], ...] = (
        lambda by: moving.move(meetup, plan(4).times, seen=1, by=by),
        lambda by: moving.keep_time(meetup, seen=1, by=by),
        lambda by: together.be_late(meetup, 10, by=by),
        lambda by: together.come_along(meetup, [], seen=1, by=by),
        lambda by: together.met_after_all(meetup, seen=1, by=by),
    )
    for verb in verbs:
        with pytest.raises(NotFound):
            verb(viewer_of(slug))


def test_coming_later_is_one_tap_and_told(
    offer: Offer, viewer_of: ViewerOf, client_of: ClientOf, session
) -> None:
    meetup = agreed_in(offer, viewer_of, 0.05)
    session.commit()
    for job in session.exec(select(Job)).all():
        session.delete(job)
    session.commit()
    answer = client_of("youth-matched").post(f"/meetups/{meetup.id}/late", data={"minutes": "20"})
    assert answer.status_code == 303
    assert "20 minutes later" in client_of("family").get(f"/meetups/{meetup.id}").text
    told = {job.payload["account"] for job in session.exec(select(Job)).all() if job.kind == "tell"}
    assert told == {str(id_of("family")), str(id_of("family-two"))}
    assert (
        client_of("youth-matched").post(f"/meetups/{meetup.id}/late", data={"minutes": "99"}).status_code
        == 422
    )


def test_days_before_nobody_is_late(offer: Offer, viewer_of: ViewerOf) -> None:
    meetup = agreed_in(offer, viewer_of, 2)
    with pytest.raises(Refused):
        together.be_late(meetup, 10, by=viewer_of("family"))


def test_who_comes_along_is_seen_and_the_contact_person_told(
    offer: Offer, viewer_of: ViewerOf, client_of: ClientOf, session
) -> None:
    meetup = agreed_in(offer, viewer_of, 2)
    together.come_along(meetup, [Along.SIBLING, Along.CONTACT], seen=1, by=viewer_of("youth-matched"))
    session.commit()
    page = client_of("family").get(f"/meetups/{meetup.id}").text
    assert "The contact person is asked to come along" in page
    assert "A brother or sister comes along" in page
    told = {job.payload["account"] for job in session.exec(select(Job)).all() if job.kind == "tell"}
    assert str(id_of("contact-person")) in told


def test_a_move_from_page_to_page(offer: Offer, viewer_of: ViewerOf, client_of: ClientOf, session) -> None:
    meetup = agreed_in(offer, viewer_of, 2)
    session.commit()
    family, youth, path = client_of("family"), client_of("youth-matched"), f"/meetups/{meetup.id}"
    assert f"{path}/move" in family.get(path).text
    assert family.get(f"{path}/move").status_code == 200
    assert family.post(f"{path}/move", data={"seen": "1"}).status_code == 422
    answer = family.post(f"{path}/move", data=form(5, seen="1"))
    assert answer.status_code == 303
    page = youth.get(path).text
    assert "What you agreed on stands" in page
    (time,) = _moved(viewer_of("youth-matched"), meetup)
    answer = youth.post(f"{path}/move/acceptance", data={"time": str(time.id), "seen": "2"})
    assert answer.status_code == 303
    assert "/move/acceptance" not in youth.get(path).text


def test_the_place_is_a_link_and_nothing_is_fetched_from_there(
    offer: Offer, viewer_of: ViewerOf, client_of: ClientOf, session
) -> None:
    meetup = agreed_in(offer, viewer_of, 2)
    meetup.venue = 'Algade 5 & "torvet"'
    session.commit()
    page = client_of("youth-matched").get(f"/meetups/{meetup.id}").text
    wanted = "Algade%205%20%26%20%22torvet%22"
    for link in (
        f"https://www.openstreetmap.org/search?query={wanted}",
        f"geo:0,0?q={wanted}",
        f"!Z|{wanted}!",
    ):
        assert link in page
    assert "timeSel|arrive" in page
    assert "<iframe" not in page


# -- Who called off is never wrong ---------------------------------------------------------------------------------

ACTORS = {
    "youth-matched": Side.YOUTH,
    "family": Side.FAMILY,
    "family-two": Side.FAMILY,
    "contact-person": Side.STAFF,
    "coordinator-rk": Side.STAFF,
}
ACTS = ("accept", "decline", "another", "cancel", "move", "accept_move", "keep", "late", "met", "wait")


def _act(meetup: Meetup, act: str, by: Viewer) -> None:
    times = times_of(by, meetup)
    match act:
        case "accept":
            meetup.accept(times[0], seen=meetup.sequence, by=by)
        case "decline":
            meetup.decline("", seen=meetup.sequence, by=by)
        case "another":
            pair = by.find(_youth(), meetup.youth_id), by.find(_family(), meetup.family_id)
            meetup.offer_another(*pair, plan(9), seen=meetup.sequence, by=by)
        case "cancel":
            meetup.cancel("", seen=meetup.sequence, by=by)
        case "move":
            moving.move(meetup, plan(6, 7).times, seen=meetup.sequence, by=by)
        case "accept_move":
            moving.accept_move(meetup, times[-1], seen=meetup.sequence, by=by)
        case "keep":
            moving.keep_time(meetup, seen=meetup.sequence, by=by)
        case "late":
            together.be_late(meetup, 10, by=by)
        case "met":
            together.met_after_all(meetup, seen=meetup.sequence, by=by)


def _youth() -> Any:
    from app.people.models import Youth

    return Youth


def _family() -> Any:
    from app.people.models import Family

    return Family


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
@given(
    acts=st.lists(st.tuples(st.sampled_from(list(ACTORS)), st.sampled_from(ACTS)), max_size=12),
    first=st.sampled_from(["family", "youth-matched"]),
)
def test_who_closed_a_meetup_is_who_did_it_whatever_came_before(acts, first: str, session) -> None:
    start = clock.now()
    with session.begin_nested() as undone:
        with clock.freeze(start):
            meetup = offered(load_viewer(session, id_of(first), start), 2, 3)
        passed, closed_by = 0.0, None
        for slug, act in acts:
            passed += 0.9 if act == "wait" else 0.001
            with clock.freeze(start + timedelta(days=passed)):
                by = load_viewer(session, id_of(slug), clock.now())
                state, sequence = meetup.state, meetup.sequence
                try:
                    _act(meetup, act, by)
                except (Refused, NotFound, IndexError):
                    assert (meetup.state, meetup.sequence) == (state, sequence)
                    continue
                if meetup.state != state:
                    closing = {MeetupState.DECLINED, MeetupState.CANCELLED}
                    closed_by = slug if meetup.state in closing else None
                _never_wrong(session, meetup, closed_by)
        undone.rollback()
        session.expire_all()


def _never_wrong(session, meetup: Meetup, closed_by: str | None) -> None:
    closed = meetup.state in {MeetupState.DECLINED, MeetupState.CANCELLED}
    assert closed == (closed_by is not None)
    assert meetup.cancelled_by_side == (ACTORS[closed_by] if closed_by else None)
    assert meetup.cancelled_by == (id_of(closed_by) if closed_by else None)
    if closed:
        assert meetup.moving_side is None
        for reader in ("youth-matched", "family", "contact-person"):
            _said_right(pages.card_of(load_viewer(session, id_of(reader), clock.now()), meetup))


def _said_right(card: Any) -> None:
    """In every language the sentence names the side that did it, and only that one."""
    macro = "called_off" if card.state == MeetupState.CANCELLED else "declined"
    source = "{% import 'meetups/_words.html' as words with context %}{{ words." + macro + "(card) }}"
    for code, language in i18n.LANGUAGES.items():
        token = i18n.language.set(language)
        try:
            said = environment().from_string(source).render(card=card, viewer=None)
        finally:
            i18n.language.reset(token)
        mine = card.cancelled_by_side == card.side
        names = {Side.YOUTH: "Yara Haddad", Side.FAMILY: "Holm"}
        for side, name in names.items():
            assert (name in said) == (side == card.cancelled_by_side and not mine), (code, said)
        assert said.strip()
