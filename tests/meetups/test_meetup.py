"""Offering, answering and calling off, and who may see and do it."""

from datetime import timedelta

import pytest

from app.audit.models import AuditLine
from app.identity.policy import Role
from app.kit import clock
from app.kit.errors import NotFound, Refused
from app.meetups import pages
from app.meetups.models import Meetup, MeetupTime
from app.meetups.plan import MeetupState, Side
from app.people.models import Family, Tie, Youth
from tests.cast import SLUGS, id_of
from tests.conftest import ViewerOf
from tests.meetups.conftest import Offer, offered, plan, times_of

SEEING = {
    "youth-matched", "family", "family-two", "mfi", "contact-person", "caseworker", "coordinator-rk",
}  # fmt: skip


@pytest.mark.parametrize("slug", SLUGS)
def test_the_two_and_those_around_the_youth_see_a_meetup_and_nobody_else(
    slug: str, offer: Offer, viewer_of: ViewerOf
) -> None:
    meetup = offer("family", 2, 3)
    viewer = viewer_of(slug)
    seen = viewer.count(Meetup, Meetup.id == meetup.id) == 1
    assert seen == (slug in SEEING)
    assert viewer.count(MeetupTime) == (2 if seen else 0)


def test_a_supervisor_sees_the_meetups_of_the_youth_they_supervise(offer: Offer, viewer_of: ViewerOf) -> None:
    meetup = offer("host-family", youth="youth-hosted", family="host-family")
    assert viewer_of("supervisor").find(Meetup, meetup.id).id == meetup.id


def test_a_family_sees_nothing_from_the_moment_the_tie_ends(offer: Offer, viewer_of: ViewerOf) -> None:
    meetup = offer("family")
    viewer = viewer_of("family")
    tie = viewer_of("youth-matched").all(Tie, Tie.role == Role.FRIEND)[0]
    tie.ends_at = viewer.now
    viewer.session.flush()
    with pytest.raises(NotFound):
        viewer.find(Meetup, meetup.id)
    assert pages.open_cards(viewer_of("youth-matched")) == []
    assert viewer_of("youth-matched").find(Meetup, meetup.id)


def test_a_youth_offers_and_the_second_adult_of_the_family_says_yes(
    offer: Offer, viewer_of: ViewerOf
) -> None:
    meetup = offer("youth-matched", 2, 3)
    assert meetup.offered_by_side == Side.YOUTH
    family = viewer_of("family-two")
    meetup.accept(times_of(family, meetup)[1], seen=0, by=family)
    assert meetup.state == MeetupState.AGREED
    card = pages.next_meetup(viewer_of("youth-matched"))
    assert card is not None
    assert card.id == meetup.id
    assert card.starts_at == times_of(family, meetup)[1].starts_at
    assert card.other == "Holm"


@pytest.mark.parametrize("slug", ["family", "mfi", "contact-person", "caseworker", "coordinator-rk"])
def test_only_the_side_that_was_asked_answers(slug: str, offer: Offer, viewer_of: ViewerOf) -> None:
    meetup = offer("family")
    viewer = viewer_of(slug)
    with pytest.raises(NotFound):
        meetup.accept(times_of(viewer, meetup)[0], seen=0, by=viewer)
    with pytest.raises(NotFound):
        meetup.decline("", seen=0, by=viewer)


@pytest.mark.parametrize("slug", ["mfi", "contact-person", "caseworker", "coordinator-rk"])
def test_those_around_the_youth_dont_offer(slug: str, viewer_of: ViewerOf) -> None:
    with pytest.raises(NotFound):
        offered(viewer_of(slug))


def test_a_family_offers_only_to_a_youth_it_knows(viewer_of: ViewerOf) -> None:
    with pytest.raises(NotFound):
        offered(viewer_of("family"), youth="youth-new")
    with pytest.raises(NotFound):
        offered(viewer_of("family-free"), family="family-free")


@pytest.mark.parametrize(
    ("slug", "may"),
    [("youth-matched", True), ("family-two", True), ("contact-person", True), ("caseworker", True),
     ("coordinator-rk", True), ("mfi", False)],
)  # fmt: skip
def test_the_two_and_those_who_care_for_the_youth_may_call_off(
    slug: str, *, may: bool, offer: Offer, viewer_of: ViewerOf
) -> None:
    meetup = offer("family")
    viewer = viewer_of(slug)
    if may:
        meetup.cancel("I have a cold, sorry", seen=0, by=viewer)
        card = pages.card_of(viewer_of("youth-matched"), meetup)
        assert (card.state, card.cancel_word) == (MeetupState.CANCELLED, "I have a cold, sorry")
    else:
        with pytest.raises(NotFound):
            meetup.cancel("", seen=0, by=viewer)


def test_who_called_off_is_known_by_side(offer: Offer, viewer_of: ViewerOf) -> None:
    for slug, side in (("family", Side.FAMILY), ("youth-matched", Side.YOUTH), ("caseworker", Side.STAFF)):
        meetup = offer("family")
        meetup.cancel("", seen=0, by=viewer_of(slug))
        assert meetup.cancelled_by_side == side
        assert meetup.cancelled_by == id_of(slug)


def test_a_yes_after_the_family_called_off_is_told_kindly(offer: Offer, viewer_of: ViewerOf) -> None:
    meetup = offer("family")
    youth = viewer_of("youth-matched")
    time = times_of(youth, meetup)[0]
    meetup.cancel("", seen=0, by=viewer_of("family"))
    with pytest.raises(Refused, match="called off a moment ago"):
        meetup.accept(time, seen=0, by=youth)


def test_calling_off_an_offer_that_was_just_accepted_is_told_kindly(
    offer: Offer, viewer_of: ViewerOf
) -> None:
    meetup = offer("family")
    youth, family = viewer_of("youth-matched"), viewer_of("family")
    meetup.accept(times_of(youth, meetup)[0], seen=0, by=youth)
    with pytest.raises(Refused, match="already a yes"):
        meetup.cancel("", seen=0, by=family)
    meetup.cancel("The car broke down", seen=1, by=family)
    assert meetup.sequence == 2


def test_the_same_answer_twice_is_one(offer: Offer, viewer_of: ViewerOf) -> None:
    youth, family = viewer_of("youth-matched"), viewer_of("family")
    accepted, declined, cancelled = offer("family"), offer("family"), offer("family")
    for _tap in range(2):
        accepted.accept(times_of(youth, accepted)[0], seen=0, by=youth)
        declined.decline("Not this week", seen=0, by=youth)
        cancelled.cancel("Ill", seen=0, by=family)
    assert [m.sequence for m in (accepted, declined, cancelled)] == [1, 1, 1]


def test_yes_to_another_time_of_an_agreed_meetup_is_refused(offer: Offer, viewer_of: ViewerOf) -> None:
    meetup = offer("family", 2, 3)
    youth = viewer_of("youth-matched")
    first, second = times_of(youth, meetup)
    meetup.accept(first, seen=0, by=youth)
    with pytest.raises(Refused):
        meetup.accept(second, seen=1, by=youth)


def test_a_time_of_another_meetup_is_refused(offer: Offer, viewer_of: ViewerOf) -> None:
    one, other = offer("family"), offer("family")
    youth = viewer_of("youth-matched")
    with pytest.raises(Refused):
        one.accept(times_of(youth, other)[0], seen=0, by=youth)


def test_another_offer_takes_the_place_of_the_first(offer: Offer, viewer_of: ViewerOf) -> None:
    meetup = offer("family")
    youth = viewer_of("youth-matched")
    pair = youth.find(Youth, id_of("youth-matched")), youth.find(Family, id_of("family:family"))
    newer = meetup.offer_another(*pair, plan(5), seen=0, by=youth)
    assert (meetup.state, newer.state, newer.replaces_id) == (
        MeetupState.DECLINED,
        MeetupState.OFFERED,
        meetup.id,
    )
    assert [card.id for card in pages.open_cards(viewer_of("family"))] == [newer.id]
    assert pages.past_cards(viewer_of("family")) == []
    with pytest.raises(Refused):
        meetup.offer_another(*pair, plan(6), seen=1, by=youth)


def test_a_time_that_has_passed_can_be_neither_offered_nor_accepted(
    viewer_of: ViewerOf, offer: Offer
) -> None:
    with pytest.raises(Refused, match="passed"):
        offered(viewer_of("family"), -1)
    with pytest.raises(Refused, match="far away"):
        offered(viewer_of("family"), 400)
    with pytest.raises(Refused, match="one, two or three"):
        offered(viewer_of("family"), 1, 2, 3, 4)
    meetup = offer("family", 2)
    with clock.freeze(clock.in_days(3)):
        youth = viewer_of("youth-matched")
        with pytest.raises(Refused, match="passed"):
            meetup.accept(times_of(youth, meetup)[0], seen=0, by=youth)
        assert pages.open_cards(youth) == []


def test_what_is_over_cant_be_called_off(offer: Offer, viewer_of: ViewerOf) -> None:
    meetup = offer("family", 2)
    youth = viewer_of("youth-matched")
    meetup.accept(times_of(youth, meetup)[0], seen=0, by=youth)
    with clock.freeze(clock.now() + timedelta(days=2, hours=3)), pytest.raises(Refused, match="over"):
        meetup.cancel("", seen=1, by=viewer_of("family"))


def test_every_change_leaves_a_line_about_the_youth(offer: Offer, viewer_of: ViewerOf) -> None:
    meetup = offer("family")
    youth = viewer_of("youth-matched")
    meetup.accept(times_of(youth, meetup)[0], seen=0, by=youth)
    meetup.cancel("", seen=1, by=viewer_of("family"))
    lines = youth.all(AuditLine, AuditLine.subject_id == meetup.id)
    assert [line.verb for line in lines] == ["meetup.offer", "meetup.accept", "meetup.cancel"]


def test_words_stand_sealed_in_the_database(offer: Offer, viewer_of: ViewerOf, raw) -> None:
    offer("family").cancel("Grandmother is ill", seen=0, by=viewer_of("family"))
    stored = str(raw("SELECT * FROM meetup"))
    assert "Domkirken" not in stored
    assert "Grandmother" not in stored


def test_the_list_runs_the_same_queries_whatever_its_length(
    offer: Offer, viewer_of: ViewerOf, count_queries
) -> None:
    def run() -> int:
        viewer = viewer_of("caseworker")
        with count_queries() as seen:
            pages.meetups_of(viewer, id_of("youth-matched"))
        return len(seen)

    offer("family")
    few = run()
    for day in range(2, 12):
        offer("family", day, day + 1)
    assert run() == few == 3
