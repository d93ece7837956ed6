"""Without a connection: what is written waits on the phone, sealed, and goes by itself, once and in order."""

import io
import re
import sqlite3
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, FilePayload, Locator, Page, Playwright, Route, expect

from app.demo.cast import id_of
from app.kit import clock
from tests.browser.conftest import ARGS, CHROMIUM, PHONE, Served, enter
from tests.browser.test_pwa import HOLDS, until

WORDS = ("Hej, er du der?", "Toget er forsinket", "Jeg kommer klokken fem")


@pytest.fixture
def phone(playwright: Playwright, fresh: Served, tmp_path: Path) -> Iterator[BrowserContext]:
    """A phone with the installed app, and a Sammen that the test may change."""
    context = playwright.chromium.launch_persistent_context(
        tmp_path / "profile",
        executable_path=CHROMIUM,
        args=ARGS,
        viewport=PHONE,
        has_touch=True,
        is_mobile=True,
        base_url=fresh.url,
        locale="da-DK",
    )
    yield context
    context.close()


Opened = Callable[..., Page]
READY = "Boolean(document.querySelector('[data-outbox=ready]'))"
KEEPS = "Boolean(document.querySelector('#composer[data-keeps]'))"


@pytest.fixture
def opened(phone: BrowserContext, fresh: Served) -> Opened:
    """`opened("youth-matched")`: somebody looks at their conversation with the family."""

    def make(slug: str = "youth-matched", whom: str = "Holm", language: str = "en") -> Page:
        enter(phone, fresh, slug, language)
        page = phone.pages[0]
        page.goto("/conversations")
        until(page, HOLDS)
        until(page, "caches.match('/offline/messages').then(Boolean)")
        page.locator('a[href^="/conversations/"]').filter(has_text=whom).first.click()
        page.wait_for_url("**/conversations/*-*")
        until(page, KEEPS)
        until(page, READY)
        return page

    return make


def letter() -> FilePayload:
    drawn = io.BytesIO()
    Image.new("RGB", (300, 200), "teal").save(drawn, "JPEG")
    return {"name": "brev.jpg", "mimeType": "image/jpeg", "buffer": drawn.getvalue()}


def say(page: Page, words: str) -> None:
    page.locator("#composer textarea").fill(words)
    page.locator(".composer-send").click()
    expect(page.locator("#thread .bubble").filter(has_text=words).last).to_be_visible()


def write_three_and_a_photo(page: Page) -> None:
    for words in WORDS:
        say(page, words)
    page.locator("#composer input[type=file][multiple]").set_input_files(letter())
    expect(page.locator(".composer-preview img")).to_be_visible()
    page.locator(".composer-send").click()
    expect(page.locator(".waiting-photos img")).to_be_visible()


def waiting(page: Page) -> Locator:
    return page.locator(".bubble-waiting")


def sent(page: Page) -> list[str]:
    """My messages as the server has them: their words, or "photo"."""
    page.reload()
    mine = page.locator(".bubble-mine:not(.bubble-waiting)")
    texts = []
    for bubble in mine.all()[-6:]:
        words = bubble.locator(".bubble-body")
        texts.append(words.first.inner_text().strip() if words.count() else "photo")
    return texts


def offline(phone: BrowserContext, page: Page) -> None:
    until(page, READY)
    phone.set_offline(True)
    until(page, "!navigator.onLine")


def test_written_without_a_line_and_the_page_closed_it_goes_once_and_in_order_when_i_come_back(
    opened: Opened, phone: BrowserContext
) -> None:
    page = opened()
    address = page.url.split("#")[0]
    offline(phone, page)
    write_three_and_a_photo(page)
    expect(waiting(page)).to_have_count(4)
    expect(waiting(page).first.get_by_text("Waiting for a connection")).to_be_visible()
    expect(page.locator(".line-state")).to_be_visible()

    phone.new_page()
    page.close()
    page = phone.pages[-1]
    page.goto(address)
    expect(waiting(page)).to_have_count(4)
    assert [re.sub(r"\s+", " ", it) for it in waiting(page).locator(".words").all_inner_texts()][:3] == list(
        WORDS
    )

    phone.set_offline(False)
    page = phone.new_page()  # the old one opens itself anew
    page.goto(address)
    until(page, WAITS)
    expect(waiting(page)).to_have_count(0)
    assert sent(page)[-4:] == [*WORDS, "photo"]


def test_the_worker_sends_it_while_no_page_of_sammen_is_open(opened: Opened, phone: BrowserContext) -> None:
    """Background Sync: the page alone loses its line; the worker, woken by the browser, has one."""
    page = opened()
    address = page.url.split("#")[0]
    session = phone.new_cdp_session(page)
    gone = {"offline": True, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0}
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", gone)
    say(page, WORDS[0])
    other = phone.new_page()
    page.close()
    other.goto("/static/icons/favicon.svg")  # of the same origin, and without any script
    until(other, WAITS)
    other.goto(address)
    assert waiting(other).count() == 0
    assert sent(other)[-1] == WORDS[0]


# Whether nothing waits in any store of this origin.
WAITS = """indexedDB.databases().then(async (all) => {
  const { name } = all.find((it) => it.name.startsWith('sammen-'));
  const open = indexedDB.open(name);
  const db = await new Promise((done) => { open.onsuccess = () => done(open.result); });
  const ask = db.transaction('posts').objectStore('posts').count();
  const count = await new Promise((done) => { ask.onsuccess = () => done(ask.result); });
  db.close();
  return count === 0;
})"""


def test_two_quick_taps_send_one_message(opened: Opened) -> None:
    page = opened()
    page.locator("#composer textarea").fill("Ja tak!")
    page.evaluate(
        "(() => { const form = document.getElementById('composer'); form.requestSubmit(); form.requestSubmit(); })()"
    )
    expect(page.locator(".bubble-mine:not(.bubble-waiting)").get_by_text("Ja tak!")).to_be_visible()
    assert sent(page).count("Ja tak!") == 1


def _refuse(status: int, route: Route) -> None:
    route.fulfill(status=status, content_type="text/plain", body="Not like this.")


def test_what_cannot_be_sent_says_why_and_can_be_tried_again_or_deleted(opened: Opened) -> None:
    page = opened()
    for status, words in ((404, "not in contact"), (413, "too big"), (422, "Not like this.")):
        page.unroute("**/messages")
        page.route("**/messages", partial(_refuse, status))
        page.locator("#composer textarea").fill(f"Hej {status}")
        page.locator(".composer-send").click()
        bubble = waiting(page).filter(has_text=f"Hej {status}")
        expect(bubble.get_by_text(words)).to_be_visible()
    page.unroute("**/messages")
    bubble.locator("[data-again]").click()
    expect(page.locator(".bubble-mine:not(.bubble-waiting)").get_by_text("Hej 422")).to_be_visible()
    for _ in range(2):
        waiting(page).first.locator("[data-drop]").click()
    expect(waiting(page)).to_have_count(0)
    assert sent(page)[-1] == "Hej 422"


KEPT = """(async () => {
  const account = '%s';
  const open = indexedDB.open('sammen-' + account);
  const db = await new Promise((done) => { open.onsuccess = () => done(open.result); });
  const all = (name) => new Promise((done) => {
    const ask = db.transaction(name).objectStore(name).getAll();
    ask.onsuccess = () => done(ask.result);
  });
  const text = (value) => value instanceof ArrayBuffer || ArrayBuffer.isView(value)
    ? new TextDecoder('latin1').decode(value)
    : value && typeof value === 'object' && !(value instanceof CryptoKey) ? Object.values(value).map(text).join(' ') : String(value);
  const keys = await all('keys');
  const secret = keys.find(({id}) => id === 'key').key;
  const read = await crypto.subtle.exportKey('raw', secret).then(() => true, () => false);
  const lies = (await Promise.all(['posts', 'drafts', 'threads'].map(all))).map(text).join(' ');
  db.close();
  return { read, extractable: secret.extractable, lies };
})()"""


def test_what_lies_on_the_phone_is_sealed_and_the_key_cannot_leave(
    opened: Opened, phone: BrowserContext
) -> None:
    page = opened()
    offline(phone, page)
    write_three_and_a_photo(page)
    kept = page.evaluate(KEPT % id_of("youth-matched"))
    assert kept["extractable"] is False
    assert kept["read"] is False
    assert len(kept["lies"]) > 500
    assert not any(words in kept["lies"] for words in (*WORDS, "JFIF", "conversations"))


def test_somebody_else_on_the_same_phone_sees_and_sends_nothing_of_it(
    opened: Opened, phone: BrowserContext, fresh: Served
) -> None:
    page = opened()
    thread = page.url.split("#")[0]
    offline(phone, page)
    say(page, WORDS[0])
    page.close()
    enter(phone, fresh, "family", "en")  # before the line is back: else it would still go in the youth's name
    phone.set_offline(False)
    page = phone.new_page()
    page.goto(thread)
    until(page, f"localStorage.getItem('sammen-account') === '{id_of('family')}'")
    assert waiting(page).count() == 0
    assert WORDS[0] not in page.content()
    assert page.locator("[data-unsent]").is_hidden()
    # A page of ours would ask anew by itself once it hears that another is signed in.
    page.goto("about:blank")
    enter(phone, fresh, "youth-matched", "en")
    page.goto(thread)
    expect(page.locator(".bubble-mine:not(.bubble-waiting)").get_by_text(WORDS[0])).to_be_visible(
        timeout=15_000
    )


def test_signing_out_warns_and_then_leaves_nothing(opened: Opened, phone: BrowserContext) -> None:
    page = opened()
    page.route("**/messages", partial(_refuse, 404))
    say(page, WORDS[0])
    expect(waiting(page).get_by_text("not in contact")).to_be_visible()
    page.goto("/more")
    until(page, READY)
    expect(page.locator("[data-unsent] b")).to_have_text("1")
    page.locator("form[action$='sign-out'] button").click()
    expect(page.locator("#unsent")).to_be_visible()
    expect(page.locator("#unsent b")).to_have_text("1")
    page.locator("#unsent button[value=stay]").click()
    expect(page.locator("#unsent")).to_be_hidden()
    page.locator("form[action$='sign-out'] button").click()
    page.locator("#unsent button[value=leave]").click()
    page.wait_for_url(re.compile("/sign-in"))
    mine = id_of("youth-matched")
    until(page, f"indexedDB.databases().then((all) => !all.some(({{name}}) => name.includes('{mine}')))")
    assert page.evaluate("localStorage.getItem('sammen-account')") is None


@pytest.mark.parametrize("with_a_line", [True, False], ids=["with a line", "without"])
def test_signed_out_in_one_tab_nothing_stays_to_be_read_in_another(
    opened: Opened, phone: BrowserContext, with_a_line: bool
) -> None:
    reading = opened()
    said = "Skal vi ses på lørdag"
    expect(reading.locator("#thread").get_by_text(said)).to_be_visible()
    page = phone.new_page()
    page.goto("/more")
    if not with_a_line:
        offline(phone, page)
    page.locator("form[action$='sign-out'] button").click()
    page.wait_for_url("**/sign-*")
    reading.wait_for_url(re.compile("/sign-in"))
    assert said not in reading.content()
    reading.go_back()
    expect(reading.get_by_text(said)).to_have_count(0)
    assert said not in reading.content()


def test_signed_out_on_the_server_an_open_conversation_closes(
    opened: Opened, fresh: Served, phone: BrowserContext
) -> None:
    page = opened()
    expect(page.locator("html")).to_have_attribute("data-line", "on")
    database = sqlite3.connect(fresh.data / "sammen.db")
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide'))")  # it rests: no stream to tell it
    with database:
        database.execute("delete from sign_in")
    database.close()
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow'))")
    page.wait_for_url(re.compile("/sign-in"))


KEPT_ONE = WAITS.replace("posts", "threads").replace("=== 0", "=== 1")


def test_what_i_read_last_is_there_without_a_connection_only_if_i_want_it(
    opened: Opened, phone: BrowserContext
) -> None:
    page = opened()
    address = page.url.split("#")[0]
    said = "Skal vi ses på lørdag"
    expect(page.locator("#thread").get_by_text(said)).to_be_visible()
    offline(phone, page)
    page.goto(address)
    expect(page.locator("[data-nothing]")).to_be_visible()
    assert said not in page.content()

    with page.expect_navigation():  # the offline page opens itself anew
        phone.set_offline(False)
    page.goto("/offline-reading")
    page.get_by_role("switch").click()
    expect(page.get_by_role("switch")).to_have_attribute("aria-checked", "true")
    page.goto(address)
    until(page, KEPT_ONE)
    offline(phone, page)
    page.goto(address)
    expect(page.locator("#thread").get_by_text(said)).to_be_visible()
    expect(page.locator("[data-as-of] time")).to_have_text(re.compile(r"^\d\d:\d\d$"))
    until(page, KEEPS)
    say(page, "Skrevet i bussen")
    page.goto("/conversations")
    expect(page.locator("[data-nothing]"), "the page that the phone itself keeps").to_be_attached()
    expect(page.locator("[data-list] a")).to_have_count(1, timeout=15_000)

    page.clock.install(time=clock.now() + timedelta(days=8))
    page.goto("/conversations")
    expect(page.locator("[data-nothing]")).to_be_visible()
    assert page.locator("[data-list] a").count() == 0
