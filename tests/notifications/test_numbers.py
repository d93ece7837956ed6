"""SMS: to a Danish number that its owner proved, within limits, by the gateway that is set up."""

import json
import re
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from sqlmodel import Session, select

from app.demo.cast import id_of
from app.kit import clock
from app.kit.jobs import run_due
from app.kit.settings import settings
from app.notifications import numbers, outside, sms, telling
from app.notifications.deliveries import Delivery, State
from app.notifications.kinds import Kind
from tests.conftest import ClientOf
from tests.notifications.conftest import PushService

NOON = datetime(2026, 11, 25, 11, tzinfo=UTC)
NUMBER = "+4520304050"


def sent() -> list[str]:
    return [path.read_text() for path in sorted((settings().data / "sms").glob("*.txt"))]


@pytest.fixture(autouse=True)
def _empty() -> None:
    for path in (settings().data / "sms").glob("*.txt"):
        path.unlink()


def run(moment: datetime) -> None:
    with clock.freeze(moment):
        while run_due():
            pass


def proved(client_of: ClientOf) -> Any:
    client = client_of("family")
    assert client.post("/notifications/number", data={"number": "20 30 40 50"}).status_code == 303
    run(clock.now())
    (text,) = sent()
    code = re.findall(r"\b\d{6}\b", text)[-1]
    assert client.post("/notifications/number/code", data={"code": code}).status_code == 303
    return client


@pytest.mark.parametrize("written", ["+45 20 30 40 50", "20304050", "0045 20304050", "20-30-40-50"])
def test_a_danish_number_is_understood(written: str) -> None:
    assert numbers.danish(written) == NUMBER


@pytest.mark.parametrize(
    "written", ["+46 70 123 45 67", "112", "2030405", "203040501", "+4510203040", "٢٠٣٠٤٠٥٠", "x"]
)
def test_no_other_number_is(written: str) -> None:
    assert numbers.danish(written) is None


def test_a_number_is_used_once_its_owner_typed_the_code(client_of: ClientOf, session: Session) -> None:
    with clock.freeze(NOON):
        client = proved(client_of)
        client.post("/notifications", data={"meetup": "sms", "starts": "22:00", "ends": "07:00"})
        telling.tell(session, id_of("family"), Kind.MEETUP)
        session.commit()
    run(NOON + timedelta(seconds=5))
    assert len(sent()) == 2
    assert sent()[-1].startswith(NUMBER)


def test_five_wrong_codes_end_it(client_of: ClientOf, session: Session) -> None:
    with clock.freeze(NOON):
        client = client_of("family")
        client.post("/notifications/number", data={"number": "20304050"})
        run(NOON)
        code = re.findall(r"\b\d{6}\b", sent()[0])[-1]
        wrong = f"{(int(code) + 1) % 10**6:06}"
        for _ in range(5):
            assert client.post("/notifications/number/code", data={"code": wrong}).status_code == 422
        assert client.post("/notifications/number/code", data={"code": code}).status_code == 422
    number = numbers.of(session, id_of("family"))
    assert number is not None
    assert number.verified_at is None


def test_a_code_ends_after_ten_minutes(client_of: ClientOf) -> None:
    with clock.freeze(NOON):
        client = client_of("family")
        client.post("/notifications/number", data={"number": "20304050"})
        run(NOON)
        code = re.findall(r"\b\d{6}\b", sent()[0])[-1]
    with clock.freeze(NOON + timedelta(minutes=10)):
        assert client.post("/notifications/number/code", data={"code": code}).status_code == 422


def test_five_codes_a_day_are_enough(client_of: ClientOf) -> None:
    with clock.freeze(NOON):
        client = client_of("family")
        answers = [
            client.post("/notifications/number", data={"number": "20304050"}).status_code for _ in range(6)
        ]
    assert answers == [303] * 5 + [422]


def test_what_is_above_the_limit_is_not_sent_and_is_counted(
    client_of: ClientOf, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings(), "sms_a_day_each", 1)
    with clock.freeze(NOON):
        client = proved(client_of)
        client.post("/notifications", data={"meetup": "sms", "starts": "22:00", "ends": "07:00"})
        telling.tell(session, id_of("family"), Kind.MEETUP)
        session.commit()
    run(NOON + timedelta(seconds=5))
    assert len(sent()) == 1
    assert State.LIMITED in {row.state for row in session.exec(select(Delivery))}


def test_the_gateway_is_asked_as_it_wants(client_of: ClientOf) -> None:
    asked: list[tuple[str, dict[str, Any]]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            asked.append((self.headers["authorization"], json.loads(body)))
            self.send_response(200 if len(asked) == 1 else 403)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        gateway = sms.GatewayApi(f"http://127.0.0.1:{server.server_port}/rest/mtsms", "secret", "Sammen")
        gateway.send(NUMBER, "لديك رسالة")
        with pytest.raises(sms.NotSent) as fault:
            gateway.send(NUMBER, "Hi")
        server.shutdown()
    assert fault.value.final
    assert asked[0][0] == "Token secret"
    assert asked[0][1]["recipients"] == [{"msisdn": 4520304050}]
    assert asked[0][1]["encoding"] == "UCS2"


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://push.example.com/x",
        "https://localhost/x",
        "https://127.0.0.1/x",
        "https://[::1]/x",
        "https://10.0.0.1/x",
        "https://2130706433/x",
        "https://push.example.com:8443/x",
        "https://user@push.example.com/x",
        "https://db.internal/x",
        "file:///etc/passwd",
    ],
)
def test_an_address_inside_is_refused(client_of: ClientOf, endpoint: str) -> None:
    service = PushService()
    form = service.form() | {"endpoint": endpoint}
    service.server.server_close()
    assert client_of("family").post("/notifications/push", data=form).status_code == 422


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "fd00::1", "::ffff:10.0.0.1", "64:ff9b::a00:1"],
)
def test_a_name_that_leads_inside_is_refused_when_we_connect(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not outside.is_public(address)
    monkeypatch.setattr("socket.getaddrinfo", lambda *_a, **_k: [(2, 1, 6, "", (address, 443))])
    with pytest.raises(outside.Forbidden):
        outside.post("https://push.example.com/x", b"x", {})
