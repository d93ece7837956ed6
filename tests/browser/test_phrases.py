"""A phrase with a time, picked on an Arabic phone: the Danish family reads perfect Danish, and answers in one tap."""

import re

from playwright.sync_api import Page, expect

from app.translation import phrasebook
from tests.browser.conftest import PhoneOf, Served

KEY = "meet.time_good"


def to_the_thread(page: Page, name: str) -> None:
    page.goto("/conversations")
    page.locator("a.row", has_text=name).first.click()
    expect(page.locator("#thread")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("data-alive", "")


def test_a_phrase_with_a_time_reaches_the_family_in_danish_and_is_answered_in_one_tap(
    fresh: Served, phones: PhoneOf
) -> None:
    youth = phones(fresh, "youth-matched")
    to_the_thread(youth, "Holm")
    youth.locator(".composer-phrases").click()
    sheet = youth.locator("#phrase-sheet")
    search = sheet.locator("input[type=search]")
    search.fill("passer")  # Danish, which she is learning: the book is found by it, too
    phrase = sheet.locator(f'a.phrase[href*="{KEY}?"]')
    expect(phrase).to_be_visible()
    phrase.click()
    clock = sheet.locator("input.clock")
    expect(clock).to_be_visible()
    clock.fill("17:30")
    danish = phrasebook.said(KEY, {"time": "17:30"}, "da")
    arabic = phrasebook.said(KEY, {"time": "17:30"}, "ar")
    expect(sheet.locator(".phrase-reading", has_text="17.30")).to_contain_text(danish)
    sheet.locator("button.button-primary").click()
    expect(sheet).to_be_hidden()
    expect(youth.locator("#thread .bubble-mine .bubble-body").last).to_contain_text(arabic)

    family = phones(fresh, "family")
    to_the_thread(family, "Yara")
    bubble = family.locator("#thread .bubble-theirs").last
    expect(bubble.locator(".bubble-body .words").first).to_have_text(danish)
    expect(bubble.locator(".said-more > summary")).to_be_visible()
    words = bubble.locator(".said-more .words")
    expect(words).to_be_hidden()
    bubble.locator(".said-more > summary").click()
    expect(words).to_have_text(arabic)
    expect(words).to_have_attribute("lang", "ar")
    bubble.locator(".one-tap").first.click()
    expect(family.locator("#thread .bubble-mine .bubble-body").last).to_contain_text(
        phrasebook.phrase(phrasebook.phrase(KEY).answers[0]).text("da")
    )


def test_the_phrasebook_is_a_page_where_there_is_no_script(fresh: Served, phones: PhoneOf) -> None:
    context = phones(fresh, "youth-matched").context.browser
    assert context
    plain = context.new_context(java_script_enabled=False, base_url=fresh.url)
    try:
        page = plain.new_page()
        assert plain.request.post(f"{fresh.url}/demo/youth-matched", max_redirects=0).status == 303
        page.goto("/conversations")
        page.locator("a.row", has_text="Holm").first.click()
        page.locator(".composer-phrases").click()
        page.locator("a.phrase").first.click()
        page.locator("button.button-primary").click()
        expect(page).to_have_url(re.compile("/conversations/"))
        expect(page.locator("#thread .bubble-mine").last).to_be_visible()
    finally:
        plain.close()
