"""axe finds nothing: on each page that somebody of the cast reaches, in Arabic at 360 px, contrast also in the dark.

`make axe` (--axe-all) goes through all languages, both themes and both widths.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from app.web.i18n import LANGUAGES
from tests.browser.conftest import PhoneOf, Served
from tests.house.visiting import is_page, kind_of

# One of each role, in an order in which the one who fills a kind of page most comes first.
VISITORS = (
    "youth-matched",
    "youth-new",
    "youth-waiting",
    "family",
    "family-free",
    "family-applying",
    "host-family",
    "interpreter-ti",
    "mfi",
    "contact-person",
    "caseworker",
    "coordinator-rk",
    "supervisor",
    "safeguarding",
    "steering",
    "admin",
)
LOOKED_AT: set[str] = set()  # kinds of pages; of those that several see, one is looked at, unless at all
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def pages(page: Page, start: str = "/") -> Iterator[str]:
    """Open each kind of page that links lead to."""
    waiting, known = [start], set[str]()
    while waiting:
        path = waiting.pop(0)
        if kind_of(path) in known:
            continue
        answer = page.goto(path)
        known |= {kind_of(path), kind_of(page.evaluate("location.pathname"))}
        if answer is None or "text/html" not in answer.headers.get("content-type", ""):
            continue
        yield path
        links = page.evaluate("[...document.links].map(a => a.getAttribute('href'))")
        waiting += [link.split("#")[0] for link in links if is_page(link)]


def barriers(page: Page, options: dict[str, Any]) -> list[str]:
    # As tall as the page: axe measures where things stand, and the bar at the foot must not lie over them.
    height = page.evaluate("document.documentElement.scrollHeight")
    width = page.evaluate("document.documentElement.clientWidth")
    page.set_viewport_size({"width": width, "height": max(640, height + 120)})
    found = Axe().run(page, options=options).response["violations"]
    return [
        f"{one['id']}: {node['html'][:200]} {node['failureSummary']}"
        for one in found
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("slug", ["", *VISITORS])
def test_axe_finds_no_barrier(
    served: Served, phones: PhoneOf, slug: str, request: pytest.FixtureRequest
) -> None:
    every = bool(request.config.getoption("--axe-all"))
    problems = []
    for code in LANGUAGES if every else ("ar",):
        for wide in (False, True) if every else (False,):
            page = phones(served, slug, code, wide=wide, past_csp=True)
            for path in pages(page, "/" if slug else "/sign-in"):
                kind = kind_of(page.evaluate("location.pathname"))
                if not every and kind in LOOKED_AT and kind != "/":
                    continue
                LOOKED_AT.add(kind)
                for theme in ("light", "dark"):
                    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
                    everything = every or theme == "light"
                    only: dict[str, Any] = (
                        {"type": "tag", "values": TAGS}
                        if everything
                        else {"type": "rule", "values": ["color-contrast"]}
                    )
                    problems += [f"{code} {theme} {path} {one}" for one in barriers(page, {"runOnly": only})]
    assert not problems, "\n\n".join(problems[:20])
