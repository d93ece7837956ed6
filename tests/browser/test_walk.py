"""The main job, walked on phones: asked, answered and met, each seeing what is theirs and nothing else."""

from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from app.demo.cast import id_of
from app.demo.letters import drawn
from app.kit.clock import today
from tests.browser.conftest import PhoneOf, Served

QUESTION = "እዚ ደብዳበ እንታይ ይብል፧"
ANSWER = "ሰሉስ ሰዓት 14:15 ናብ ቤት ምምሕዳር ክትመጹ ይሓቱ።"


def post(page: Page, ending: str) -> None:
    """Tap the button of the form that posts to an address, and wait for the page it leads to."""
    with page.expect_navigation():
        page.locator(f'form[action$="{ending}"] button:not([type="button"])').first.click()


def tick(page: Page, name: str, value: str) -> None:
    page.locator(f'input[name="{name}"][value="{value}"]').check(force=True)


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "letter.jpg"
    path.write_bytes(drawn())
    return path


def ask_for_a_family(youth: Page) -> None:
    youth.goto("/request")
    post(youth, "/request")
    tick(youth, "choice", "football")
    tick(youth, "choice", "cooking")
    for _ in range(12):
        if youth.url.endswith("/request/answers"):
            break
        with youth.expect_navigation():
            youth.locator('form[action*="/request/step/"] button').last.click()
    post(youth, "/request/sending")
    expect(youth.locator('[aria-current="step"]')).to_be_visible()


def ask_an_interpreter(youth: Page, letter: Path) -> None:
    youth.goto("/conversations")
    youth.locator('a[href="/ask"]').first.click()
    youth.locator('input[name="photos"][multiple]').set_input_files(letter)
    expect(youth.locator("[data-preview] img")).to_be_visible()
    youth.locator('textarea[name="body"]').fill(QUESTION)
    tick(youth, "topic", "letter")
    post(youth, "/ask")
    expect(youth.get_by_text(QUESTION)).to_be_visible()


def answer_it(interpreter: Page) -> None:
    interpreter.goto("/")
    expect(interpreter.get_by_text(QUESTION)).to_have_count(
        0
    )  # name, language and topic alone, until it is taken
    with interpreter.expect_navigation():
        interpreter.locator('form[action$="/taking"] button').filter(has_text="Selam").first.click()
    expect(interpreter.get_by_text(QUESTION)).to_be_visible()
    assert (
        interpreter.locator('img[src^="/files/"]').first.evaluate(
            "i => i.decode().then(() => i.naturalWidth)"
        )
        > 500
    )
    interpreter.locator('textarea[name="body"]').fill(ANSWER)
    interpreter.locator('form[action$="/messages"] button').last.click()
    expect(interpreter.locator("#thread").get_by_text(ANSWER)).to_be_visible()


def put_forward(coordinator: Page) -> None:
    coordinator.goto("/requests")
    coordinator.locator("a").filter(has_text="Selam").first.click()
    post(coordinator, "/taking")
    with coordinator.expect_navigation():
        coordinator.locator('form[action$="/proposals"]').filter(has_text="Bager").locator("button").click()


def say_yes(page: Page) -> None:
    with page.expect_navigation():
        page.locator('form[action$="/answer"] button[name="answer"][value="yes"]').first.click()


def offer_two_times(family: Page) -> None:
    family.goto("/meetups/new")
    tick(family, "what", "cook")
    family.locator('input[name="venue"]').fill("Fjordvej 3, Roskilde")
    for number, days in ((1, 3), (2, 5)):
        family.locator("details").evaluate_all("all => all.forEach(d => { d.open = true; })")
        day = (today() + timedelta(days=days)).isoformat()
        family.locator(f'input[type="date"][name="day{number}"]').fill(day)
        family.locator(f'input.clock[name="clock{number}"]').fill("15:30")
    post(family, "/meetups")


def test_a_youth_asks_is_answered_and_is_met(fresh: Served, phones: PhoneOf, letter: Path) -> None:
    youth = phones(fresh, "youth-new", "ti")
    ask_for_a_family(youth)
    ask_an_interpreter(youth, letter)

    interpreter = phones(fresh, "interpreter-ti", "ti")
    answer_it(interpreter)
    youth.reload()
    expect(youth.get_by_text(ANSWER)).to_be_visible()

    coordinator = phones(fresh, "coordinator-rk", "da")
    put_forward(coordinator)

    youth.goto("/request")
    assert "Bager" not in youth.content(), "the surname is for after two yeses"
    say_yes(youth)

    family = phones(fresh, "family-free", "da")
    family.goto("/proposals")
    assert "Selam" not in family.content(), "the name is for after two yeses"
    family.locator('main a[href^="/proposals/"]').first.click()
    assert "Selam" not in family.content()
    say_yes(family)
    family.goto("/")
    expect(family.get_by_text("Selam").first).to_be_visible()

    offer_two_times(family)
    youth.goto("/meetups")
    youth.locator('main a[href^="/meetups/"]').filter(has_not_text="+").first.click()
    assert youth.locator('form[action$="/acceptance"]').count() == 2
    post(youth, "/acceptance")
    expect(youth.get_by_text("15:30").first).to_be_visible()
    assert youth.locator('form[action$="/acceptance"]').count() == 0

    for one in (
        youth,
        family,
    ):  # they have met: each says yes on their own phone, and nobody is told whose came first
        one.goto("/")
        one.locator('main a[href^="/first-meetings/"]').first.click()
        say_yes(one)
    for one in (youth, family):
        one.goto("/")
        expect(one.locator('main a[href^="/agreements/"]').first).to_be_visible()

    caseworker = phones(fresh, "caseworker", "da")
    caseworker.goto(f"/youths/{id_of('youth-new')}")
    seen = caseworker.locator("main").inner_text()
    assert "Bager" in seen
    assert "15.30" in seen
    assert caseworker.locator(".step-done").count() >= 3
    assert QUESTION not in seen, "of a question to an interpreter the facts alone"

    for outsider in ("caseworker-former", "caseworker-elsewhere"):
        page = phones(fresh, outsider, "da")
        answer = page.goto(f"/youths/{id_of('youth-new')}")
        assert answer is not None
        assert answer.status == 404
        for path in ("/caseload", "/youths", "/meetups", "/conversations"):
            page.goto(path)
            assert "Selam" not in page.locator("main").inner_text()
