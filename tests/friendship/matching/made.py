"""Requests and families of every kind, as Hypothesis draws them."""

from datetime import date
from uuid import UUID

from hypothesis import strategies as st

from app.friendship import questions
from app.friendship.matching.ranking import Importance
from app.friendship.matching.rules import NAMES
from app.friendship.matching.sides import Offered, Wanted
from app.friendship.questions import Option

TODAY = date(2026, 11, 23)
IDS = st.integers(1, 10**6).map(lambda number: UUID(int=number))
WEIGHTS = st.fixed_dictionaries({name: st.sampled_from(Importance) for name in NAMES})


def some(options: tuple[Option, ...]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from([one.value for one in options]), unique=True)


ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "interests": some(questions.INTERESTS),
        "hopes": some(questions.HOPES),
        "together": some(questions.TOGETHER),
        "family": some(questions.FAMILY),
        "animals": st.sampled_from([one.value for one in questions.ANIMALS]),
        "times": some(questions.TIMES),
        "languages": some(questions.LANGUAGES),
    },
)
PROFILES = st.fixed_dictionaries(
    {},
    optional={
        "adults": st.integers(0, 3),
        "children": st.lists(st.integers(0, 20), max_size=4),
        "animals": some(questions.PETS),
        "interests": some(questions.INTERESTS),
        "times": some(questions.TIMES),
        "languages": some(questions.LANGUAGES),
        "minutes": st.integers(0, 60),
        "ages": st.tuples(st.integers(12, 16), st.integers(16, 21)).map(list),
    },
)
POSTCODES = st.sampled_from(["", "4000", "4040", "4600"])


@st.composite
def wanted(draw: st.DrawFn, ruled_out: st.SearchStrategy[list[UUID]] | None = None) -> Wanted:
    return Wanted.of(
        draw(IDS), draw(ANSWERS), age=draw(st.integers(12, 22)), postcode=draw(POSTCODES),
        waited=draw(st.integers(-1, 400)), gate=draw(st.integers(0, 5)) > 0, ruled_out=draw(ruled_out if ruled_out is not None else st.just([])),
        needs=draw(st.sets(st.sampled_from(["approval", "training"]), max_size=1)),
    )  # fmt: skip


@st.composite
def offered(draw: st.DrawFn) -> Offered:
    return Offered.of(
        draw(IDS), draw(PROFILES), approved=draw(st.integers(0, 5)) > 0, today=TODAY,
        certificate_on=draw(st.sampled_from([date(2025, 1, 1), TODAY, date(2026, 11, 24), None])),
        places=draw(st.integers(-1, 2)), postcode=draw(POSTCODES),
        papers=draw(st.sets(st.sampled_from(["approval", "training"]))),
    )  # fmt: skip


def families(most: int = 6) -> st.SearchStrategy[list[Offered]]:
    return st.lists(offered(), max_size=most, unique_by=lambda one: one.id)


def requests(most: int = 5) -> st.SearchStrategy[list[Wanted]]:
    return st.lists(wanted(), max_size=most, unique_by=lambda one: one.id)
