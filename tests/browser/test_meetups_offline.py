"""What is tapped about a meetup without a line arrives by itself, once; what came too late says so."""

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import PhoneOf, Served, enter
from tests.browser.test_offline import READY, WAITS, offline, phone
from tests.browser.test_pwa import HOLDS, until

__all__ = ["phone"]
YES = ".time-choice:has(.time-yes)"


def asked(on: BrowserContext, served: Served, slug: str) -> Page:
    """Somebody stands before a meetup that they are asked about."""
    enter(on, served, slug, "en")
    page = on.pages[0]
    page.goto("/")
    until(page, HOLDS)
    page.get_by_role("link", name="asks when you have time").first.click()
    page.wait_for_url("**/meetups/*")
    until(page, READY)
    until(page, "document.documentElement.hasAttribute('data-alive')")
    return page


def test_a_yes_without_a_line_and_the_page_closed_arrives_once(phone: BrowserContext, fresh: Served) -> None:
    page = asked(phone, fresh, "youth-adult")
    address = page.url
    offline(phone, page)
    page.locator(YES).first.click()
    expect(page.locator("#answer-waits")).to_be_visible()
    expect(page.locator(YES).first).to_be_hidden()
    phone.new_page()
    page.close()
    page = phone.pages[-1]
    phone.set_offline(False)
    page.goto("/people")
    until(page, WAITS)
    page.goto(address)
    expect(page.get_by_role("link", name="Put it in my calendar")).to_be_visible()
    expect(page.locator(YES)).to_have_count(0)


def test_a_yes_that_came_too_late_says_so(phone: BrowserContext, fresh: Served, phones: PhoneOf) -> None:
    page = asked(phone, fresh, "youth-adult")
    address = page.url
    offline(phone, page)
    page.locator(YES).first.click()
    expect(page.locator("#answer-waits")).to_be_visible()
    phone.new_page()
    page.close()
    family = phones(fresh, "mfi", "en")
    family.goto(address)
    family.get_by_text("Call it off", exact=True).tap()
    family.get_by_role("button", name="Call the meetup off").tap()
    expect(family.get_by_text("called off").first).to_be_visible()
    page = phone.pages[-1]
    phone.set_offline(False)
    page.goto(address)
    until(page, READY)
    expect(page.get_by_text("called off").first).to_be_visible()


def _sent(page: Page, on: BrowserContext) -> None:
    """The line is back: what waited goes by itself, and the page shows what became of it."""
    expect(page.locator("#answer-waits")).to_be_visible()
    with page.expect_navigation():
        on.set_offline(False)
    until(page, READY)


def test_called_off_without_a_line_it_arrives_with_its_words(
    phone: BrowserContext, fresh: Served, phones: PhoneOf
) -> None:
    page = asked(phone, fresh, "youth-adult")
    address = page.url
    offline(phone, page)
    page.get_by_text("Call it off", exact=True).click()
    page.get_by_label("Say why in a few words, if you like").fill("Jeg har eksamen")
    page.get_by_role("button", name="Call the meetup off").click()
    _sent(page, phone)
    family = phones(fresh, "mfi", "en")
    family.goto(address)
    expect(family.get_by_text("Jeg har eksamen").first).to_be_visible()


def test_how_it_was_is_said_without_a_line_too(phone: BrowserContext, fresh: Served) -> None:
    enter(phone, fresh, "youth-matched", "en")
    page = phone.pages[0]
    page.goto("/meetups")
    until(page, HOLDS)
    met = page.locator('main a[href^="/meetups/"]').evaluate_all("all => all.map((it) => it.pathname)")
    for path in met:
        page.goto(path)
        if page.locator("form.faces").count():
            break
    until(page, READY)
    until(page, "document.documentElement.hasAttribute('data-alive')")
    face = page.locator(".face[aria-pressed=false]").first
    value = face.get_attribute("value")
    offline(phone, page)
    face.click()
    _sent(page, phone)
    expect(page.locator(f".face[value={value}]")).to_have_attribute("aria-pressed", "true")
