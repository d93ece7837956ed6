"""What an open thread is told, when, and to whom."""

from collections.abc import Callable
from datetime import timedelta
from random import Random
from uuid import UUID

import pytest
from sqlalchemy import Engine, event
from sqlmodel import col, select

from app.identity import sessions
from app.identity.viewer import load_viewer
from app.kit import clock, db
from app.kit.errors import NotFound
from app.messaging import telling
from app.messaging.models import Conversation
from app.messaging.opening import open_direct
from app.people.models import Family, Tie, Youth
from app.web import live
from tests.cast import SLUGS, id_of
from tests.live.conftest import House, Run

YOUTH, FRIEND = "youth-matched", "family"


@pytest.fixture
def talk(own_engine: Engine) -> UUID:
    """The conversation of a youth with their family."""
    with db.transaction() as session:
        viewer = load_viewer(session, id_of(YOUTH), clock.now())
        youth = session.get_one(Youth, id_of(YOUTH))
        family = session.get_one(Family, id_of("family:family"))
        return open_direct(viewer, youth, family=family).id


def says(talk: UUID, slug: str, *words: str) -> Callable[[], None]:
    """Somebody says something, each in a transaction of its own."""

    def work() -> None:
        for one in words:
            with db.transaction() as session:
                session.get_one(Conversation, talk).say(
                    one, by=load_viewer(session, id_of(slug), clock.now())
                )

    return work


def last(talk: UUID) -> int:
    with db.transaction(writes=False) as session:
        return session.get_one(Conversation, talk).last_seq


def at(talk: UUID, after: int | str = "") -> str:
    return f"/events?conversation={talk}&after={after}"


def test_a_message_is_shown_on_the_other_phone(house: Run, talk: UUID) -> None:
    async def story(house: House) -> None:
        page = await house.open(YOUTH, at(talk, last(talk)))
        await house.do(says(talk, FRIEND, "Hej Yonas\nskal vi ses?"))
        [(number, html)] = page.of("message")
        assert "Hej Yonas" in html
        assert "bubble-theirs" in html
        assert number == str(last(talk))
        assert page.status == 200

    house(story)


def test_the_author_gets_their_own_as_theirs(house: Run, talk: UUID) -> None:
    async def story(house: House) -> None:
        mine, other = await house.open(YOUTH, at(talk)), await house.open(FRIEND, at(talk))
        await house.do(says(talk, YOUTH, "Hej"))
        assert "bubble-mine" in mine.of("message")[0][1]
        assert "bubble-theirs" in other.of("message")[0][1]

    house(story)


def test_a_stream_goes_on_from_any_number_without_gap_or_repeat(house: Run, talk: UUID) -> None:
    async def story(house: House) -> None:
        await house.do(says(talk, FRIEND, *(f"nr. {n}" for n in range(40))))
        token, dice, newest = house.token(YOUTH), Random(7), last(talk)
        for _ in range(12):
            cut = dice.randint(0, newest)
            page = await house.open("", at(talk), token=token, last_event_id=str(cut))
            numbers = [int(number) for number, _html in page.of("message")]
            assert numbers == list(range(cut + 1, newest + 1)), f"cut at {cut}"
            page.gone.set()
            await page.task

    house(story)


@pytest.mark.parametrize("cursor", ["99999", "-1", "x", "9" * 30, "0x1"])
def test_a_number_that_makes_no_sense_has_the_page_fetched_anew(house: Run, talk: UUID, cursor: str) -> None:
    async def story(house: House) -> None:
        page = await house.open(YOUTH, at(talk, cursor))
        assert [name for name, _n, _d in page.events][-1] == "resync"
        assert page.over

    house(story)


def test_who_was_away_gets_the_last_bubbles_anew(house: Run, talk: UUID) -> None:
    async def story(house: House) -> None:
        await house.do(says(talk, FRIEND, "a", "b"))
        page = await house.open(YOUTH, at(talk), last_event_id=str(last(talk)))
        assert page.of("message") == []
        assert len(page.of("changed")) >= 2

    house(story)


def test_all_that_a_stream_may_bring_back_comes_without_the_page_being_fetched_anew(
    house: Run, talk: UUID
) -> None:
    async def story(house: House) -> None:
        await house.do(says(talk, FRIEND, *(f"nr {n}" for n in range(telling.MOST + 8))))
        missed = last(talk) - telling.MOST
        page = await house.open(YOUTH, at(talk), last_event_id=str(missed))
        assert [int(number) for number, _ in page.of("message")] == [*range(missed + 1, last(talk) + 1)]
        assert not page.of("resync")
        assert not page.over

    house(story)


def test_whose_tie_ends_gets_nothing_from_that_moment(house: Run, talk: UUID) -> None:
    async def story(house: House) -> None:
        page, youth = await house.open(FRIEND, at(talk)), await house.open(YOUTH, at(talk))

        def leave() -> None:
            with db.transaction() as session:
                for one in session.exec(select(Tie).where(col(Tie.youth_id) == id_of(YOUTH))).all():
                    if one.family_id:
                        one.ends_at = clock.now() - timedelta(seconds=1)
                live.publish(session, f"conversation:{talk}", "changed", message=str(talk))

        await house.do(leave)
        assert page.of("message") == []
        assert page.of("ended")
        assert page.over
        assert not youth.over

    house(story)


def test_a_sign_in_that_ends_ends_its_streams_at_once_and_no_others(house: Run, talk: UUID) -> None:
    async def story(house: House) -> None:
        token = house.token(YOUTH)
        pages = [await house.open("", address, token=token) for address in (at(talk), "/events")]
        phone = await house.open(YOUTH, at(talk))  # another sign-in of the same

        def sign_out() -> None:
            with db.transaction() as session:
                sessions.end(session, token)

        await house.do(sign_out)
        assert all(page.of("ended") and page.over for page in pages)
        assert not phone.over
        await house.do(says(talk, FRIEND, "Hemmeligt"))
        assert not any("Hemmeligt" in page.text for page in pages)
        assert "Hemmeligt" in phone.text

    house(story)


def test_all_sign_ins_that_end_end_their_streams_at_once(house: Run, talk: UUID) -> None:
    async def story(house: House) -> None:
        pages = [await house.open(YOUTH, at(talk)) for _ in range(2)]
        theirs = await house.open(FRIEND, at(talk))

        def sign_out() -> None:
            with db.transaction() as session:
                sessions.end_all(session, id_of(YOUTH))

        await house.do(sign_out)
        assert all(page.of("ended") and page.over for page in pages)
        assert not theirs.over

    house(story)


def test_after_signing_out_no_stream_opens(house: Run, talk: UUID) -> None:
    async def story(house: House) -> None:
        token = house.token(YOUTH)

        def sign_out() -> None:
            with db.transaction() as session:
                sessions.end(session, token)

        await house.do(sign_out)
        page = await house.open("", at(talk), token=token)
        assert page.status == 401

    house(story)


def test_a_sign_in_that_runs_out_ends_its_streams_at_the_heartbeat(house: Run, talk: UUID) -> None:
    async def story(house: House) -> None:
        page = await house.open(YOUTH, at(talk))
        with clock.freeze(clock.now() + timedelta(days=400)):
            for _ in range(25):
                live.hub.beat()
            await house.calm()
        assert page.of("ended")

    house(story)


def test_every_stream_has_a_sign_of_life(house: Run, talk: UUID) -> None:
    async def story(house: House) -> None:
        page = await house.open(YOUTH, at(talk))
        for _ in range(25):
            live.hub.beat()
        await house.calm()
        assert page.text.count("\n:\n\n") == 1
        assert not page.over

    house(story)


def test_too_much_for_a_slow_line_has_the_page_fetched_anew(house: Run, talk: UUID) -> None:
    async def story(house: House) -> None:
        page = await house.open(YOUTH, at(talk))
        [seat] = [it for beat in live.hub.beats for it in beat]
        seat.writing = True  # the line takes nothing
        for _ in range(200):
            live.hub.put(seat, [live.said("typing")])
        seat.writing = False
        live.hub.put(seat, [])
        await house.calm()
        assert len(page.of("typing")) == 0
        assert page.events[-1][0] == "resync"
        assert page.over

    house(story)


def test_many_streams_cost_one_look_and_one_rendering(house: Run, talk: UUID, own_engine: Engine) -> None:
    async def story(house: House) -> None:
        token = house.token(YOUTH)
        for _ in range(8):
            await house.open("", at(talk), token=token)
        statements: list[str] = []
        event.listen(own_engine, "before_cursor_execute", lambda _c, _u, sql, *_: statements.append(sql))
        await house.do(says(talk, FRIEND, "Hej"))
        assert all(len(page.of("message")) == 1 for page in house.pages)
        looks = [
            it
            for it in statements
            if "FROM sign_in JOIN account" in it.replace("\n", "") and "participant" in it
        ]
        assert 1 <= len(looks) <= 2  # the message, and that its author has seen it
        assert sum("message.body" in it for it in statements) <= 2

    house(story)


def test_seen_and_typing_reach_the_others_alone(house: Run, talk: UUID) -> None:
    async def story(house: House) -> None:
        await house.do(says(talk, YOUTH, "Hej"))
        mine, other = await house.open(YOUTH, at(talk)), await house.open(FRIEND, at(talk))

        def reads() -> None:
            with db.transaction() as session:
                viewer = load_viewer(session, id_of(FRIEND), clock.now())
                conversation = session.get_one(Conversation, talk)
                conversation.mark_seen(conversation.last_seq, by=viewer)
                live.publish(session, f"conversation:{talk}", "typing", account=str(id_of(FRIEND)))

        await house.do(reads)
        assert mine.of("seen")[-1][1] == str(last(talk))
        assert len(mine.of("typing")) == 1
        assert other.of("typing") == []
        assert other.of("badge")[-1][1].isdecimal()

    house(story)


def test_who_is_let_in_is_who_can_read_it(house: Run, talk: UUID) -> None:
    async def story(house: House) -> None:
        for slug in SLUGS:
            with db.transaction(writes=False) as session:
                viewer = load_viewer(session, id_of(slug), clock.now())
                try:
                    viewer.find(Conversation, talk, look=False)
                    wanted = 200
                except NotFound:
                    wanted = 404
            page = await house.open(slug, at(talk))
            assert page.status == wanted, slug
            page.gone.set()
            await page.task

    house(story)


def test_the_door_turns_others_away(house: Run, talk: UUID) -> None:
    async def story(house: House) -> None:
        assert (await house.open("", at(talk))).status == 401
        assert (await house.open(YOUTH, "/events?conversation=nonsense")).status == 404
        assert (await house.open(YOUTH, "/events?queue=1")).status == 404
        assert (await house.open("interpreter-ti", "/events?queue=1")).status == 200
        assert (await house.open(YOUTH, at(talk), sec_fetch_site="cross-site")).status == 403
        assert (await house.open(YOUTH, at(talk), origin="https://elsewhere.example")).status == 403

    house(story)


def test_the_heads_let_nothing_hold_it_back(house: Run, talk: UUID) -> None:
    async def story(house: House) -> None:
        page = await house.open(YOUTH, at(talk), accept_encoding="br, gzip")
        assert page.headers["content-type"].startswith("text/event-stream")
        assert page.headers["x-accel-buffering"] == "no"
        assert page.headers["cache-control"] == "no-store"
        assert "content-encoding" not in page.headers
        assert "default-src 'none'" in page.headers["content-security-policy"]
        assert "retry: " in page.text

    house(story)


def test_one_account_has_eight_streams_at_most(house: Run, talk: UUID) -> None:
    async def story(house: House) -> None:
        token = house.token(YOUTH)
        for _ in range(8):
            assert (await house.open("", at(talk), token=token)).status == 200
        ninth = await house.open("", at(talk), token=token)
        assert ninth.status == 429
        assert ninth.headers["retry-after"]

    house(story)
