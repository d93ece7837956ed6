"""Words as a search compares them: without case, accents, vowel signs, and ways of spelling one sound."""

import re
import unicodedata

# Letters that people write for one another: Arabic and Persian keyboards, Danish without its three letters, and
# Tigrinya as it is spelled in Eritrea and in Ethiopia (writing.md).
SAME = str.maketrans(
    {
        "ی": "ي",
        "ى": "ي",
        "ک": "ك",
        "ة": "ه",
        "æ": "ae",
        "ø": "o",
        "\u0640": "",  # the stretched line inside an Arabic word
        "\u200c": "",  # the gap inside a Persian word
        "\u200d": "",
        "አ": "ኣ",
        **{chr(0x1220 + n): chr(0x1230 + n) for n in range(8)},  # ሠ as ሰ
        **{chr(0x1340 + n): chr(0x1338 + n) for n in range(7)},  # ፀ as ጸ
        **{chr(0x1280 + n): chr(0x1200 + n) for n in range(7)},  # ኀ as ሀ
        **{chr(0x1210 + n): chr(0x1200 + n) for n in range(7)},  # ሐ as ሀ
    }
)
WORD = re.compile(r"\w+")


def folded(text: str) -> str:
    """The text so that "LÆGE" and "laege" meet, "på" and "pa", and Arabic with and without its vowel signs."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign)).translate(SAME)
    return plain.replace("aa", "a").replace("oe", "o")


def folded_words(text: str) -> list[str]:
    """The words of a text, folded."""
    return WORD.findall(folded(text))
