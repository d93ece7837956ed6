"""What two expect of each other, on two phones: answered alone, also without a line, put side by side, and signed."""

from playwright.sync_api import BrowserContext, expect

from tests.browser.conftest import PhoneOf, Served, enter
from tests.browser.test_offline import WAITS, offline, phone
from tests.browser.test_pwa import HOLDS, until

__all__ = ["phone"]
KEPT = "form[data-behaviour=keep] [data-waits]"


def test_two_phones_from_the_first_answer_to_both_signatures(
    phone: BrowserContext, fresh: Served, phones: PhoneOf
) -> None:
    enter(phone, fresh, "youth-adult", "en")
    page = phone.pages[0]
    page.goto("/")
    until(page, HOLDS)
    page.get_by_role("link", name="What you expect of each other").click()
    page.get_by_role("link", name="Begin").click()
    for number in range(1, 15):
        page.wait_for_url(f"**/statements/{number}")
        until(page, "Boolean(document.querySelector('[data-outbox=ready]'))")
        if number == 3:  # on the bus
            offline(phone, page)
            page.locator(".agree-tile", has_text="I see it differently").click()
            page.get_by_label("Your own words").fill("Not after ten")
            expect(page.locator(KEPT)).to_be_visible()
            phone.set_offline(False)
            until(page, WAITS)
            page.reload()
            expect(page.get_by_label("I see it differently")).to_be_checked()
            expect(page.get_by_label("Your own words")).to_have_value("Not after ten")
        else:
            page.locator(".agree-tile", has_text="I think so too").click()
        page.get_by_role("button", name="Done" if number == 14 else "Next").click()
    page.get_by_role("button", name="I have finished").click()
    expect(page.get_by_text("You see 1 thing differently")).to_be_visible()

    family = phones(fresh, "mfi", "en")
    family.goto(page.url)
    expect(family.get_by_text("Not after ten")).to_be_visible()
    expect(family.get_by_role("button", name="I agree, and sign")).to_have_count(0)
    first = family.locator(".agree-line").first
    first.get_by_label("What do you agree?").fill("We answer the next day")
    first.get_by_role("button", name="Save").tap()
    family.get_by_role("button", name="I agree, and sign").tap()
    expect(family.get_by_text("You have signed. Now we wait for the other side.")).to_be_visible()

    page.reload()
    expect(page.get_by_text("We answer the next day").first).to_be_visible()
    page.get_by_role("button", name="I agree, and sign").click()
    expect(page.get_by_text("Both have signed. You are friends.").first).to_be_visible()
