"""A family finds us on its phone and writes; a coordinator brings it a step on, by drag and by keyboard."""

from playwright.sync_api import expect

from tests.browser.conftest import PhoneOf, Served

# As long as somebody needs at least who reads and writes a form (app/finding/gatekeeping.py).
PATIENCE = "() => new Promise((done) => setTimeout(done, Math.max(0, 4500 - performance.now())))"


def column(name: str) -> str:
    return f"section[data-state={name}]"


def test_a_family_writes_on_its_phone_and_comes_a_step_further(fresh: Served, phones: PhoneOf) -> None:
    phone = phones(fresh, language="en")
    phone.goto("/join")
    phone.get_by_role("link", name="Friendship family").tap()
    phone.get_by_role("link", name="Be a friend").tap()
    phone.get_by_label("Your name").fill("Anna Holm")
    phone.get_by_label("E-mail").fill("anna@demo.example")
    phone.get_by_label("Town").fill("Roskilde")
    phone.get_by_label("To whom").select_option(label="Røde Kors Roskilde")
    phone.evaluate(PATIENCE)
    phone.get_by_role("button", name="Send").tap()
    phone.wait_for_url("**/thanks")

    laptop = phones(fresh, "coordinator-rk", "en", wide=True)
    laptop.goto("/families")
    wrote, invited, talked = (column(one) for one in ("applied", "information-meeting", "interview"))
    card = laptop.locator(f"{wrote} .board-card", has_text="Anna Holm")
    card.drag_to(laptop.locator(invited))
    laptop.wait_for_url("**/families?kind=friend")
    moved = laptop.locator(f"{invited} .board-card", has_text="Anna Holm")
    expect(moved).to_be_visible()

    moved.get_by_role("button").focus()
    laptop.keyboard.press("Enter")
    expect(laptop.locator(f"{talked} .board-card", has_text="Anna Holm")).to_be_visible()

    laptop.locator(f"{talked} .board-card", has_text="Anna Holm").drag_to(laptop.locator(wrote))
    expect(laptop.get_by_text("That isn't the next step for this family.").first).to_be_visible()


def test_what_was_written_too_quickly_is_kept_and_sent_the_second_time(
    fresh: Served, phones: PhoneOf
) -> None:
    phone = phones(fresh, language="en")
    phone.goto("/join/friendship-family/apply")
    phone.get_by_label("Your name").fill("Bo Lund")
    phone.get_by_label("Phone").fill("22334455")
    phone.get_by_label("Town").fill("Roskilde")
    phone.get_by_role("button", name="Send").tap()
    expect(phone.get_by_text("That was quick!").first).to_be_visible()
    expect(phone.get_by_label("Your name")).to_have_value("Bo Lund")
    phone.evaluate(PATIENCE)
    phone.get_by_role("button", name="Send").tap()
    phone.wait_for_url("**/thanks")
