"""Wrong input, as everybody of the cast, on every form they reach: words in their language, nothing half done, no 500.

Each member tries each form with some of the horrors, others with other forms; together they try them all.
`SAMMEN_ATTACK=all` tries every horror in every field.
"""

import os
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

import pytest
from sqlalchemy import Connection
from sqlmodel import Session

from app.identity import limits
from tests.cast import SLUGS, id_of
from tests.conftest import ClientOf, ViewerOf
from tests.friendship.conftest import Way
from tests.house.attacking import OF_EACH, Attacker
from tests.house.posting import HORRORS, Form, bodies, misaddressed
from tests.house.strange import COOKIES, HEADS, NOWHERE
from tests.house.visiting import ID

ALL = os.environ.get("SAMMEN_ATTACK") == "all"
LEAVING = {"/sign-out", "/devices/forget-me"}  # no fields, and the same for everybody
PARAMETERS = ("before", "after", "state", "next", "need", "role", "who", "youth", "show", "change", "tie", "by", "out", "language", "v")  # fmt: skip
SOME = ("", "youth-matched", "family", "coordinator-rk")  # on PostgreSQL too
STAGES = {
    "draft": ("youth-new", "contact-person"),
    "sent": ("youth-new", "coordinator-rk"),
    "looking": ("coordinator-rk",),
    "proposed": ("youth-new", "coordinator-rk", "family-free"),
    "met": ("youth-new", "coordinator-rk"),
    "friends": ("youth-new", "coordinator-rk"),
}
TOWN = pytest.mark.parametrize("db_engine", ["sqlite_town", "postgres_town"], indirect=True)
SQLITE = pytest.mark.parametrize("db_engine", ["sqlite_town"], indirect=True)
EVERYBODY = pytest.mark.parametrize(
    ("slug", "db_engine"),
    [(slug, "sqlite_town") for slug in ("", *SLUGS)] + [(slug, "postgres_town") for slug in SOME],
    indirect=["db_engine"],
)
STEPS = re.compile("request|proposal")
T = TypeVar("T")
Attack = Callable[..., Attacker]


@pytest.fixture
def attack(client_of: ClientOf, db_connection: Connection) -> Iterator[Attack]:
    """Go to somebody's pages; in the end nothing may have failed."""
    made: list[Attacker] = []

    def make(slug: str, of_each: int = OF_EACH) -> Attacker:
        made.append(Attacker(client_of(slug), slug, db_connection, of_each))
        return made[-1]

    yield make
    limits.forget_all()
    failures = [failure for one in made for failure in one.failures]
    assert not failures, "\n".join(failures)


def some(of: Iterable[T], key: str, most: int = 1) -> list[T]:
    """A few, other ones for every key and always the same; all when told to."""
    known = list(of)
    start = zlib.crc32(key.encode())
    return known if ALL else [known[(start + n * 7) % len(known)] for n in range(min(most, len(known)))]


def horrors(it: Attacker, forms: Iterable[Form]) -> None:
    """Each form with nothing in it, then with a horror in each of its fields."""
    for form in forms:
        it.posts("nothing", form, {})
        for field in form.fields:
            for horror in some(HORRORS, f"{it.slug} {form.kind} {field.name}"):
                it.posts(f"{horror} in {field.name}", form, form.filled() | {field.name: HORRORS[horror]})


@EVERYBODY
def test_wrong_input_ends_in_words_and_nothing_half_done(attack: Attack, slug: str) -> None:
    """All on one round through the house, since the round is what takes long."""
    it = attack(slug)
    horrors(it, (form for form in it.forms.values() if form.action not in LEAVING))
    the_ids_of_others_open_nothing(it)
    addresses_that_make_no_sense_are_not_there(it)
    bodies_that_are_not_what_they_say(it)
    for form in it.forms.values():
        if form.action not in LEAVING:
            it.posts("a double tap", form, form.filled(), times=2)


def the_ids_of_others_open_nothing(it: Attacker) -> None:
    afar = it.slug in {"youth-elsewhere", "caseworker-elsewhere"}
    others = "youth-waiting" if afar else "youth-elsewhere", "family-applying", "family:host-family", "admin"
    for form in it.forms.values():
        if ID.search(form.action):
            for other in some(others, it.slug + form.kind, 2):
                action = ID.sub(str(id_of(other)), form.action)
                theirs = action in it.actions or action.startswith("/accounts/")  # all are the admin's
                if not theirs:
                    it.posts(f"{other} in the address", form, form.filled(), action=action, is_in=(404,))
        for field in form.fields:
            if ID.search("".join(field.values)) and field.name != "once":
                for other in some([*others, "nobody at all"], it.slug + form.kind, 2):
                    it.posts(
                        f"{other} as {field.name}", form, form.filled() | {field.name: str(id_of(other))}
                    )


def addresses_that_make_no_sense_are_not_there(it: Attacker) -> None:
    for form in it.forms.values():
        for action in some(misaddressed(form.action), it.slug + form.kind):
            it.posts("a broken id", form, form.filled(), action=action, is_in=(404,))
    for path in it.pages:
        bare = path.split("?")[0]
        for other in some(misaddressed(bare), it.slug + path):
            it.asks("GET", other, "a broken id", is_in=(404,))
        horror = HORRORS[some(HORRORS, it.slug + path)[0]].encode("utf-8", "replace")
        for name in some(PARAMETERS, it.slug + path):
            it.asks("GET", bare, f"?{name}={horror!r}", params={name: horror}, is_in=(200, 303, 404))


def bodies_that_are_not_what_they_say(it: Attacker) -> None:
    for form in it.forms.values():
        for kind, body in some(bodies(), it.slug + form.kind, 4 if form.multipart else 1):
            it.posts(
                f"{kind!r} {body[:30]!r}",
                form,
                content=body,
                headers={"content-type": kind.encode("latin-1")},
            )


@TOWN
@pytest.mark.parametrize("stage", STAGES)
def test_wrong_input_at_every_stage_of_a_request(attack: Attack, viewer_of: ViewerOf, session: Session, stage: str) -> None:  # fmt: skip
    getattr(Way(viewer_of), stage)()
    session.commit()
    for slug in STAGES[stage]:
        it = attack(slug, of_each=1)
        horrors(it, (form for form in it.forms.values() if STEPS.search(form.action)))


@SQLITE
@pytest.mark.parametrize("slug", ["", "youth-new", "caseworker"])
def test_heads_and_cookies_that_make_no_sense(attack: Attack, slug: str) -> None:
    it = attack(slug, of_each=1)
    own = "; ".join(f"{name}={value}" for name, value in it.cookies.items())
    first = next(form for form in it.forms.values() if form.action == "/language")
    heads: list[dict[str, Any]] = [*HEADS, *({"cookie": f"{cookie}; {own}"} for cookie in COOKIES)]
    for head in heads:
        sent = {name: value.encode("latin-1") for name, value in head.items()}
        for path in some(("/more", "/", "/calendar", "/sign-in", "/nowhere", "/more/", "//evil.example/"), slug + repr(head), 3):  # fmt: skip
            it.asks("GET", path, repr(head), headers=sent, is_in=(200, 303, 307, 404))
        it.posts(repr(head), first, first.filled(), headers=sent)


@SQLITE
@pytest.mark.parametrize("slug", ["", "youth-new", "caseworker"])
def test_asked_in_other_ways(attack: Attack, slug: str) -> None:
    it = attack(slug, of_each=1)
    for path in it.pages:
        it.asks("HEAD", path, "no body wanted", is_in=(200,))
        it.asks("GET", path.split("?")[0] + "/", "a slash", is_in=(200, 307))
    for path in NOWHERE:
        it.asks("GET", path, "nothing there", is_in=(404,))
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"):
        it.asks(method, "/language", "a method", is_in=(404, 405))


@SQLITE
@pytest.mark.parametrize("counted", [True, False])
def test_a_post_far_too_big_is_told_in_words(attack: Attack, counted: bool) -> None:
    it = attack("youth-new", of_each=1)
    megabyte = b"x" * 1024 * 1024
    content = megabyte * 42 if counted else (megabyte for _ in range(42))
    ask = next(form for form in it.forms.values() if form.action == "/ask")
    assert it.posts("42 MB", ask, content=content).status_code == 413
