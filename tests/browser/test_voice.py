"""A voice note from the browser's own microphone, and a letter of several pages, on two phones."""

import io
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Page, Playwright, expect

from tests.browser.conftest import ARGS, CHROMIUM, PHONE, Served, _environment, enter

MICROPHONE = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]


class Phones:
    """Phones with a microphone that hums."""

    def __init__(self, playwright: Playwright) -> None:
        self.browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*ARGS, *MICROPHONE])
        self.contexts: list[BrowserContext] = []

    def of(self, on: Served, slug: str, language: str = "", *, microphone: bool = True) -> Page:
        """A phone where somebody of the cast is signed in."""
        context = self.browser.new_context(
            viewport=PHONE,
            has_touch=True,
            is_mobile=True,
            base_url=on.url,
            locale="da-DK",
            permissions=["microphone"] if microphone else [],
        )
        enter(context, on, slug, language)
        self.contexts.append(context)
        return context.new_page()


@pytest.fixture
def voices(playwright: Playwright) -> Iterator[Phones]:
    """Phones of one's own: the microphone is a choice of the whole browser."""
    phones = Phones(playwright)
    yield phones
    for context in phones.contexts:
        context.close()
    phones.browser.close()


def work(on: Served) -> None:
    """What the worker would do now."""
    code = "import app.worker; from app.kit.jobs import run_due; run_due()"
    subprocess.run([sys.executable, "-c", code], check=True, env=_environment(on.data), timeout=60)


def thread_of(page: Page, family: str = "Holm") -> str:
    """The conversation of a youth with their family."""
    page.goto("/conversations")
    page.locator("a.row", has_text=family).first.click()
    page.wait_for_selector("#composer")
    expect(page.locator("html")).to_have_attribute("data-alive", "")
    return page.url.split("#")[0]


def plays(page: Page) -> bool:
    """Tap the last recording, and look whether it moves on."""
    page.locator(".voice-play:not([disabled])").last.click()
    page.wait_for_function(
        "() => [...document.querySelectorAll('audio')].at(-1).currentTime > 0.3", timeout=15_000
    )
    return True


def test_a_voice_note_held_and_let_go_plays_on_the_other_side(voices: Phones, fresh: Served) -> None:
    youth = voices.of(fresh, "youth-matched", "ar")
    address = thread_of(youth)
    mic = youth.locator(".composer-mic")
    expect(mic).to_be_visible()
    expect(youth.locator(".composer-send")).to_be_hidden()
    box = mic.bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= 48
    youth.mouse.move(box["x"] + 20, box["y"] + 20)
    youth.mouse.down()
    expect(youth.locator("[data-voice-time]")).to_have_text("0:02", timeout=10_000)
    youth.mouse.up()
    expect(youth.locator(".recorder")).to_be_hidden()
    expect(youth.locator("#thread li.bubble-mine .voice").last).to_be_visible(timeout=10_000)
    work(fresh)
    family = voices.of(fresh, "family")
    family.goto(address)
    assert plays(family)
    expect(family.locator("[data-time]").last).to_have_text("0:02")
    expect(family.locator(".voice-speed").last).to_have_attribute("aria-pressed", "false")
    family.locator(".voice-speed").last.click()
    assert family.evaluate("() => [...document.querySelectorAll('audio')].at(-1).playbackRate") == 1.5


def test_by_taps_and_keys_alone_one_records_listens_and_sends(voices: Phones, fresh: Served) -> None:
    youth = voices.of(fresh, "youth-matched", "ti")
    thread_of(youth)
    before = youth.locator(".voice").count()
    expect(youth.locator(".composer-mic")).to_be_visible()
    youth.locator(".composer-mic").focus()
    youth.keyboard.press("Enter")
    stop = youth.locator("[data-voice-stop]")
    expect(stop).to_be_focused()
    expect(youth.locator("[data-voice-time]")).to_have_text("0:01", timeout=10_000)
    youth.keyboard.press("Enter")
    expect(youth.locator("[data-voice-send]")).to_be_focused()
    expect(youth.locator("[data-voice-listen]")).to_be_visible()
    youth.keyboard.press("Enter")
    expect(youth.locator("#thread .voice")).to_have_count(before + 1, timeout=10_000)


@pytest.mark.parametrize("how", ["slide", "button", "escape"])
def test_what_is_thrown_away_is_never_sent(voices: Phones, fresh: Served, how: str) -> None:
    youth = voices.of(fresh, "youth-matched", "ar")
    thread_of(youth)
    before = youth.locator(".voice").count()
    mic = youth.locator(".composer-mic")
    expect(mic).to_be_visible()
    if how == "slide":
        box = mic.bounding_box()
        assert box
        youth.mouse.move(box["x"] + 20, box["y"] + 20)
        youth.mouse.down()
        expect(youth.locator("[data-voice-time]")).to_have_text("0:01", timeout=10_000)
        youth.mouse.move(
            box["x"] + 160, box["y"] + 20, steps=5
        )  # from right to left, the start is on the right
        youth.mouse.up()
    else:
        mic.click()
        expect(youth.locator("[data-voice-stop]")).to_be_visible()
        if how == "button":
            youth.locator("[data-voice-cancel]").click()
        else:
            youth.keyboard.press("Escape")
    expect(youth.locator(".recorder")).to_be_hidden()
    expect(mic).to_be_visible()
    assert youth.locator("[data-voice-file]").evaluate("input => input.files.length") == 0
    assert youth.locator(".voice").count() == before


def test_a_microphone_that_may_not_be_used_is_told_in_words(voices: Phones, served: Served) -> None:
    youth = voices.of(served, "youth-matched", "en")
    youth.add_init_script(
        "navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError'))"
    )
    thread_of(youth)
    youth.locator(".composer-mic").click()
    expect(youth.get_by_text("may not use the microphone")).to_be_visible()
    expect(youth.locator(".recorder")).to_be_hidden()


def test_a_browser_that_cannot_record_shows_no_microphone(voices: Phones, served: Served) -> None:
    youth = voices.of(served, "youth-matched", "en")
    youth.add_init_script("delete globalThis.MediaRecorder")
    thread_of(youth)
    expect(youth.locator(".composer-send")).to_be_visible()
    expect(youth.locator(".composer-mic")).to_be_hidden()


def pages(folder: Path, colours: tuple[str, ...]) -> list[str]:
    """Photos of pages, each of one colour."""
    made = []
    for n, colour in enumerate(colours):
        path = folder / f"page{n}.png"
        out = io.BytesIO()
        Image.new("RGB", (900, 1200), colour).save(out, "PNG")
        path.write_bytes(out.getvalue())
        made.append(str(path))
    return made


def test_a_letter_of_several_pages_is_put_in_order_and_seen_large(
    voices: Phones, fresh: Served, tmp_path: Path
) -> None:
    youth = voices.of(fresh, "youth-matched", "en")
    thread_of(youth)
    one, two, three = pages(tmp_path, ("teal", "brown", "navy"))
    before = youth.locator(".bubble-photo").count()
    youth.locator(".composer-photo summary").click()
    expect(youth.get_by_text("Take a photo")).to_be_visible()
    youth.locator("[data-main]").set_input_files([one, two])
    youth.locator("input[capture]").set_input_files(three)
    tiles = youth.locator(".composer-preview .photo-tile")
    expect(tiles).to_have_count(3)
    youth.get_by_role("button", name="Move page 3 forward").click()
    youth.get_by_role("button", name="Take page 1 away").click()
    expect(tiles).to_have_count(2)
    assert youth.locator("[data-main]").evaluate("input => input.files.length") == 2
    youth.locator(".composer-send").click()
    links = youth.locator("a.bubble-photo")
    expect(links).to_have_count(before + 2, timeout=15_000)
    youth.reload()
    expect(youth.locator("html")).to_have_attribute("data-alive", "")
    links.nth(before).click()
    viewer = youth.locator("dialog.viewer")
    expect(viewer).to_be_visible()
    expect(viewer.locator(".viewer-page")).to_have_text(f"Page {before + 1} of {before + 2}")
    image = viewer.locator("img")
    for name in ("Larger", "Turn"):
        shape = image.evaluate("it => it.style.transform")
        viewer.get_by_role("button", name=name).click()
        assert image.evaluate("it => it.style.transform") != shape
    youth.keyboard.press("-")
    viewer.get_by_role("button", name="Next page").click()
    expect(viewer.locator(".viewer-page")).to_have_text(f"Page {before + 2} of {before + 2}")
    youth.keyboard.press("Escape")
    expect(viewer).to_be_hidden()
    expect(links.nth(before)).to_be_focused()
