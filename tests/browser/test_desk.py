"""An interpreter's desk by keyboard, and a summary that is read only once the youth has agreed."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from app.demo.cast import id_of
from tests.browser.conftest import PhoneOf, Served, _serve

SUMMARY = "Dawit har fået et brev om sundhedskort."


@pytest.fixture(scope="module")
def town(demo_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A running demo that these tests may change."""
    data = tmp_path_factory.mktemp("desk") / "var"
    shutil.copytree(demo_data, data)
    yield from _serve(data)


def lives(page: Page) -> None:
    """Wait until the page hears its keys."""
    expect(page.locator("html")).to_have_attribute("data-alive", "")


def test_by_keyboard_from_the_queue_to_the_answer_and_the_summary(town: Served, phones: PhoneOf) -> None:
    desk = phones(town, "interpreter-ti", "en", wide=True)
    desk.goto("/queue")
    expect(desk.locator('[data-keys="help"]')).to_be_visible()
    desk.keyboard.press("?")
    expect(desk.locator("#keys-help")).to_be_visible()
    desk.keyboard.press("Escape")
    rows = desk.locator("[data-stop]")
    wanted = next(n for n in range(rows.count()) if "Dawit" in rows.nth(n).inner_text())
    for _ in range(wanted + 1):
        desk.keyboard.press("j")
    expect(rows.nth(wanted)).to_be_focused()
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/conversations/*")
    thread = desk.url
    assert desk.locator("#field-summary").count() == 0, "the youth hasn't agreed"
    expect(desk.locator("#field-minutes")).to_have_value("5")
    desk.keyboard.press("a")
    expect(desk.locator("#field-body")).to_be_focused()
    desk.keyboard.type("ካርድ ጥዕና ውሰድ")
    desk.keyboard.press("Control+Enter")
    expect(desk.locator("#thread").get_by_text("ካርድ ጥዕና ውሰድ")).to_be_visible()

    youth = phones(town, "youth-adult", "en")
    youth.goto(thread)
    youth.locator('form[action$="/agreement"] button').click()
    expect(youth.locator('form[action$="/agreement"] button[value=""]')).to_be_visible()

    desk.goto(thread)
    lives(desk)
    desk.keyboard.press("s")
    desk.keyboard.type(SUMMARY)
    desk.keyboard.press("Control+Enter")
    expect(desk.locator("#field-summary")).to_have_value(SUMMARY)

    staff = phones(town, "caseworker", "en", wide=True)
    page = f"/youths/{id_of('youth-adult')}"
    staff.goto(page)
    expect(staff.get_by_text(SUMMARY)).to_be_visible()
    youth.goto(thread)
    youth.locator('form[action$="/agreement"] button').click()
    expect(youth.locator('form[action$="/agreement"] button[value="yes"]')).to_be_visible()
    staff.goto(page)
    expect(staff.get_by_text(SUMMARY)).to_have_count(0)

    desk.goto("/sheet")
    expect(desk.locator("main").get_by_text("Dawit Mehari").first).to_be_visible()


def test_a_message_is_checked_alone_and_read_with_a_name(town: Served, phones: PhoneOf) -> None:
    desk = phones(town, "interpreter-ar", "en", wide=True)
    desk.goto("/queue")
    desk.locator('form[action*="/checks/"][action$="/taking"] button').first.click()
    desk.wait_for_url("**/checks/*")
    assert "Børnene" not in desk.locator("main").inner_text()
    lives(desk)
    desk.keyboard.press("a")
    desk.locator("#field-body").fill("هل نلتقي يوم السبت؟ فكرنا أن نخبز.")
    desk.keyboard.press("Control+Enter")
    desk.wait_for_url("**/queue")
    youth = phones(town, "youth-matched", "ar")
    youth.goto("/conversations")
    youth.locator('a[href^="/conversations/"]').filter(has_text="Holm").first.click()
    expect(youth.get_by_text("هل نلتقي يوم السبت؟ فكرنا أن نخبز.")).to_be_visible()
    expect(youth.locator("#thread").get_by_text("Samir Khoury").last).to_be_visible()
