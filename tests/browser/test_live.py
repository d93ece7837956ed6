"""Two phones talking: nobody reloads anything."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import PhoneOf, Served


def thread_of(page: Page, whom: str) -> str:
    """Open a conversation from the list, and wait for its stream."""
    page.goto("/conversations")
    page.locator("a.row", has_text=whom).first.click()
    page.wait_for_selector("#composer")
    expect(page.locator("html")).to_have_attribute("data-line", "on")
    expect(page.locator("html")).to_have_attribute("data-alive", "")
    return page.url.split("#")[0]


def test_two_phones_talk_live(phones: PhoneOf, fresh: Served) -> None:
    youth, friend = phones(fresh, "youth-matched", "ar"), phones(fresh, "family", "da")
    errors: list[str] = []
    for phone in (youth, friend):
        phone.on("console", lambda it: errors.append(it.text) if it.type == "error" else None)
        phone.on("pageerror", lambda it: errors.append(str(it)))
    thread_of(youth, "Holm")
    friend.goto(youth.url.split("#")[0])
    expect(friend.locator("html")).to_have_attribute("data-line", "on")
    assert youth.locator("html").get_attribute("dir") == "rtl"

    friend.fill("#field-body", "Kommer du på torsdag?")
    expect(youth.locator("#typing")).to_be_visible()
    friend.click(".composer-send")
    arrived = youth.locator(".bubble-theirs", has_text="Kommer du på torsdag?")
    expect(arrived).to_have_count(1)
    expect(youth.locator("#typing")).to_be_hidden()
    mine = friend.locator(".bubble-mine", has_text="Kommer du på torsdag?")
    expect(mine).to_have_count(1)
    expect(mine.locator(".tick-seen")).to_be_visible()

    friend.goto("/more")
    expect(friend.locator("html")).to_have_attribute("data-line", "on")
    expect(friend.locator(".bar .badge:visible")).to_have_count(0)
    youth.fill("#field-body", "سآتي إن شاء الله")
    youth.click(".composer-send")
    expect(friend.locator(".bar .badge:visible")).to_have_text("1")
    expect(youth.locator(".bubble-mine", has_text="سآتي إن شاء الله")).to_have_count(1)
    assert errors == []


def test_who_reads_further_up_is_told_that_something_is_new(phones: PhoneOf, fresh: Served) -> None:
    youth, friend = phones(fresh, "youth-matched", "en"), phones(fresh, "family", "da")
    thread_of(youth, "Holm")
    friend.goto(youth.url.split("#")[0])
    for n in range(8):
        friend.fill("#field-body", f"nummer {n}\n\n\n\n-")
        friend.click(".composer-send")
        expect(youth.locator(".bubble-theirs", has_text=f"nummer {n}")).to_have_count(1)
    youth.evaluate("scrollTo(0, 0)")
    friend.fill("#field-body", "og én til")
    friend.click(".composer-send")
    pill = youth.locator("#new-messages")
    expect(pill).to_be_visible()
    assert youth.evaluate("scrollY") == 0
    pill.click()
    expect(pill).to_be_hidden()
    expect(friend.locator(".bubble-mine", has_text="og én til").locator(".tick-seen")).to_be_visible()


def test_a_phone_that_was_away_catches_up(phones: PhoneOf, fresh: Served) -> None:
    youth, friend = phones(fresh, "youth-matched", "en"), phones(fresh, "family", "da")
    thread_of(youth, "Holm")
    friend.goto(youth.url.split("#")[0])
    youth.context.set_offline(True)
    youth.evaluate("dispatchEvent(new Event('pagehide'))")
    for n in range(3):
        friend.fill("#field-body", f"mens du var væk {n}")
        friend.click(".composer-send")
        expect(friend.locator(".bubble-mine", has_text=f"væk {n}").locator(".tick-sent")).to_be_visible()
    youth.context.set_offline(False)
    for n in range(3):
        expect(youth.locator(".bubble-theirs", has_text=f"væk {n}")).to_have_count(1)
