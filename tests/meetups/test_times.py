"""Days and clocks as people write them, on the nights the clocks change too."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from app.kit import clock
from app.kit.clock import COPENHAGEN
from app.meetups.forms import OfferForm, moment, plan_of
from app.web.forms import Posted

SUMMER_COMES, WINTER_COMES = date(2026, 3, 29), date(2026, 10, 25)


def posted(**fields: object) -> tuple[Posted[OfferForm], Any]:
    post = Posted(OfferForm, form=OfferForm.model_validate({"what": "walk"} | fields))
    assert post.form is not None
    return post, plan_of(post.form, post)


@pytest.fixture(autouse=True)
def in_march():
    with clock.freeze(datetime(2026, 3, 20, 12, tzinfo=UTC)):
        yield


def test_a_time_in_the_hour_that_is_skipped_doesnt_exist() -> None:
    assert moment(SUMMER_COMES, time(1, 59)) == datetime(2026, 3, 29, 0, 59, tzinfo=UTC)
    assert moment(SUMMER_COMES, time(2, 30)) is None
    assert moment(SUMMER_COMES, time(3)) == datetime(2026, 3, 29, 1, tzinfo=UTC)


def test_the_hour_that_comes_twice_is_the_first_one() -> None:
    assert moment(WINTER_COMES, time(2, 30)) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert moment(WINTER_COMES, time(3)) == datetime(2026, 10, 25, 2, tzinfo=UTC)


def test_the_skipped_hour_is_told_beside_its_field() -> None:
    post, plan = posted(day1=["2026-03-29"], clock1=["02:30"])
    assert plan is None
    assert "clocks jump" in (post.error("day1") or "")


def test_a_meetup_over_the_night_lasts_as_long_as_it_says() -> None:
    _, plan = posted(day1=["2026-03-29"], clock1=["01:00"], hours="3")
    ((starts_at, ends_at),) = plan.times
    assert ends_at - starts_at == timedelta(hours=3)
    assert ends_at.astimezone(COPENHAGEN).hour == 5


def test_the_field_counts_before_the_tile() -> None:
    _, plan = posted(
        day1=["2026-03-21", "2026-03-28"],
        clock1=["10:00", "15:30"],
        day2=["2026-03-22", ""],
        clock2=["", "19:00"],
    )
    local = [start.astimezone(COPENHAGEN).strftime("%d %H:%M") for start, _ in plan.times]
    assert local == ["22 19:00", "28 15:30"]


def test_arabic_and_persian_digits_are_read() -> None:
    _, plan = posted(day1=["٢٠٢٦-٠٣-٢٨"], clock1=["۱۵:۳۰"])
    assert plan.times[0][0] == datetime(2026, 3, 28, 14, 30, tzinfo=UTC)


def test_the_same_time_twice_is_one() -> None:
    _, plan = posted(day1=["2026-03-28"], clock1=["10:00"], day2=["2026-03-28"], clock2=["10:00"])
    assert len(plan.times) == 1


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({}, "day1", "both a day and a time"),
        ({"day1": ["2026-03-28"]}, "day1", "both a day and a time"),
        ({"day1": ["2026-03-28"], "clock1": ["10:00"], "clock3": ["10:00"]}, "day3", "both a day and a time"),
        ({"day1": ["2026-02-30"], "clock1": ["10:00"]}, "day1", "both a day and a time"),
        ({"day1": ["9999-12-31"], "clock1": ["23:59"]}, "day1", "far away"),
        ({"day1": ["0001-01-01"], "clock1": ["12:00"]}, "day1", "passed"),
        ({"day1": ["2026-03-20"], "clock1": ["12:00"]}, "day1", "passed"),
        ({"day1": ["2026-03-28"], "clock1": ["25:00"]}, "day1", "both a day and a time"),
        ({"day1": ["2026-03-28"], "clock1": ["10:00+09:00"]}, "day1", "both a day and a time"),
    ],
)
def test_a_time_that_cant_be_is_told_beside_its_field(fields, field: str, words: str) -> None:
    post, plan = posted(**fields)
    assert plan is None
    assert words in (post.error(field) or "")


def test_a_time_may_be_written_as_people_do() -> None:
    for written in ("16.30", "1630", "16:30"):
        _, plan = posted(day1=["2026-03-28"], clock1=[written])
        assert plan.times[0][0] == datetime(2026, 3, 28, 15, 30, tzinfo=UTC)
