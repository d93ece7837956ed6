"""The public pages: to be found by anybody, in every language, and the only ones that are."""

import re
from xml.etree import ElementTree as ET

import pytest

from app.finding.public import KINDS
from app.web.i18n import LANGUAGES
from tests.conftest import ClientOf

PAGES = ("/join", "/join/friendship-family", "/join/integration-family", "/join/mfi", "/join/meetings")


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("tag", [one.tag for one in LANGUAGES.values()])
def test_each_page_has_an_address_in_each_language(client_of: ClientOf, path: str, tag: str) -> None:
    answer = client_of("").get(f"{path}?language={tag}")
    assert answer.status_code == 200
    assert f'<html lang="{tag}"' in answer.text
    assert answer.headers["x-robots-tag"] == "all"
    assert "noindex" not in answer.text
    assert re.search(rf'rel="canonical" href="[^"]+{path}\?language={tag}"', answer.text)
    others = set(re.findall(r'rel="alternate" hreflang="([^"]+)"', answer.text))
    assert others == {one.tag for one in LANGUAGES.values()} | {"x-default"}


def test_searchers_are_told_of_the_public_pages_and_of_no_others(client_of: ClientOf) -> None:
    client = client_of("")
    robots = client.get("/robots.txt").text
    assert robots.splitlines()[:3] == ["User-agent: *", "Allow: /join", "Disallow: /"]
    root = ET.fromstring(client.get("/sitemap.xml").content)
    found = [element.text or "" for element in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert len(found) == len(PAGES) * len(LANGUAGES)
    for address in found:
        path = "/" + address.split("://", 1)[1].split("/", 1)[1]
        assert client.get(path).status_code == 200


def test_no_other_page_is_to_be_found(client_of: ClientOf) -> None:
    answer = client_of("").get("/sign-in")
    assert answer.headers.get("x-robots-tag") != "all"


def test_what_surprised_families_is_said_before_the_form(client_of: ClientOf) -> None:
    """Approval, training and time surprised integration families [2.1]."""
    text = client_of("").get("/join/integration-family").text
    before_the_form = text[: text.index("/join/integration-family/apply")]
    for word in ("Socialtilsynet", "training", "months"):
        assert word in before_the_form, word


def test_no_page_is_there_of_a_kind_that_is_none(client_of: ClientOf) -> None:
    for path in ("/join/uncle", "/join/uncle/apply", "/join/uncle/thanks"):
        assert client_of("").get(path).status_code == 404


def test_the_poster_carries_a_code_and_the_address_in_letters(client_of: ClientOf) -> None:
    text = client_of("").get("/join/poster").text
    assert "<svg" in text
    assert "/join/friendship-family" in text


def test_the_card_of_a_shared_link_is_whole(client_of: ClientOf) -> None:
    client = client_of("")
    for kind in KINDS:
        text = client.get(f"/join/{kind.slug}").text
        card = dict(re.findall(r'<meta property="og:(\w+)" content="([^"]+)"', text))
        assert set(card) >= {"title", "description", "url", "image"}
        image = card["image"].split("://", 1)[1].split("/", 1)[1]
        assert client.get(f"/{image}").headers["content-type"] == "image/png"
