"""What the phone is told about the installed app: neutral, complete, the same for everybody."""

import re

import pytest
from PIL import Image

from app.pwa.routes import shell
from app.web.assets import STATIC
from app.web.i18n import LANGUAGES
from tests.conftest import ClientOf

WORDS_THAT_TELL = re.compile(r"refugee|asylum|flygtning|unaccompanied|municipality|kommune", re.IGNORECASE)


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=lambda it: it.code)
def test_the_manifest_speaks_the_readers_language_and_tells_nothing(client_of: ClientOf, language) -> None:
    client = client_of("")
    client.cookies.set("sammen_language", language.code)
    answer = client.get("/manifest.webmanifest")
    assert answer.headers["content-type"] == "application/manifest+json"
    manifest = answer.json()
    assert (manifest["lang"], manifest["dir"]) == (language.tag, language.dir)
    assert manifest["name"] == manifest["short_name"] == "Sammen"
    assert (manifest["start_url"], manifest["scope"], manifest["display"]) == ("/", "/", "standalone")
    assert not WORDS_THAT_TELL.search(answer.text)


def test_every_icon_is_there_and_as_large_as_it_says(client_of: ClientOf) -> None:
    icons = client_of("").get("/manifest.webmanifest").json()["icons"]
    assert {icon["purpose"] for icon in icons} == {"any", "maskable", "monochrome"}
    assert {"192x192", "512x512"} <= {icon["sizes"] for icon in icons if icon["purpose"] == "any"}
    for icon in icons:
        assert client_of("").get(icon["src"]).headers["content-type"] == "image/png"
        path = STATIC / icon["src"].removeprefix("/static/").split("?")[0]
        with Image.open(path) as picture:
            assert f"{picture.width}x{picture.height}" == icon["sizes"]


def test_the_worker_is_served_for_the_whole_site(client_of: ClientOf) -> None:
    answer = client_of("").get("/service-worker.js")
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["service-worker-allowed"] == "/"
    assert answer.headers["cache-control"] == "no-cache"
    assert re.match(r'const VERSION = "[0-9a-f]{12}";\nconst SHELL = \["/static/', answer.text)
    assert len((STATIC / "service_worker.js").read_text().splitlines()) <= 120


def test_all_that_the_shell_names_is_there(client_of: ClientOf) -> None:
    client = client_of("")
    for address in shell():
        assert client.get(address).status_code == 200, address


def test_the_shell_names_nothing_private() -> None:
    assert all(address.startswith("/static/") for address in shell())


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=lambda it: it.code)
def test_the_offline_page_comes_in_the_language_that_is_asked_for(client_of: ClientOf, language) -> None:
    answer = client_of("").get(f"/offline?language={language.tag}")
    assert answer.status_code == 200
    assert answer.headers["content-language"] == language.tag
    assert f'<html lang="{language.tag}" dir="{language.dir}"' in answer.text
    assert "tel:112" in answer.text
    assert "tel:116111" in answer.text


def test_the_offline_page_is_the_same_whoever_asks(client_of: ClientOf) -> None:
    pages = {client_of(slug).get("/offline?language=en").text for slug in ("", "youth-new", "caseworker")}
    assert len(pages) == 1
