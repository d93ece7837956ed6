"""An invitation opens once, in time, to whoever holds its code."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from app.identity.codes import LENGTH, SIGNS, in_groups, make_code, read_code
from app.identity.devices import Device
from app.identity.invitations import ENROLLING, LIFE, Invitation, Kind
from app.identity.models import Account
from app.identity.sessions import SignIn
from app.kit import clock, db
from tests.cast import id_of
from tests.conftest import ClientOf
from tests.identity.conftest import NOON, PIN, Invited, Known


def test_a_code_has_128_random_bits_in_26_signs() -> None:
    codes = {make_code() for _ in range(200)}
    assert len(codes) == 200
    assert all(len(code) == LENGTH and set(code) <= set(SIGNS) and code[0] <= "7" for code in codes)
    assert "".join(in_groups(min(codes))) == min(codes)


@pytest.mark.parametrize(
    "written",
    [
        "{code}",
        " {lower} ",
        "{grouped}",
        "{dashed}",
        "{letters}",
        "https://sammen.example.dk/welcome#{code}",
    ],
)
def test_a_code_is_read_as_people_write_it(written: str) -> None:
    code = "01234567890ABCDEFGHJKMNP01"
    forms = {
        "code": code,
        "lower": code.lower(),
        "grouped": " ".join(in_groups(code)),
        "dashed": "-".join(in_groups(code)).lower(),
        "letters": code.replace("0", "o").replace("1", "l"),
    }
    assert read_code(written.format(**forms)) == code


@given(st.text(max_size=400))
def test_whatever_is_written_is_a_code_or_is_none(text: str) -> None:
    code = read_code(text)
    assert code is None or (len(code) == LENGTH and set(code) <= set(SIGNS))


def test_a_youth_comes_in_with_code_and_pin(client_of: ClientOf, invited: Invited) -> None:
    client = client_of("")
    taken = client.post("/welcome", data={"code": invited("youth-new"), "language": "ti"})
    assert (taken.status_code, taken.headers["location"]) == (303, "/welcome/about")
    assert client.get("/welcome/about").status_code == 200
    chosen = client.post("/welcome/pin", data={"pin": PIN, "again": PIN})
    assert (chosen.status_code, chosen.headers["location"]) == (303, "/")
    assert client.cookies.get("sammen_language", domain="localhost.local") == "ti"
    assert {"sammen_session", "sammen_device"} <= set(client.cookies)
    assert "sammen_enrolling" not in client.cookies
    assert client.get("/more").status_code == 200


def test_an_adult_comes_in_with_code_and_password(client_of: ClientOf, invited: Invited) -> None:
    client = client_of("")
    client.post("/welcome", data={"code": invited("mfi", Kind.LINK), "language": "da"})
    chosen = client.post("/welcome/password", data={"password": "fire grønne elefanter"})
    assert chosen.headers["location"] == "/"
    assert "sammen_device" not in client.cookies
    again = client_of("")
    signed_in = again.post(
        "/sign-in", data={"email": " MFI@demo.example", "password": "fire grønne elefanter"}
    )
    assert signed_in.headers["location"] == "/"


def test_a_code_opens_once(client_of: ClientOf, invited: Invited) -> None:
    code = invited("youth-new")
    assert client_of("").post("/welcome", data={"code": code, "language": "en"}).status_code == 303
    second = client_of("").post("/welcome", data={"code": code, "language": "en"})
    assert second.status_code == 422
    assert "sammen_enrolling" not in second.cookies
    assert code in second.text  # what was written is still there


def test_a_second_tap_in_the_same_browser_goes_on(client_of: ClientOf, invited: Invited) -> None:
    client, code = client_of(""), invited("youth-new")
    client.post("/welcome", data={"code": code, "language": "en"})
    assert (
        client.post("/welcome", data={"code": code, "language": "en"}).headers["location"] == "/welcome/about"
    )


def test_a_look_at_the_link_uses_nothing_up(client_of: ClientOf, invited: Invited) -> None:
    client, code = client_of(""), invited("youth-new")
    for _ in range(5):
        assert client.get("/welcome").status_code == 200
        assert client.request("HEAD", "/welcome").status_code in {200, 405}
    assert client.post("/welcome", data={"code": code, "language": "en"}).status_code == 303


def test_a_used_invitation_chooses_no_second_pin(client_of: ClientOf, invited: Invited) -> None:
    client = client_of("")
    client.post("/welcome", data={"code": invited("youth-new"), "language": "en"})
    enrolling = client.cookies["sammen_enrolling"]
    client.post("/welcome/pin", data={"pin": PIN, "again": PIN})
    thief = client_of("")
    thief.cookies.set("sammen_enrolling", enrolling)
    assert thief.post("/welcome/pin", data={"pin": PIN, "again": PIN}).headers["location"] == "/welcome"
    assert "sammen_session" not in thief.cookies


@pytest.mark.parametrize("kind", list(Kind))
def test_an_invitation_ends_with_its_time(session: Session, kind: Kind) -> None:
    with clock.freeze(NOON):
        in_time = Invitation.make(session, id_of("youth-new"), kind)[1]
    with clock.freeze(NOON + LIFE[kind] - timedelta(seconds=1)):
        assert Invitation.take(session, in_time)
    with clock.freeze(NOON):
        late = Invitation.make(session, id_of("youth-new"), kind)[1]
    with clock.freeze(NOON + LIFE[kind]):
        assert Invitation.take(session, late) is None


def test_choosing_a_pin_has_its_time_too(client_of: ClientOf, session: Session) -> None:
    client = client_of("")
    with clock.freeze(NOON):
        code = Invitation.make(session, id_of("youth-new"), Kind.FACE)[1]
        session.commit()
        client.post("/welcome", data={"code": code, "language": "en"})
    with clock.freeze(NOON + ENROLLING):
        assert client.get("/welcome/key").headers["location"] == "/welcome"
        assert client.post("/welcome/pin", data={"pin": PIN, "again": PIN}).headers["location"] == "/welcome"


def test_a_new_invitation_ends_the_one_before(session: Session) -> None:
    first = Invitation.make(session, id_of("youth-new"), Kind.FACE)[1]
    second = Invitation.make(session, id_of("youth-new"), Kind.FACE)[1]
    assert Invitation.take(session, first) is None
    assert Invitation.take(session, second)


def test_nothing_that_opens_stays_behind(client_of: ClientOf, invited: Invited, session: Session) -> None:
    client, code = client_of(""), invited("youth-new")
    client.post("/welcome", data={"code": code, "language": "en"})
    session.expire_all()
    rows = session.exec(select(Invitation).where(Invitation.account_id == id_of("youth-new"))).all()
    assert [row.code for row in rows] == [None]
    assert client.cookies["sammen_enrolling"] not in {row.enrolling_hash for row in rows}


def test_the_old_phone_is_forgotten_only_where_staff_said_so(
    client_of: ClientOf, phone_of: Known, invited: Invited
) -> None:
    old = phone_of("youth-new")
    for recovery, opens in ((False, 303), (True, 422)):
        client = client_of("")
        client.post("/welcome", data={"code": invited("youth-new", recovery=recovery), "language": "en"})
        client.post("/welcome/pin", data={"pin": PIN, "again": PIN})
        assert old.post("/sign-in/pin", data={"pin": PIN}).status_code == opens


@pytest.mark.parametrize("pin", ["123456", "000000", "987654", "121212", "777888", "12345", "abcdef", ""])
def test_a_pin_that_others_guess_is_gently_refused(client_of: ClientOf, invited: Invited, pin: str) -> None:
    client = client_of("")
    client.post("/welcome", data={"code": invited("youth-new"), "language": "en"})
    answer = client.post("/welcome/pin", data={"pin": pin, "again": pin})
    assert answer.status_code == 422
    assert client.post("/welcome/pin", data={"pin": PIN, "again": PIN}).status_code == 303


def test_a_pin_may_be_written_in_the_digits_of_home(
    client_of: ClientOf, invited: Invited, phone_of: Known
) -> None:
    assert phone_of("youth-new").post("/sign-in/pin", data={"pin": "٤٨١٥١٦"}).status_code == 303
    assert phone_of("youth-waiting").post("/sign-in/pin", data={"pin": "۴۸۱۵۱۶"}).status_code == 303
    client = client_of("")
    client.post("/welcome", data={"code": invited("youth-new"), "language": "ar"})
    assert client.post("/welcome/pin", data={"pin": "٤٨١٥١٦", "again": "481516"}).status_code == 303


@pytest.mark.parametrize(
    "password",
    [
        "kort",
        "adgangskode123",
        "birgit dam",
        "BirgitDam1234",
        "mfi@demo.example",
        "aaaaaaaaaaaaaaa",
        "x" * 300,
        "",
    ],
)
def test_a_password_that_others_guess_is_refused(
    client_of: ClientOf, invited: Invited, password: str
) -> None:
    client = client_of("")
    client.post("/welcome", data={"code": invited("mfi", Kind.LINK), "language": "en"})
    assert client.post("/welcome/password", data={"password": password}).status_code == 422


def test_an_adult_chooses_no_pin_and_a_youth_no_password(client_of: ClientOf, invited: Invited) -> None:
    adult, youth = client_of(""), client_of("")
    adult.post("/welcome", data={"code": invited("mfi", Kind.LINK), "language": "en"})
    youth.post("/welcome", data={"code": invited("youth-new"), "language": "en"})
    adult.post("/welcome/pin", data={"pin": PIN, "again": PIN})
    youth.post("/welcome/password", data={"password": "fire grønne elefanter"})
    assert "sammen_session" not in adult.cookies
    assert "sammen_session" not in youth.cookies


def test_fifty_at_once_open_it_once(db_engine: Engine) -> None:
    with db.transaction(on=db_engine) as session:
        account = Account(name="Fifty", language="en")
        session.add(account)
        session.flush()
        code = Invitation.make(session, account.id, Kind.LINK)[1]

    def open_it(_n: int) -> bool:
        with db.transaction(on=db_engine) as session:
            return Invitation.take(session, code) is not None

    try:
        with ThreadPoolExecutor(50) as threads:
            opened = list(threads.map(open_it, range(50)))
    finally:
        with db.transaction(on=db_engine) as session:
            mine = select(Invitation).where(col(Invitation.account_id) == account.id)
            session.delete(session.exec(mine).one())
            session.flush()
            session.delete(session.get_one(Account, account.id))
    assert opened.count(True) == 1


def test_fifty_phones_at_once_begin_one_session(
    db_engine: Engine, client_of: ClientOf, session: Session
) -> None:
    """The same through the pages, one after the other on the test's own connection."""
    code = Invitation.make(session, id_of("youth-new"), Kind.FACE)[1]
    session.commit()
    before = len(session.exec(select(SignIn)).all())
    for _ in range(50):
        client = client_of("")
        client.post("/welcome", data={"code": code, "language": "en"})
        client.post("/welcome/pin", data={"pin": PIN, "again": PIN})
    assert len(session.exec(select(SignIn)).all()) == before + 1
    assert len(session.exec(select(Device).where(Device.account_id == id_of("youth-new"))).all()) == 1
