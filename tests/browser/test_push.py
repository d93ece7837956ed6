"""A push from end to end: the server's real encrypted post, opened with the browser's key, shown by the worker."""

import json
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from app.kit.settings import settings
from app.notifications import push, vapid
from tests.browser.conftest import PhoneOf, Served
from tests.notifications.conftest import PushService

SHOWN = """async () => {
  const registration = await navigator.serviceWorker.ready;
  const shown = await registration.getNotifications();
  return shown.map(({ title, tag, lang, dir, data }) => ({ title, tag, lang, dir, url: data.url }));
}"""
READY = """async () => {
  const { active } = await navigator.serviceWorker.ready;
  if (active.state !== "activated") await new Promise((done) => (active.onstatechange = done));
  return active.state;
}"""


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[PushService]:
    """The push service of the test."""
    monkeypatch.setattr(settings(), "vapid_key", vapid.make_key())
    monkeypatch.setattr(settings(), "push_anywhere", True)
    vapid.forget()
    it = PushService()
    yield it
    it.server.shutdown()
    it.server.server_close()
    vapid.forget()


def deliver(page: Page, origin: str, data: str) -> None:
    """Hand a push to the service worker, as the browser's own line to its push service would."""
    line = page.context.new_cdp_session(page)
    seen: list[str] = []
    line.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda event: seen.extend(one["registrationId"] for one in event["registrations"]),
    )
    line.send("ServiceWorker.enable")
    ends = time.monotonic() + 10
    while not seen and time.monotonic() < ends:
        page.wait_for_timeout(50)
    arrived = {"origin": origin, "registrationId": seen[-1], "data": data}
    line.send("ServiceWorker.deliverPushMessage", arrived)


def test_a_push_is_shown_in_few_words_and_leads_to_the_page(
    served: Served, phones: PhoneOf, service: PushService
) -> None:
    form = service.form()
    body = push.payload("message", "ar", "/conversations", 2)
    assert push.send(form["endpoint"], form["p256dh"], form["auth"], body, "message").status == 201
    (opened,) = service.opened()
    page = phones(served, "youth-new")
    page.context.grant_permissions(["notifications"], origin=served.url)
    page.goto("/")
    assert page.evaluate(READY) == "activated"
    for _ in range(2):  # the second replaces the first
        deliver(page, served.url, json.dumps(opened))
    ends = time.monotonic() + 10
    shown: list[dict[str, str]] = []
    while not shown and time.monotonic() < ends:
        shown = page.evaluate(SHOWN)
    (one,) = shown
    assert one == {
        "title": opened["title"],
        "tag": "message",
        "lang": "ar",
        "dir": "rtl",
        "url": "/conversations",
    }


def test_the_page_of_choices_works_by_thumb(fresh: Served, phones: PhoneOf) -> None:
    page = phones(fresh, "youth-new", language="en")
    page.goto("/more")
    page.get_by_role("link", name="How we tell you").click()
    page.get_by_label("Tell me nothing at night").uncheck()
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Saved. This is how we tell you from now on.").wait_for()
    assert not page.get_by_label("Tell me nothing at night").is_checked()
