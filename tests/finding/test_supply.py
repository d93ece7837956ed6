"""Demand and supply side by side: what is missing is told, and of others' requests only what sharing shows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from app.audit.models import AuditLine
from app.demo.cast import id_of
from app.finding import supply, supply_pages
from app.finding.supply import Offer
from app.friendship.matching.sides import Offered, Wanted
from app.friendship.models import FriendshipRequest
from app.friendship.questions import FAMILY, LANGUAGES, TIMES
from app.kit.record import new_id
from app.people.models import Youth
from tests.conftest import ClientOf, ViewerOf
from tests.friendship.conftest import Way


def youth(age: int = 16, postcode: str = "2635", **answers: object) -> Wanted:
    return Wanted.of(new_id(), answers, age=age, postcode=postcode)


def family(**known: object) -> Offer:
    return Offer(Offered(id=new_id(), **known))  # type: ignore[arg-type]


def test_young_people_alike_are_told_together_with_what_no_family_has() -> None:
    weekend = ["saturday-day", "sunday-evening"]
    wanted = [youth(age, family=["my-age"], times=weekend) for age in (16, 16, 17)]
    (gap,) = supply.gaps(wanted, [family(children=(4,), times=frozenset({"saturday-day"}))])
    assert (gap.many, gap.ages, gap.postcode, gap.free) == (3, (16, 17), "2635", "weekend")
    assert gap.missing == ("No family with children of their age",)
    assert gap.coming == 0


def test_a_family_on_its_way_that_has_it_is_told() -> None:
    on_its_way = family(children=(15,), approved=False)
    (gap,) = supply.gaps([youth(family=["my-age"])], [family(), on_its_way])
    assert gap.coming == 1


def test_a_family_without_a_free_place_is_neither_ready_nor_coming() -> None:
    full = family(places=0, children=(16,))
    assert not full.ready
    assert not full.coming
    assert supply.gaps([youth(family=["my-age"])], [family(), full])[0].coming == 0


def test_a_family_that_asked_for_another_age_is_missing_for_this_one() -> None:
    (gap,) = supply.gaps([youth(16)], [family(ages=(10, 14))])
    assert gap.missing == ("No family that asked for somebody of their age",)


def test_a_bar_counts_each_once_and_what_is_short_comes_first() -> None:
    wanted = [youth(interests=["football", "music"]), youth(interests=["football"])]
    rows = supply.bars(
        wanted,
        [family(interests=frozenset({"music"}))],
        [("music", "Music"), ("football", "Football"), ("dancing", "Dancing")],
        lambda w: w.interests,
        lambda o: o.interests,
    )
    assert [(row.label, row.asked, row.ready, row.short) for row in rows] == [
        ("Football", 2, 0, True),
        ("Music", 1, 1, False),
    ]


WANTED = st.builds(
    lambda age, wishes, times, languages: youth(age, family=wishes, times=times, languages=languages),
    st.integers(10, 20),
    *(st.lists(st.sampled_from([one.value for one in of]), unique=True) for of in (FAMILY, TIMES, LANGUAGES)),
)
OFFERS = st.builds(
    lambda children, adults, times, approved: family(children=tuple(children), adults=adults, times=frozenset(times), approved=approved),
    st.lists(st.integers(0, 20), max_size=3), st.integers(0, 2),
    st.lists(st.sampled_from([one.value for one in TIMES])), st.booleans(),
)  # fmt: skip


@given(wanted=st.lists(WANTED, max_size=6), offers=st.lists(OFFERS, max_size=6), one_more=OFFERS)
def test_one_family_more_never_makes_more_missing(
    wanted: list[Wanted], offers: list[Offer], one_more: Offer
) -> None:
    def missing(of: list[Offer]) -> int:
        return sum(gap.many * len(gap.missing) for gap in supply.gaps(wanted, of))

    assert missing([*offers, one_more]) <= missing(offers)


@given(wanted=st.lists(WANTED, max_size=6), offers=st.lists(OFFERS, max_size=6), turn=st.randoms())
def test_the_order_of_requests_and_families_never_matters(
    wanted: list[Wanted], offers: list[Offer], turn: object
) -> None:
    before = supply.gaps(wanted, offers)
    turn.shuffle(wanted)  # type: ignore[attr-defined]
    turn.shuffle(offers)  # type: ignore[attr-defined]
    assert supply.gaps(wanted, offers) == before


def test_of_a_request_that_another_organisation_works_on_only_the_shared_answers_are_counted(
    way: Way, viewer_of: ViewerOf
) -> None:
    request = way.looking()

    def seen(slug: str) -> Wanted:
        return next(one for one in supply_pages.asking(viewer_of(slug)) if one.id == request.id)

    ours, theirs = seen("coordinator-rk"), seen("coordinator-drc")
    assert ours.wishes
    assert ours.postcode
    assert theirs.interests == ours.interests
    assert (theirs.wishes, theirs.times, theirs.animals, theirs.postcode) == (
        frozenset(),
        frozenset(),
        "",
        "",
    )


def test_the_page_leaves_a_line_that_the_queue_was_looked_at(
    way: Way, viewer_of: ViewerOf, client_of: ClientOf
) -> None:
    way.looking()
    viewer = viewer_of("coordinator-rk")
    viewer.session.commit()
    answer = client_of("coordinator-rk").get("/families/supply")
    assert answer.status_code == 200
    assert "wait for a family" in answer.text
    assert "Look for these families next" in answer.text
    looks = select(AuditLine).where(AuditLine.verb == "list", AuditLine.actor_id == viewer.account_id)
    assert viewer.session.exec(looks).first()


@pytest.mark.parametrize("slug", ["steering", "supervisor", "admin", "family", "youth-new", "caseworker", ""])
def test_nobody_but_a_coordinator_sees_it(client_of: ClientOf, slug: str) -> None:
    assert client_of(slug).get("/families/supply").status_code in {303, 404}


def test_a_request_of_another_municipality_is_not_counted(way: Way, viewer_of: ViewerOf) -> None:
    youth_elsewhere = viewer_of("caseworker-elsewhere").find(Youth, id_of("youth-elsewhere"))
    way.request = FriendshipRequest.begin(youth_elsewhere, by=viewer_of("youth-elsewhere"))
    way.request.send(by=viewer_of("youth-elsewhere"))
    assert way.request.id not in {one.id for one in supply_pages.asking(viewer_of("coordinator-rk"))}
