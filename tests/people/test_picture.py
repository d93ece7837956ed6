"""The people of a youth as a picture, and over time: gaps are seen, and custody's end at 18 is none."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session

from app.identity.policy import Role
from app.kit import clock
from app.people import picture
from app.people.models import Youth
from app.people.pages import People, Person
from tests.cast import SLUGS, id_of
from tests.conftest import ClientOf

NOW = clock.now()
YOUTH = "youth-matched"
AROUND = {"mfi", "caseworker", "contact-person"}


def person(role: Role, since: int, until: int | None = None) -> Person:
    """Somebody from so many days ago until so many days ago."""

    def ago(days: int) -> datetime:
        return NOW - timedelta(days=days)

    end = ago(until) if until is not None else None
    return Person(uuid4(), role, "Anne", uuid4(), None, ago(since), end, "", None, "", "", "")


def people(*all_of_them: Person) -> People:
    there = tuple(one for one in all_of_them if one.is_there(NOW))
    return People(there, tuple(one for one in all_of_them if not one.is_there(NOW)))


def youth(age: float = 16) -> Youth:
    return Youth(
        id=uuid4(), name="Yara", language="ar", birth_date=(NOW - timedelta(days=365.25 * age)).date()
    )


def gaps(rows: list[picture.Row]) -> list[tuple[Role, int, int]]:
    return [
        (row.role, (NOW - gap.start).days, (NOW - gap.end).days if gap.end else 0)
        for row in rows
        for gap in row.gaps
    ]


def test_between_two_caseworkers_is_a_gap_and_a_hand_over_is_none():
    there = people(person(Role.CASEWORKER, 300, 200), person(Role.CASEWORKER, 150))
    assert gaps(picture.over_time(youth(), there, NOW)) == [(Role.CASEWORKER, 200, 150)]
    there = people(person(Role.CASEWORKER, 300, 200), person(Role.CASEWORKER, 200))
    assert gaps(picture.over_time(youth(), there, NOW)) == []


def test_where_nobody_came_after_the_gap_lasts_until_now():
    there = people(person(Role.CONTACT, 300, 40), person(Role.CASEWORKER, 300))
    assert gaps(picture.over_time(youth(), there, NOW)) == [(Role.CONTACT, 40, 0)]


def test_somebody_who_stands_in_meanwhile_leaves_no_gap():
    there = people(
        person(Role.CASEWORKER, 300, 100), person(Role.CASEWORKER, 150, 50), person(Role.CASEWORKER, 50)
    )
    assert gaps(picture.over_time(youth(), there, NOW)) == []


def test_that_custody_ended_at_18_and_that_friends_come_and_go_are_no_gaps():
    grown = youth(18.5)
    ended = (NOW - grown.turns_18_at).days
    there = people(person(Role.MFI, 400, ended), person(Role.FRIEND, 400, 300), person(Role.FRIEND, 100))
    assert gaps(picture.over_time(grown, there, NOW)) == []


@given(
    st.lists(
        st.tuples(st.sampled_from(list(picture.ALWAYS)), st.integers(1, 900), st.integers(0, 899)),
        max_size=12,
    )
)
def test_every_stretch_lies_on_the_line_of_time(drawn: list[tuple[Role, int, int]]):
    there = people(*(person(role, since, until if until < since else None) for role, since, until in drawn))
    for row in picture.over_time(youth(), there, NOW):
        for one in row.stretches:
            assert 0 <= one.x < picture.PARTS
            assert one.width > 0
            assert one.x + one.width <= picture.PARTS + 6
        for gap in row.gaps:
            assert not [
                one
                for one in row.stretches
                if one.person and one.start <= gap.start and (one.end or NOW) > gap.start
            ]


@pytest.mark.parametrize("count", range(9))
def test_everybody_stands_within_the_picture_and_nobody_on_somebody_else(count: int):
    spots = picture.around(people(*(person(Role.CONTACT, 10) for _ in range(count))))
    assert len({(spot.x, spot.y) for spot in spots}) == count
    for spot in spots:
        assert 22 <= spot.x <= picture.WIDTH - 22
        assert 22 <= spot.y <= picture.HEIGHT - 42


def test_the_youth_and_those_who_see_all_their_people_see_it_and_nobody_else(
    client_of: ClientOf, session: Session
):
    assert "Anne Winther" in client_of(YOUTH).get("/people/picture").text
    for slug in SLUGS:
        answer = client_of(slug).get(f"/youths/{id_of(YOUTH)}/people")
        assert answer.status_code == (200 if slug in AROUND else 404), slug
