"""A coordinator's way from a waiting request to a proposal, on a phone: its taps are counted, and so is its time."""

import time
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PhoneOf, Served

MOST_TAPS, MOST_SECONDS = 10, 60


class Finger:
    """Taps, and counts them."""

    def __init__(self, page: Page) -> None:
        self.page, self.taps = page, 0

    def tap(self, on: Locator) -> None:
        on.tap()
        self.taps += 1


def in_time(act: Callable[[], Any]) -> float:
    began = time.monotonic()
    act()
    return time.monotonic() - began


def test_from_the_queue_to_a_proposal_in_under_a_minute_and_at_most_ten_taps(
    fresh: Served, phones: PhoneOf
) -> None:
    page = phones(fresh, "coordinator-rk", "en")
    finger = Finger(page)

    def find_a_family() -> None:
        page.goto("/requests")
        finger.tap(page.locator(".waiting a.cover").first)
        finger.tap(page.get_by_role("button", name="Take it"))
        first = page.locator(".candidate").first
        expect(first.locator(".is-fit, .meta").first).to_be_visible()
        finger.tap(first.get_by_role("button", name="Pin it to the top"))
        second = page.locator(".candidate").nth(1)
        finger.tap(second.locator("summary").last)
        second.locator("textarea").fill("They are away this autumn")
        finger.tap(second.get_by_role("button", name="Rule it out"))
        best = page.locator(".candidate").first
        expect(best.get_by_text("Pinned", exact=True)).to_be_visible()
        finger.tap(best.get_by_role("button", name="Put this family forward"))
        expect(page.get_by_text("None of them has answered yet")).to_be_visible()

    assert in_time(find_a_family) < MOST_SECONDS
    assert finger.taps <= MOST_TAPS
