"""The installed app in a real browser: installable, offline in my language, forgetting at sign-out."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright

from tests.browser.conftest import ARGS, CHROMIUM, PHONE, Served, enter

MANY, PAUSE = 100, 100


def until(page: Page, script: str) -> Any:
    """Ask the page until it answers something. A string for wait_for_function would break the policy on scripts."""
    for _ in range(MANY):
        answer = page.evaluate(script)
        if answer:
            return answer
        page.wait_for_timeout(PAUSE)
    pytest.fail(f"never true: {script}")


HOLDS = "navigator.serviceWorker.ready.then(() => Boolean(navigator.serviceWorker.controller))"
KEPT = """caches.open('private-v1').then((c) => c.keys())
          .then((keys) => keys.map((k) => new URL(k.url).pathname).sort().join(' '))"""
HELD = "caches.keys().then((names) => names.includes('private-v1'))"


def has(path: str) -> str:
    return f"({KEPT}).then((held) => held.includes('{path}'))"


@pytest.fixture
def phone(playwright: Playwright, served: Served, tmp_path: Path) -> Iterator[BrowserContext]:
    """A phone of one's own: an installed app lives in a profile that stays."""
    context = playwright.chromium.launch_persistent_context(
        tmp_path / "profile",
        executable_path=CHROMIUM,
        args=ARGS,
        viewport=PHONE,
        has_touch=True,
        is_mobile=True,
        base_url=served.url,
        locale="da-DK",
    )
    yield context
    context.close()


Opened = Callable[[str, str], Page]


@pytest.fixture
def opened(phone: BrowserContext, served: Served) -> Opened:
    """`opened("youth-new", "ti")`: somebody has opened Sammen, and the service worker is at work."""

    def make(slug: str, language: str) -> Page:
        enter(phone, served, slug, language)
        page = phone.pages[0]
        page.goto("/")
        until(page, HOLDS)
        return page

    return make


def test_the_browser_finds_nothing_that_keeps_it_from_installing(
    opened: Opened, phone: BrowserContext
) -> None:
    page = opened("youth-new", "ti")
    session = phone.new_cdp_session(page)
    assert session.send("Page.getInstallabilityErrors")["installabilityErrors"] == []
    manifest = session.send("Page.getAppManifest")
    assert manifest["errors"] == []


@pytest.mark.parametrize("language", ["da", "ar", "fa_AF", "ti"])
def test_a_page_i_never_saw_is_the_offline_page_in_my_language(
    opened: Opened, phone: BrowserContext, language: str
) -> None:
    page = opened("youth-new", language)
    tag = language.replace("_", "-")
    until(
        page, f"caches.match('/offline').then((it) => it && it.headers.get('content-language') === '{tag}')"
    )
    phone.set_offline(True)
    page.goto("/meetups")
    assert page.locator("html").get_attribute("lang") == tag
    assert page.locator("a[href='tel:112']").is_visible()


def test_people_and_help_as_i_saw_them_last_are_there_offline_and_nothing_else(
    opened: Opened, phone: BrowserContext
) -> None:
    page = opened("youth-new", "en")
    for path in ("/people", "/meetups", "/conversations", "/more", "/"):
        page.goto(path)
    until(page, has("/people"))
    until(page, has("/help"))
    assert page.evaluate(KEPT) == "/help /owner /people"
    phone.set_offline(True)
    page.goto("/people")
    assert "Thomas Friis" in page.locator("main").inner_text()
    page.goto("/help")
    assert page.locator("a[href='tel:116111']").is_visible()
    page.goto("/conversations")
    assert "Thomas Friis" not in page.content()
    page.goto("/people")
    assert "Thomas Friis" in page.locator("main").inner_text(), "seeing the offline page forgets nothing"


def test_signing_out_empties_what_was_kept(opened: Opened, phone: BrowserContext) -> None:
    page = opened("youth-new", "en")
    page.goto("/people")
    until(page, has("/people"))
    page.goto("/more")
    page.locator("form[action$='sign-out'] button").click()
    page.wait_for_url("**/sign-in*")
    until(page, f"({HELD}).then((held) => !held)")
    phone.set_offline(True)
    page.goto("/people")
    assert "Thomas Friis" not in page.content()


def test_somebody_else_on_the_same_phone_finds_nothing_of_the_one_before(
    opened: Opened, phone: BrowserContext, served: Served
) -> None:
    page = opened("youth-new", "en")
    page.goto("/people")
    until(page, has("/people"))
    # A page of ours would ask anew by itself once it hears that another is signed in.
    page.goto("about:blank")
    enter(phone, served, "youth-elsewhere", "en")
    page.goto("/")
    until(page, f"({has('/people')}).then((held) => !held)")
    phone.set_offline(True)
    page.goto("/people")
    assert "Thomas Friis" not in page.content()


@pytest.mark.parametrize("slug", ["caseworker", "family", "interpreter-ti"])
def test_of_adults_nothing_is_kept(opened: Opened, slug: str) -> None:
    page = opened(slug, "en")
    page.goto("/help")
    until(page, "caches.match('/offline').then((it) => it && it.headers.get('content-language') === 'en')")
    assert page.evaluate(HELD) is False
