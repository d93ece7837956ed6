"""Posts from elsewhere are turned away; every answer carries its headers; cookies are kept close."""

import pytest
from starlette.testclient import TestClient

from app.entry.ways import LANGUAGE_LIFE
from app.identity.devices import COOKIE_LIFE
from app.kit.settings import settings
from app.main import create_app
from tests.conftest import ClientOf
from tests.identity.conftest import PIN, Invited, Known

POSTS = (
    "/sign-in",
    "/sign-in/pin",
    "/sign-out",
    "/welcome",
    "/welcome/pin",
    "/password",
    "/language",
    "/devices/forget-me",
)


@pytest.mark.parametrize("path", POSTS)
@pytest.mark.parametrize(
    "heads",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "http://localhost:9", "sec-fetch-site": "same-origin"},
    ],
)
def test_a_post_from_elsewhere_is_turned_away_in_words(
    client_of: ClientOf, path: str, heads: dict[str, str]
) -> None:
    answer = client_of("youth-new").post(path, headers=heads)
    assert answer.status_code == 403
    assert "nothing was done" in answer.text


def test_a_post_of_our_own_passes(phone_of: Known) -> None:
    heads = {"origin": "http://localhost", "sec-fetch-site": "same-origin"}
    assert phone_of("youth-new").post("/sign-in/pin", data={"pin": PIN}, headers=heads).status_code == 303


@pytest.mark.parametrize(
    "path", ["/sign-in", "/welcome", "/language", "/no-such-page", "/more", "/healthz", "/password"]
)
def test_every_answer_carries_its_headers(client_of: ClientOf, path: str) -> None:
    heads = client_of("").get(path).headers
    assert "unsafe" not in heads["content-security-policy"]
    assert "frame-ancestors 'none'" in heads["content-security-policy"]
    assert heads["x-content-type-options"] == "nosniff"
    assert heads["referrer-policy"] == "same-origin"
    assert heads["cache-control"] == "no-store"


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(
    phone_of: Known, client_of: ClientOf, invited: Invited
) -> None:
    client = client_of("")
    taken = client.post("/welcome", data={"code": invited("youth-new"), "language": "en"})
    chosen = client.post("/welcome/pin", data={"pin": PIN, "again": PIN})
    kept = [*taken.headers.get_list("set-cookie"), *chosen.headers.get_list("set-cookie")]
    assert len(kept) >= 5
    for cookie in kept:
        assert "HttpOnly" in cookie
        assert "SameSite=lax" in cookie
        assert "Path=/" in cookie
        assert "Domain" not in cookie
    device = next(cookie for cookie in kept if cookie.startswith("sammen_device="))
    assert f"Max-Age={int(COOKIE_LIFE.total_seconds())}" in device
    session = next(cookie for cookie in kept if cookie.startswith("sammen_session="))
    assert "Max-Age" not in session
    assert LANGUAGE_LIFE > 0


def test_over_tls_cookies_are_bound_to_the_host(
    phone_of: Known, invited: Invited, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = invited("youth-new")
    monkeypatch.setattr(settings(), "base_url", "https://sammen.example.dk")
    with TestClient(create_app(), base_url="https://sammen.example.dk", follow_redirects=False) as client:
        client.post("/welcome", data={"code": code, "language": "en"})
        chosen = client.post("/welcome/pin", data={"pin": PIN, "again": PIN})
        kept = chosen.headers.get_list("set-cookie")
        assert all(cookie.startswith("__Host-") and "Secure" in cookie for cookie in kept)
        assert client.get("/more").status_code == 200
        assert "strict-transport-security" in client.get("/sign-in").headers


@pytest.mark.parametrize("field", ["pin", "again", "code", "email", "password", "next", "language", "both"])
@pytest.mark.parametrize(
    "value", ["\x00", "\u202egnp.exe", "x" * 5000, "'; DROP TABLE account; --", "<script>"]
)
def test_no_words_break_a_door(client_of: ClientOf, field: str, value: str) -> None:
    client = client_of("")
    for path in (
        "/sign-in",
        "/sign-in/pin",
        "/welcome",
        "/welcome/pin",
        "/welcome/password",
        "/password",
        "/language",
    ):
        answer = client.post(path, data={field: value})
        assert answer.status_code in {303, 422}, (path, answer.status_code)
        assert "<script>" not in answer.text.replace("<script src", "")
