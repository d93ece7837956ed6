"""The phrasebook: whole in every language, sayable by those it is for, and found by the words people look for."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from app.translation import phrasebook
from app.translation.catalogs import LATIN
from app.translation.phrasebook import BOOK, PLACEHOLDER, Phrase, PhraseKind, Who
from app.translation.slots import Slot, kept, shown
from app.web.i18n import LANGUAGES, TERMS

ROOT = Path(__file__).parents[2]
PHRASES = phrasebook.phrases()
KEYS = [each.key for each in PHRASES]
TOPICS = [topic.key for topic in phrasebook.topics()]
EXAMPLES = {
    Slot.TIME: "17:30",
    Slot.DAY: "2026-06-12",
    Slot.DATE: "2026-06-12",
    Slot.PLACE: "Algade 5",
    Slot.NUMBER: "4",
    Slot.MINUTES: "10",
    Slot.NAME: "Mette",
    Slot.AMOUNT: "250",
    Slot.WORD: "praktik",
}

in_every_language = pytest.mark.parametrize("code", LANGUAGES)


def texts(code: str) -> dict[str, str]:
    return {key: text for key, text in read(code).items() if isinstance(text, str)}


def read(code: str) -> dict[str, Any]:
    path = BOOK / f"{code}.toml"
    assert path.exists(), f"{path.name} is missing: a translator's file, required for every language"
    return tomllib.loads(path.read_text("utf-8"))


def keys_of(found: list[Phrase]) -> list[str]:
    return [each.key for each in found]


@in_every_language
def test_every_language_has_every_phrase_and_no_other(code: str) -> None:
    found = set(texts(code))
    assert not set(KEYS) - found, "missing"
    assert not found - set(KEYS), "unknown"
    assert all(text.strip() for text in texts(code).values())
    assert set(read(code)) - found == {"topics", "words"}


@in_every_language
def test_every_language_has_every_chapter_and_no_other(code: str) -> None:
    titles = read(code)["topics"]
    assert set(titles) == set(TOPICS)
    assert all(title.strip() for title in titles.values())


@in_every_language
def test_words_to_search_by_belong_to_phrases_that_are_there(code: str) -> None:
    assert set(read(code)["words"]) <= set(KEYS)


@in_every_language
def test_every_text_has_the_slots_of_its_phrase_once_each(code: str) -> None:
    for key, text in texts(code).items():
        slots = [name for name, _slot in phrasebook.phrase(key).slots]
        assert sorted(PLACEHOLDER.findall(text)) == sorted(slots), f"{code} {key}: {text}"
        assert "%" not in PLACEHOLDER.sub("", text), f"{code} {key}: a stray % in {text}"


@in_every_language
def test_no_other_letters_slip_into_a_language(code: str) -> None:
    if LANGUAGES[code].script == "latn":
        return
    for text in (*texts(code).values(), *read(code)["topics"].values()):
        assert set(LATIN.findall(PLACEHOLDER.sub("", text))) <= set(TERMS), text


@in_every_language
def test_digits_in_phrases_are_western(code: str) -> None:
    for text in texts(code).values():
        assert not re.search(r"[٠-٩۰-۹፩-፼]", text), text


@in_every_language
def test_no_two_phrases_of_a_language_say_the_same(code: str) -> None:
    said = list(texts(code).values())
    assert not {text for text in said if said.count(text) > 1}


@in_every_language
def test_every_phrase_can_be_said_in_every_language(code: str) -> None:
    assert (BOOK / f"{code}.toml").exists()
    for each in PHRASES:
        values = phrasebook.checked(each.key, {name: EXAMPLES[slot] for name, slot in each.slots})
        words = phrasebook.said(each.key, values, code)
        assert "%(" not in words
        assert all(EXAMPLES[slot] in words for _name, slot in each.slots if slot in {Slot.PLACE, Slot.NAME})


def test_the_book_has_some_150_phrases_each_once() -> None:
    assert 140 <= len(PHRASES) <= 170
    assert len(set(KEYS)) == len(KEYS)
    assert 10 <= len(TOPICS) <= 12
    assert sum(each.often for each in PHRASES) == 12


def test_a_chapter_stands_in_one_piece_in_the_order_of_chapters() -> None:
    assert list(dict.fromkeys(each.topic for each in PHRASES)) == TOPICS
    assert [each.topic for each in PHRASES] == sorted((each.topic for each in PHRASES), key=TOPICS.index)


def test_every_drawing_is_in_the_sprite() -> None:
    drawn = set((ROOT / "static" / "icons.txt").read_text().split())
    wanted = {each.icon for each in PHRASES} | {topic.icon for topic in phrasebook.topics()}
    assert wanted <= drawn


def test_answers_are_in_the_book_and_never_the_phrase_itself() -> None:
    for each in PHRASES:
        assert set(each.answers) <= set(KEYS) - {each.key}, each.key


def test_every_question_has_an_answer_that_the_other_side_can_give() -> None:
    for each in PHRASES:
        if each.kind is PhraseKind.QUESTION:
            for speaker in each.who:
                assert any(phrasebook.phrase(key).who - {speaker} for key in each.answers), each.key
            if Who.YOUTH not in each.who:
                assert phrasebook.answers_to(each.key, Who.YOUTH), each.key


def test_every_answer_answers_something() -> None:
    given = {key for each in PHRASES for key in each.answers}
    assert [each.key for each in PHRASES if each.kind is PhraseKind.ANSWER and each.key not in given] == []


def test_everybody_finds_something_said_often() -> None:
    for who in Who:
        assert any(each.often and who in each.who for each in PHRASES), who


def test_a_call_for_help_is_urgent_and_answered_with_112() -> None:
    assert phrasebook.phrase("health.help_now").urgent
    for code in LANGUAGES:
        assert "112" in phrasebook.said("health.call_112", {}, code)


def test_each_reader_sees_day_and_time_in_their_own_language() -> None:
    values = {"day": "2026-06-12", "time": "17:30"}
    assert phrasebook.said("meet.can_we", values, "da") == "Kan vi mødes fredag den 12. juni kl. 17.30?"
    assert phrasebook.said("meet.can_we", values, "en") == "Can we meet? Friday 12 June at 17:30."
    assert "الجمعة، 12 يونيو" in phrasebook.said("meet.can_we", values, "ar")
    assert "جمعه 12 جون" in phrasebook.said("meet.can_we", values, "fa_AF")
    assert "17:30" in phrasebook.said("meet.can_we", values, "ti")


def test_a_date_says_its_year_and_kroner_have_a_danish_comma() -> None:
    values = phrasebook.checked("letter.pay", {"amount": "1.250,5", "date": "2026-06-12"})
    assert values == {"amount": "1250.50", "date": "2026-06-12"}
    assert "1250,50 kroner. Sidste dag er fredag den 12. juni 2026." in phrasebook.said(
        "letter.pay", values, "da"
    )
    assert "1250.50 kroner" in phrasebook.said("letter.pay", values, "en")


def test_the_writers_own_words_dont_turn_the_sentence_around() -> None:
    assert phrasebook.said("way.place", {"place": "Algade 5"}, "da").endswith("Algade 5")
    assert phrasebook.said("way.place", {"place": "Algade 5"}, "ar").count("\u2068Algade 5\u2069") == 1
    assert phrasebook.said("letter.from", {"name": "يوسف"}, "da").endswith("\u2068يوسف\u2069")


def test_what_a_writer_puts_in_is_never_read_as_a_gap() -> None:
    values = phrasebook.checked("way.place", {"place": "100%(time)s %s"})
    assert phrasebook.said("way.place", values, "da") == "Jeg er her: 100%(time)s %s"


def test_a_language_without_the_phrase_says_it_in_english_then_in_danish(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    books: dict[str, dict[str, Any]] = {"ti": {}, "en": {"hello.yes": "Yes."}, "da": {"hello.no": "Nej."}}
    monkeypatch.setattr(phrasebook, "_words", books.__getitem__)
    assert phrasebook.said("hello.yes", {}, "ti") == "Yes."
    assert phrasebook.said("hello.no", {}, "ti") == "Nej."


@pytest.mark.parametrize(
    ("slot", "written", "right"),
    [
        (Slot.TIME, "9.05", "09:05"),
        (Slot.TIME, "١٧:٣٠", "17:30"),
        (Slot.DAY, "۲۰۲۶-۰۶-۱۲", "2026-06-12"),
        (Slot.NUMBER, "007", "7"),
        (Slot.MINUTES, "۱۵", "15"),
        (Slot.AMOUNT, "1 250", "1250"),
        (Slot.AMOUNT, "99,95", "99.95"),
        (Slot.PLACE, "  Algade\n5 ", "Algade 5"),
        (Slot.NAME, "\u202eMette\u200f", "Mette"),
        (Slot.WORD, "می\u200cشود", "می\u200cشود"),
    ],
)
def test_what_fits_is_kept_in_one_form(slot: Slot, written: str, right: str) -> None:
    assert kept(slot, written) == right
    assert shown(slot, right, "en")


@pytest.mark.parametrize(
    ("slot", "written"),
    [
        (Slot.TIME, "25:00"),
        (Slot.TIME, "soon"),
        (Slot.DAY, "2026-02-30"),
        (Slot.DATE, "12/06/2026"),
        (Slot.NUMBER, "-1"),
        (Slot.NUMBER, "two"),
        (Slot.MINUTES, "1"),
        (Slot.MINUTES, "1000"),
        (Slot.AMOUNT, "1e9"),
        (Slot.AMOUNT, "12,3456"),
        (Slot.PLACE, " "),
        (Slot.NAME, "\u200c\u202e"),
        (Slot.WORD, "a" * 81),
    ],
)
def test_what_doesnt_fit_is_refused(slot: Slot, written: str) -> None:
    with pytest.raises(ValueError):
        kept(slot, written)


def test_the_slot_that_doesnt_fit_is_named_and_nothing_else_is_kept() -> None:
    good = {"day": "2026-06-12", "time": "17:30", "more": "x"}
    assert phrasebook.checked("meet.i_can", good) == {"day": "2026-06-12", "time": "17:30"}
    with pytest.raises(ValueError, match="time"):
        phrasebook.checked("meet.i_can", good | {"time": ""})
    with pytest.raises(KeyError):
        phrasebook.checked("meet.on_the_moon", {})


@pytest.mark.parametrize(
    ("text", "code", "who", "key"),
    [
        ("syg", "da", Who.YOUTH, "health.ill"),
        ("SYG", "ar", Who.YOUTH, "health.ill"),
        ("feber", "ti", Who.YOUTH, "health.ill"),
        ("fever", "en", Who.YOUTH, "health.ill"),
        ("laege", "da", Who.YOUTH, "health.doctor"),
        ("hvornar modes", "da", Who.FAMILY, "meet.when"),
        ("blurred", "en", Who.INTERPRETER, "letter.blurred"),
        ("mitid", "fa_AF", Who.YOUTH, "papers.mitid"),
        ("brevet", "ti", Who.YOUTH, "letter.what_says"),
        ("praktik", "da", Who.YOUTH, "school.internship"),
    ],
)
def test_a_search_finds_what_is_meant_in_ones_own_language_and_in_danish(
    text: str, code: str, who: Who, key: str
) -> None:
    assert key in keys_of(phrasebook.search(text, code, who))[:8]


@pytest.mark.parametrize("code", ["ar", "fa_AF", "ti"])
def test_every_phrase_is_found_by_its_own_words_with_and_without_signs_above(code: str) -> None:
    for each in PHRASES:
        assert each in phrasebook.search(PLACEHOLDER.sub(" ", each.text(code)), code)
    arabic = phrasebook.search("مَرِيض", "ar", Who.YOUTH)
    assert arabic == phrasebook.search("مريض", "ar", Who.YOUTH)


def test_a_search_shows_only_what_one_says_oneself() -> None:
    assert "letter.blurred" not in keys_of(phrasebook.search("", "en", Who.YOUTH))
    assert "letter.what_says" not in keys_of(phrasebook.search("", "en", Who.INTERPRETER))


def test_no_words_show_the_whole_book_in_its_order_and_nonsense_shows_nothing() -> None:
    assert keys_of(phrasebook.search("  ", "da")) == KEYS
    assert phrasebook.search("qqzz", "da") == []


def test_there_is_no_phrase_by_a_key_that_isnt_there() -> None:
    with pytest.raises(KeyError):
        phrasebook.phrase("meet.on_the_moon")
