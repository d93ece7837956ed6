"""Signing in and out: what opens, what waits, what is told, and what is left behind."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import Session, select

from app.entry.ways import local
from app.identity import sessions
from app.identity.devices import LOCKS_AT, WAITS, Device
from app.identity.models import Account
from app.identity.passwords import matches
from app.identity.sessions import SignIn, hash_token
from app.kit import clock
from app.kit.jobs import run_due
from app.kit.settings import settings
from tests.cast import id_of
from tests.conftest import ClientOf
from tests.identity.conftest import NOON, PASSWORD, PIN, Known

WRONG = "908172"
WithPassword = Callable[[str], str]


def test_phone_and_pin_open_the_door(phone_of: Known) -> None:
    phone = phone_of("youth-new")
    assert phone.post("/sign-in/pin", data={"pin": PIN}).headers["location"] == "/"
    assert phone.get("/more").status_code == 200


def test_a_pin_without_the_phone_opens_nothing(client_of: ClientOf, phone_of: Known) -> None:
    phone_of("youth-new")
    stranger = client_of("")
    stranger.cookies.set("sammen_device", "somebody-elses")
    assert stranger.post("/sign-in/pin", data={"pin": PIN}).status_code == 422
    assert "sammen_session" not in stranger.cookies


def test_the_door_never_says_whose_phone_it_is(phone_of: Known) -> None:
    assert "Selam" not in phone_of("youth-new").get("/sign-in").text


def test_five_wrong_tries_wait_and_the_right_pin_waits_too(phone_of: Known) -> None:
    phone = phone_of("youth-new")
    with clock.freeze(NOON):
        for _ in range(4):
            assert "Try once more" in phone.post("/sign-in/pin", data={"pin": WRONG}).text
        assert "5 minutes" in phone.post("/sign-in/pin", data={"pin": WRONG}).text
        assert phone.post("/sign-in/pin", data={"pin": PIN}).status_code == 422
        assert "5 minutes" in phone.get("/sign-in").text
    with clock.freeze(NOON + timedelta(minutes=5, seconds=1)):
        assert phone.post("/sign-in/pin", data={"pin": PIN}).status_code == 303


def test_the_right_pin_forgives_the_wrong_ones(phone_of: Known, session: Session) -> None:
    phone = phone_of("youth-new")
    for _ in range(4):
        phone.post("/sign-in/pin", data={"pin": WRONG})
    phone.post("/sign-in/pin", data={"pin": PIN})
    session.expire_all()
    assert session.exec(select(Device.tries)).all() == [0]


def test_ten_wrong_tries_lock_the_phone_for_good(phone_of: Known) -> None:
    phone, now = phone_of("youth-new"), NOON
    for tries in range(1, LOCKS_AT + 1):
        with clock.freeze(now):
            assert phone.post("/sign-in/pin", data={"pin": WRONG}).status_code == 422
        now += timedelta(minutes=WAITS.get(tries, 0), seconds=1)
    with clock.freeze(now + timedelta(days=30)):
        assert phone.post("/sign-in/pin", data={"pin": PIN}).status_code == 422
        assert "locked" in phone.get("/sign-in").text


def test_what_is_not_a_pin_is_no_try(phone_of: Known, session: Session) -> None:
    phone = phone_of("youth-new")
    for _ in range(6):
        assert phone.post("/sign-in/pin", data={"pin": "12"}).status_code == 422
    session.expire_all()
    assert session.exec(select(Device.tries)).all() == [0]


def _heart(html: str) -> str:
    """A page without what was written into it."""
    return re.sub(r'value="[^"]*"', "", html)


def test_whether_somebody_has_an_account_is_never_told(
    client_of: ClientOf, with_password: WithPassword
) -> None:
    there = with_password("caseworker")
    answers = {
        _heart(client_of("").post("/sign-in", data={"email": email, "password": "not this one"}).text)
        for email in (
            there,
            "nobody@demo.example",
            "mentor@demo.example",
            "not an address",
            "admin@demo.example",
        )
    }
    assert len(answers) == 1
    asked = {
        _heart(client_of("").post("/password", data={"email": e}).text)
        for e in (there, "nobody@demo.example")
    }
    assert len(asked) == 1


def test_a_comparison_is_made_for_nobody_too(
    client_of: ClientOf, with_password: WithPassword, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[object] = []
    monkeypatch.setattr(
        "app.entry.proof.matches", lambda secret, kept: (made.append(kept), matches(secret, kept))[1]
    )
    for email in (with_password("caseworker"), "nobody@demo.example"):
        client_of("").post("/sign-in", data={"email": email, "password": "not this one"})
    assert len(made) == 2


def test_a_closed_account_opens_no_more(
    client_of: ClientOf, with_password: WithPassword, session: Session
) -> None:
    email = with_password("mfi")
    session.get_one(Account, id_of("mfi")).closed_at = clock.now()
    session.commit()
    assert client_of("").post("/sign-in", data={"email": email, "password": PASSWORD}).status_code == 422


def test_signing_in_changes_the_session_and_ends_the_one_before(
    client_of: ClientOf, with_password: WithPassword, session: Session
) -> None:
    client = client_of("mfi")
    before = client.cookies["sammen_session"]
    client.post("/sign-in", data={"email": with_password("mfi"), "password": PASSWORD})
    after = client.cookies.get("sammen_session", domain="localhost.local")
    assert after
    assert before != after
    hashes = set(session.exec(select(SignIn.token_hash)).all())
    assert hash_token(after) in hashes
    assert hash_token(before) not in hashes


def test_a_planted_session_stays_nobodys(client_of: ClientOf, phone_of: Known) -> None:
    phone = phone_of("youth-new")
    phone.cookies.set("sammen_session", "planted")
    phone.post("/sign-in/pin", data={"pin": PIN})
    thief = client_of("")
    thief.cookies.set("sammen_session", "planted")
    assert thief.get("/more").status_code == 303


def test_signing_out_ends_the_session_on_the_server_and_keeps_the_phone(
    phone_of: Known, client_of: ClientOf
) -> None:
    phone = phone_of("youth-new")
    phone.post("/sign-in/pin", data={"pin": PIN})
    token = phone.cookies["sammen_session"]
    out = phone.post("/sign-out")
    assert (out.status_code, out.headers["location"]) == (303, "/sign-in?out=1")
    assert "clear-site-data" not in out.headers
    assert "sammen_session" not in phone.cookies
    assert "sammen_device" in phone.cookies
    thief = client_of("")
    thief.cookies.set("sammen_session", token)
    assert thief.get("/more").status_code == 303


def test_forgetting_me_takes_all_of_it_from_the_phone(phone_of: Known, session: Session) -> None:
    phone = phone_of("youth-new")
    phone.post("/sign-in/pin", data={"pin": PIN})
    answer = phone.post("/devices/forget-me")
    assert answer.headers["clear-site-data"] == '"cache", "cookies", "storage"'
    assert not {"sammen_session", "sammen_device"} & set(phone.cookies)
    assert session.exec(select(Device)).all() == []


def test_another_phone_of_mine_can_be_signed_out(phone_of: Known, session: Session) -> None:
    lost, mine = phone_of("youth-new"), phone_of("youth-new")
    lost.post("/sign-in/pin", data={"pin": PIN})
    mine.post("/sign-in/pin", data={"pin": PIN})
    device = session.exec(
        select(Device).where(Device.token_hash == hash_token(lost.cookies["sammen_device"]))
    ).one()
    assert mine.post(f"/devices/{device.id}/end").status_code == 303
    assert lost.get("/more").status_code == 303
    assert lost.post("/sign-in/pin", data={"pin": PIN}).status_code == 422
    assert mine.get("/devices").status_code == 200


def test_a_phone_of_somebody_else_is_not_there(
    phone_of: Known, client_of: ClientOf, session: Session
) -> None:
    phone_of("youth-new")
    device = session.exec(select(Device)).one()
    for slug in ("youth-waiting", "caseworker", "admin"):
        assert client_of(slug).post(f"/devices/{device.id}/end").status_code == 404
    assert client_of("youth-new").post("/devices/no-such-id/end").status_code == 404


@pytest.mark.parametrize(
    ("slug", "idle", "most"),
    [("caseworker", sessions.STAFF_LIFE[0], sessions.STAFF_LIFE[1]), ("youth-new", *sessions.YOUTH_LIFE)],
)
def test_a_session_ends_by_idleness_and_by_age(
    client_of: ClientOf, slug: str, idle: timedelta, most: timedelta
) -> None:
    with clock.freeze(NOON):
        idling, busy = client_of(slug), client_of(slug)
    with clock.freeze(NOON + idle - timedelta(seconds=1)):
        assert idling.get("/more").status_code == 200
    with clock.freeze(NOON + idle * 2):
        assert idling.get("/more").status_code == 303
    moment = NOON
    while moment < NOON + most - idle:
        moment += idle - timedelta(minutes=1)
        with clock.freeze(moment):
            assert busy.get("/more").status_code == 200
    with clock.freeze(NOON + most):
        assert busy.get("/more").status_code == 303


@pytest.mark.parametrize(
    "path",
    [
        "//evil.example",
        "https://evil.example/",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "/%0d%0aset-cookie:a=b\r\nx: y",
        " //evil.example",
        "evil",
        "/sign-in",
        "/sign-out",
    ],
)
def test_going_on_never_leads_to_another_site(app: object, phone_of: Known, path: str) -> None:
    phone = phone_of("youth-new")
    assert phone.post("/sign-in/pin", data={"pin": PIN, "next": path}).headers["location"] == "/"


def test_going_on_leads_to_the_page_that_was_asked_for(phone_of: Known) -> None:
    phone = phone_of("youth-new")
    away = phone.get("/devices").headers["location"]
    assert away == "/sign-in?next=/devices"
    assert 'value="/devices"' in phone.get(away).text
    assert phone.post("/sign-in/pin", data={"pin": PIN, "next": "/devices"}).headers["location"] == "/devices"
    assert local("/meetups?month=3") == "/meetups?month=3"


def test_too_many_tries_are_told_in_words(client_of: ClientOf) -> None:
    client = client_of("")
    seen = [
        client.post("/sign-in", data={"email": "a@demo.example", "password": "x"}).status_code
        for _ in range(11)
    ]
    assert seen == [422] * 10 + [429]
    answer = client.post("/sign-in", data={"email": "A@demo.example ", "password": "x"})
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > 0
    assert "minute" in answer.text
    assert client.post("/sign-in", data={"email": "b@demo.example", "password": "x"}).status_code == 422


def test_a_claimed_address_makes_no_difference(client_of: ClientOf) -> None:
    client = client_of("")
    codes = [
        client.post("/welcome", data={"code": "no"}, headers={"x-forwarded-for": f"10.0.0.{n}"}).status_code
        for n in range(61)
    ]
    assert codes[-1] == 429


def test_a_forgotten_password_is_mended_by_mail_once(
    client_of: ClientOf, with_password: WithPassword, db_connection: object
) -> None:
    email = with_password("mfi")
    folder = settings().data / "mail"
    for old in folder.glob("*.eml"):
        old.unlink()
    signed_in = client_of("mfi")
    client = client_of("")
    client.post("/password", data={"email": email})
    client.post("/password", data={"email": "nobody@demo.example"})
    while run_due():
        pass
    [mail] = folder.glob("*.eml")
    code = re.search(r"/welcome#(\w{26})", mail.read_text())
    assert code
    client.post("/welcome", data={"code": code[1], "language": "da"})
    assert client.get("/welcome/about").headers["location"] == "/welcome/key"
    assert (
        client.post("/welcome/password", data={"password": "seks gule tigerdyr"}).headers["location"] == "/"
    )
    assert signed_in.get("/more").status_code == 303  # what began with the old password has ended
    assert client_of("").post("/sign-in", data={"email": email, "password": PASSWORD}).status_code == 422
    assert client_of("").post("/welcome", data={"code": code[1], "language": "da"}).status_code == 422
