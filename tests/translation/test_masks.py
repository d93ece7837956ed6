"""Sentences come apart and together again; what must stay is taken out and put back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.translation.engine import dari, sentences
from app.translation.engine.masks import Masked

SCRIPTS = st.text(st.sampled_from('abæ 12.,!?؟؛،…\n።፧፣ሰላምمرحباسلام٣+@:/_-"”)'), max_size=80)


@given(SCRIPTS)
def test_the_pieces_of_a_text_are_the_text(text: str) -> None:
    assert "".join(sentences.split(text)) == text


@given(SCRIPTS)
def test_a_mask_comes_off_as_it_went_on(text: str) -> None:
    masked = Masked(text, ("ba", "سلام"))
    assert masked.off(masked.words) in {text, None}
    assert "".join(piece for piece, _ in masked.pieces) == text


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Hej. Kommer du? Ja!", ["Hej.", "Kommer du?", "Ja!"]),
        ("ሰላም። ከመይ ኣለኻ፧ ጽቡቕ", ["ሰላም።", "ከመይ ኣለኻ፧", "ጽቡቕ"]),
        ("مرحبا. كيف حالك؟ بخير", ["مرحبا.", "كيف حالك؟", "بخير"]),
        ("Kom kl. 14.30 til nr. 5. Ses", ["Kom kl. 14.30 til nr. 5. Ses"]),
        ("Se sammen.dk nu… ok", ["Se sammen.dk nu…", "ok"]),
        ("en\nto", ["en", "to"]),
    ],
)
def test_where_sentences_end(text: str, pieces: list[str]) -> None:
    assert [piece for piece in sentences.split(text) if not piece.isspace()] == pieces


def test_what_never_ends_is_cut_where_it_may_be() -> None:
    text = "ord, " * 300
    assert "".join(sentences.split(text)) == text
    assert max(map(len, sentences.split(text))) <= sentences.LONGEST
    assert "".join(sentences.split("x" * 1000)) == "x" * 1000


def test_a_number_that_was_lost_doubled_or_made_up_is_noticed() -> None:
    masked = Masked("Ring 20 12 34 56 kl. 12")
    assert masked.off("Call 701 at 12") == "Call 20 12 34 56 at 12"
    assert masked.off("اتصل ٧٠١ في ١٢") == "اتصل 20 12 34 56 في 12"
    for spoilt in ("Call at 12", "Call 701 701 at 12", "Call 701 at 12 or 13", "Call 7010 at 12"):
        assert masked.off(spoilt) is None


def test_names_are_kept_whole_and_in_part_but_not_inside_words() -> None:
    masked = Masked("Semhar og Semhar Tesfay, Semharsvej", ("Semhar Tesfay",))
    assert masked.words == "701 og 702, Semharsvej"


def test_masks_are_numbers_the_text_does_not_hold() -> None:
    masked = Masked("701 og https://a.dk")
    assert masked.off(masked.words) == "701 og https://a.dk"


def test_endings_stay_on_afghan_words() -> None:
    assert dari.afghan("دکترهای بیمارستان") == "داکترهای شفاخانه"
    assert dari.afghan("کلاسیک") == "کلاسیک"
    assert dari.iranian(dari.afghan("دانشگاه")) == "دانشگاه"
