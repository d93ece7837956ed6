"""A youth's People page: who is here for me, what each can help with, and how it stands with the MFI."""

import brotli
import pytest

from app.identity.policy import Role
from app.people.roles import ROLES
from tests.conftest import ClientOf


def page_of(client_of: ClientOf, slug: str) -> str:
    answer = client_of(slug).get("/people")
    assert answer.status_code == 200
    return answer.text.replace("&#39;", "'")


@pytest.mark.parametrize(
    ("slug", "shown"),
    [
        ("youth-new", ("Birgit Dam", "What is an MFI?")),
        ("youth-adult", ("Ended when you turned 18", "Birgit Dam")),
        ("youth-hosted", ("We don't know yet", "What is an MFI?")),
    ],
)
def test_the_mfi_is_always_told_of(client_of: ClientOf, slug: str, shown: tuple[str, ...]):
    page = page_of(client_of, slug)
    for words in shown:
        assert words in page


def test_everybody_around_me_is_a_card_with_what_they_help_with(client_of: ClientOf):
    page = page_of(client_of, "youth-new")
    for name in ("Thomas Friis", "Anne Winther", "Birgit Dam", "Almaz Gebre"):
        assert name in page
    for person in (Role.CONTACT, Role.CASEWORKER, Role.MFI, Role.INTERPRETER):
        assert ROLES[person].helps_with in page
    assert "tel:+4546000001" in page
    assert "@demo.example" not in page


def test_who_was_here_stands_at_the_end_and_is_not_called(client_of: ClientOf):
    now, before = page_of(client_of, "youth-new").split("Who has been here")
    assert "Ulla Bech" not in now
    assert "Ulla Bech" in before


def test_numbers_for_the_night_are_always_there(client_of: ClientOf):
    for slug in ("youth-new", "youth-elsewhere"):
        page = page_of(client_of, slug)
        assert 'href="tel:112"' in page
        assert 'href="tel:116111"' in page


def test_looking_at_my_own_people_leaves_no_line(client_of: ClientOf, raw):
    page_of(client_of, "youth-new")
    assert raw("SELECT count(*) FROM audit_line")[0][0] == 0


def test_the_page_stays_small(client_of: ClientOf):
    client = client_of("youth-matched")
    client.get("/people")  # now the phone has the style
    assert len(brotli.compress(client.get("/people").content, quality=4)) <= 14 * 1024
    assert len(brotli.compress(client_of("youth-matched").get("/people").content, quality=4)) <= 14 * 1024
