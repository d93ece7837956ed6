"""Everybody of the cast completes the task that is theirs, in their own language, on a phone (staff on a laptop)."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from app.demo.cast import id_of
from app.kit.clock import today
from tests.browser.conftest import PhoneOf, Served, _serve
from tests.browser.test_walk import post, tick


@pytest.fixture(scope="module")
def town(demo_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A running demo that these tests may change."""
    data = tmp_path_factory.mktemp("tasks") / "var"
    shutil.copytree(demo_data, data)
    yield from _serve(data)


def say(page: Page, words: str) -> None:
    page.locator('textarea[name="body"]').fill(words)
    page.locator('form[action$="/messages"] button').last.click()
    expect(page.locator("#thread").get_by_text(words)).to_be_visible()


def open_thread(page: Page, who: str) -> None:
    page.goto("/conversations")
    page.locator('a[href^="/conversations/"]').filter(has_text=who).first.click()
    page.wait_for_url("**/conversations/*-*")


def test_who_waits_for_the_decision_is_told_so_and_may_take_the_request_back(
    town: Served, phones: PhoneOf
) -> None:
    page = phones(town, "youth-waiting")
    page.goto("/request")
    expect(page.locator('[aria-current="step"]')).to_be_visible()
    page.goto("/request/withdrawal")
    post(page, "/request/withdrawal")
    page.goto("/request")
    assert page.locator('form[action$="/request"] button').count() >= 1, "a new one can be begun"


def test_a_matched_youth_answers_a_meetup_and_writes(town: Served, phones: PhoneOf) -> None:
    page = phones(town, "youth-matched")
    page.goto("/meetups")
    page.locator('main a[href^="/meetups/"]').filter(has=page.locator("svg")).first.click()
    post(page, "/acceptance")
    assert page.locator('form[action$="/acceptance"]').count() == 0
    open_thread(page, "Holm")
    say(page, "Jeg glæder mig!")


def test_a_youth_over_18_reads_that_the_mfi_ended_and_writes_to_them_as_a_friend(
    town: Served, phones: PhoneOf
) -> None:
    page = phones(town, "youth-adult", "da")
    page.goto("/people")
    expect(page.get_by_text("MFI").first).to_be_visible()
    open_thread(page, "Dam")
    say(page, "Ses vi på søndag?")


def test_a_hosted_youth_finds_the_family_and_the_numbers_for_the_night(town: Served, phones: PhoneOf) -> None:
    page = phones(town, "youth-hosted")
    page.goto("/people")
    expect(page.get_by_text("Lund").first).to_be_visible()
    page.goto("/help")
    expect(page.locator('a[href="tel:112"]')).to_be_visible()


def test_a_youth_elsewhere_begins_a_request(town: Served, phones: PhoneOf) -> None:
    page = phones(town, "youth-elsewhere")
    page.goto("/request")
    post(page, "/request")
    tick(page, "choice", "music")
    with page.expect_navigation():
        page.locator('form[action*="/request/step/"] button').last.click()
    assert "/request/step/" in page.url


@pytest.mark.parametrize("slug", ["family", "family-two"])
def test_each_adult_of_a_family_writes_under_their_own_name(town: Served, phones: PhoneOf, slug: str) -> None:
    page = phones(town, slug)
    open_thread(page, "Yara")
    words = f"Hilsen fra {slug}"
    say(page, words)
    youth = phones(town, "youth-matched", "da")
    open_thread(youth, "Holm")
    bubble = youth.locator("#thread li").filter(has_text=words)
    expect(bubble.get_by_text({"family": "Mette", "family-two": "Jens"}[slug])).to_be_visible()


def test_a_family_that_applies_says_what_it_offers(town: Served, phones: PhoneOf) -> None:
    page = phones(town, "family-applying")
    page.goto("/family/edit")
    page.locator('textarea[name="about"]').fill("Vi bor tæt på skoven.")
    post(page, "/family")
    page.goto("/family")
    expect(page.get_by_text("Vi bor tæt på skoven.")).to_be_visible()


def test_an_integration_family_calls_a_meetup_off_with_a_word(town: Served, phones: PhoneOf) -> None:
    page = phones(town, "host-family")
    page.goto("/meetups")
    page.locator('main a[href^="/meetups/"]').filter(has=page.locator("svg")).first.click()
    page.locator("details").evaluate_all("all => all.forEach(d => { d.open = true; })")
    page.locator('textarea[name="word"]').fill("Vi tager det på søndag.")
    post(page, "/cancellation")
    expect(page.get_by_text("Vi tager det på søndag.")).to_be_visible()


def test_an_mfi_looks_at_a_youth_and_helps_to_begin_the_request(town: Served, phones: PhoneOf) -> None:
    page = phones(town, "mfi")
    page.goto(f"/youths/{id_of('youth-new')}")
    expect(page.get_by_role("heading", name="Selam").first).to_be_visible()
    page.goto(f"/youths/{id_of('youth-new')}/request")
    post(page, "/request")
    assert page.locator('form[action$="/request/sending"]').count() == 0, "only the youth sends"


def test_a_contact_person_reads_along_and_writes(town: Served, phones: PhoneOf) -> None:
    page = phones(town, "contact-person")
    open_thread(page, "Yara")
    say(page, "Husk bussen kl. 14.")


@pytest.mark.parametrize("slug", ["interpreter-prs", "interpreter-ti", "interpreter-ti-2"])
def test_an_interpreter_takes_what_waits_and_answers(town: Served, phones: PhoneOf, slug: str) -> None:
    page = phones(town, slug)
    page.goto("/queue")
    waiting = page.locator('form[action^="/queries/"][action$="/taking"] button')
    with page.expect_navigation():
        waiting.first.click()
    say(page, "112")


def test_a_second_organisation_takes_a_request_and_hands_it_on(town: Served, phones: PhoneOf) -> None:
    page = phones(town, "coordinator-drc", wide=True)
    page.goto("/requests")
    page.locator('main a[href^="/requests/"]').first.click()
    post(page, "/taking")
    page.locator("details").evaluate_all("all => all.forEach(d => { d.open = true; })")
    page.locator('input[name="organisation_id"]').first.check(force=True)
    page.locator("#field-words").fill("De bor tættere på jer.")
    post(page, "/handing-on")
    page.goto("/requests")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_a_caseworker_records_a_decision(town: Served, phones: PhoneOf) -> None:
    page = phones(town, "caseworker", wide=True)
    page.goto(f"/youths/{id_of('youth-waiting')}/decision")
    page.locator('input[name="decided_on"]').fill(today().isoformat())
    post(page, "/decision")
    page.goto("/caseload")
    expect(page.get_by_text("Farid").first).to_be_visible()


def test_a_supervisor_notes_a_visit_that_was_late(town: Served, phones: PhoneOf) -> None:
    page = phones(town, "supervisor", wide=True)
    page.goto("/placements")
    page.locator('a[href$="/follow-ups"]').first.click()
    post(page, "/follow-ups")
    expect(page.get_by_text("Lund").first).to_be_visible()


def test_an_administrator_gives_and_ends_a_role(town: Served, phones: PhoneOf) -> None:
    page = phones(town, "admin", wide=True)
    page.goto(f"/accounts/{id_of('supervisor')}")
    page.locator('select[name="role"]').select_option("contact")
    page.locator('select[name="organisation_id"]').select_option(index=1)
    post(page, "/grants")
    assert page.locator('a[href$="/ending"]').count() >= 2


@pytest.mark.parametrize(
    ("slug", "start"),
    [("safeguarding", "/reports"), ("safeguarding-2", "/reports"), ("steering", "/steering")],
)
def test_a_page_of_ones_own(town: Served, phones: PhoneOf, slug: str, start: str) -> None:
    page = phones(town, slug, wide=True)
    page.goto("/")
    assert page.url.endswith(start)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
