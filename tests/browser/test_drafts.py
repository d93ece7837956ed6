"""Forms that are filled in on a bad line, and signing out without one."""

import re
from collections.abc import Callable
from http import HTTPStatus

import httpx2
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.browser.conftest import Served, enter
from tests.browser.test_offline import WAITS, offline, phone
from tests.browser.test_pwa import HOLDS, until

__all__ = ["phone"]
STEP = "/request/step/interests"
DRAFTED = "form[data-behaviour=keep]"


def begin(on: BrowserContext, served: Served) -> Page:
    """A youth stands at the question of what they like to do."""
    enter(on, served, "youth-new", "en")
    page = on.pages[0]
    page.goto("/request")
    until(page, HOLDS)
    if page.locator('form[action$="/request"] button').count():
        with page.expect_navigation():
            page.locator('form[action$="/request"] button').first.click()
    page.goto(STEP)
    until(page, "Boolean(document.querySelector('[data-outbox=ready]'))")
    return page


def like(page: Page, *what: str) -> None:
    for one in what:
        page.locator(f'input[value="{one}"]').check(force=True)


def answered(page: Page) -> set[str]:
    """What the server knows."""
    page.goto("/request/answers")
    page.goto(STEP)
    return {
        str(it)
        for it in page.locator(f"{DRAFTED} input:checked").evaluate_all("all => all.map(i => i.value)")
    }


def test_what_is_ticked_without_a_line_arrives_when_it_is_back(phone: BrowserContext, fresh: Served) -> None:
    page = begin(phone, fresh)
    offline(phone, page)
    like(page, "football", "music")
    expect(page.locator(f"{DRAFTED} [data-waits]")).to_be_visible()
    phone.new_page()
    page.close()
    page = phone.pages[-1]
    phone.set_offline(False)
    page.goto("/people")
    until(page, WAITS)
    assert answered(page) >= {"football", "music"}
    until(page, WAITS.replace("posts", "drafts"))


def test_an_answer_under_way_never_comes_after_the_one_that_was_sent(
    phone: BrowserContext, fresh: Served
) -> None:
    """The line is slow: the first tap is still travelling when the button is pressed."""
    page = begin(phone, fresh)
    held: list[Route] = []

    def hold(route: Route) -> None:
        if "sammen-sender" in route.request.headers:
            held.append(route)
        else:
            route.continue_()

    page.route(f"**{STEP}*", hold)
    like(page, "football")
    until_held(page, held)
    page.locator('input[value="football"]').uncheck(force=True)
    like(page, "cooking")
    with page.expect_navigation():
        page.locator(f"{DRAFTED} button").last.click()
    for route in held:
        route.abort()
    page.unroute(f"**{STEP}*")
    page.goto("/people")
    until(page, WAITS)
    assert answered(page) & {"football", "cooking"} == {"cooking"}


def until_held(page: Page, held: list[Route]) -> None:
    for _ in range(100):
        if held:
            return
        page.wait_for_timeout(50)
    raise AssertionError("nothing was sent as it was tapped")


def test_somebody_else_on_the_phone_finds_no_answer_of_mine(phone: BrowserContext, fresh: Served) -> None:
    page = begin(phone, fresh)
    offline(phone, page)
    like(page, "football")
    expect(page.locator(f"{DRAFTED} [data-waits]")).to_be_visible()
    page.close()
    phone.new_page()
    phone.set_offline(False)
    enter(phone, fresh, "youth-elsewhere", "en")
    page = phone.pages[-1]
    page.goto("/request")
    if page.locator('form[action$="/request"] button').count():
        with page.expect_navigation():
            page.locator('form[action$="/request"] button').first.click()
    page.goto(STEP)
    until(page, "Boolean(document.querySelector('[data-outbox=ready]'))")
    assert not page.locator('input[value="football"]').is_checked()


Asked = Callable[[str], httpx2.Response]


def test_signed_out_without_a_line_the_session_ends_with_the_first_one(
    phone: BrowserContext, fresh: Served
) -> None:
    page = begin(phone, fresh)
    (token,) = [it["value"] for it in phone.cookies() if it["name"].endswith("sammen_session")]

    def home() -> httpx2.Response:
        return httpx2.get(fresh.url, headers={"cookie": f"sammen_session={token}"}, follow_redirects=False)

    assert home().status_code == HTTPStatus.OK
    page.goto("/more")
    offline(phone, page)
    with page.expect_navigation():
        page.locator("form[action$='sign-out'] button").click()
    assert "Selam" not in page.content()
    page.goto("/people")
    assert "Selam" not in page.content()
    assert home().status_code == HTTPStatus.OK, "the server can't know yet"
    phone.set_offline(False)
    page.goto("/people")
    page.wait_for_url(re.compile("/sign-in"))
    assert home().status_code == HTTPStatus.SEE_OTHER
    assert not [it for it in phone.cookies() if it["name"].endswith("sammen_session")]
