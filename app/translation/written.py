"""Which language words are written in, where it can't be the writer's own: by their letters, then by small words.

A youth whose language is Tigrinya often writes Danish. Taken for Tigrinya, their words would be read aloud wrongly
and translated from the wrong language. Where nothing speaks clearly against it, the writer's own language stands.
"""

import re
import unicodedata

from app.web.i18n import LANGUAGES

# Small words that only one of two languages written alike has.
SMALL_WORDS = {
    "da": "jeg ikke og det er du kan har vi på til med mig dig hvad hvor hvornår skal vil hej tak men også",
    "en": "i'm the you is are can what where when not and please thanks thank my hello with have do will we it",
    "ar": "في على هذا هذه إلى أنا هل التي الذي لا لم أن كان مع عندي نعم شكرا ما لماذا متى أين",
    "fa_AF": "است که را می من شما برای این نیست هستم چی چه کجا چرا بلی نخیر تشکر دارم کنم ما با",
}
_SETS = {code: frozenset(words.split()) for code, words in SMALL_WORDS.items()}
_PERSIAN = frozenset("پچژگ")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
A_GOOD_PART = 4  # a fourth of the letters: Danish words stand in the midst of any language here
ENOUGH = 2  # so many small words of another language, and none of one's own, are taken at their word


def _script(words: str, own: str) -> str:
    """The script of the words: one's own where a good part is in it, else what most letters are in; empty for none."""
    counts = {"latn": 0, "arab": 0, "ethi": 0}
    for sign in words:
        if not sign.isalpha():
            continue
        name = unicodedata.name(sign, "")
        for script, starts in (("latn", "LATIN"), ("arab", "ARABIC"), ("ethi", "ETHIOPIC")):
            counts[script] += name.startswith(starts)
    most = max(counts, key=lambda script: counts[script])
    if counts[own] * A_GOOD_PART >= sum(counts.values()) > 0:
        return own
    return most if counts[most] else ""


def _score(words: str, code: str) -> int:
    found = {word.replace("’", "'") for word in _WORD.findall(words.casefold())}
    return len(found & _SETS.get(code, frozenset()))


def written_in(words: str, language: str) -> str:
    """The language these words are in, given the writer's own."""
    own = LANGUAGES.get(language)
    script = _script(words, own.script) if own else ""
    if own is None or not script:
        return language
    if script == "ethi":
        return "ti"
    candidates = ("da", "en") if script == "latn" else ("ar", "fa_AF")
    if own.script == script:
        return next(
            (
                other
                for other in candidates
                if other != language and _score(words, other) >= ENOUGH and not _score(words, language)
            ),
            language,
        )
    first, second = candidates
    if script == "arab" and not _PERSIAN.isdisjoint(words):
        return second
    return second if _score(words, second) > _score(words, first) else first
