"""Five languages. The language of the moment is a context variable, set once a request by the middleware."""

import re
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from gettext import NullTranslations
from pathlib import Path
from typing import Any

from babel.support import Translations
from markupsafe import Markup, escape

LOCALES = Path(__file__).parents[2] / "locales"


@dataclass(frozen=True, slots=True)
class Language:
    """A language, its own name, and how it is written. `tag` is for `lang`, `code` for Babel and files."""

    code: str
    tag: str
    name: str
    dir: str = "ltr"
    script: str = "latn"
    cldr: str = ""


LANGUAGES = {
    language.code: language
    for language in (
        Language("da", "da", "Dansk", cldr="da"),
        Language("ar", "ar", "العربية", "rtl", "arab", "ar"),
        Language("fa_AF", "fa-AF", "دری", "rtl", "arab", "fa_AF"),
        Language("ti", "ti", "ትግርኛ", "ltr", "ethi", "ti_ER"),
        Language("en", "en", "English", cldr="en_GB"),
    )
}

# Languages whose words no native speaker has read yet: pages about safety, consent and data say so (docs/translate.md).
UNREAD = frozenset({"ar", "fa_AF", "ti"})

# Words that stay as they are in every language, since they stand like that on letters and signs.
TERMS = (
    "MFI",
    "MitID",
    "CPR",
    "Sammen",
    "venskabsfamilie",
    "integrationsfamilie",
    "sundhedskort",
    "PIN",
    "QR",
    "SMS",
    "CSV",
    "XLSX",
    "Excel",
    "Socialtilsynet",
    "Borgerservice",
)
_TERM = re.compile(r"(?<![A-Za-z])(" + "|".join(TERMS) + r")(?![A-Za-z])")

language: ContextVar[Language] = ContextVar("language", default=LANGUAGES["en"])
with_danish: ContextVar[bool] = ContextVar("with_danish", default=False)
original_first: ContextVar[bool] = ContextVar("original_first", default=False)  # of what others have written


def N_(message: str) -> str:
    """Mark a message for translation where it stands; it is translated where it is shown."""
    return message


@lru_cache(maxsize=8)
def catalog(code: str) -> NullTranslations:
    """The translations of a language; English is the source."""
    return NullTranslations() if code == "en" else Translations.load(LOCALES, [code], "messages")


def gettext(message: str, **values: Any) -> str:
    """The message in the reader's language, as plain text."""
    return _filled(catalog(language.get().code).gettext(message), values)


def ngettext(one: str, many: str, n: int, **values: Any) -> str:
    """The message for a number, as plain text; `%(n)s` is the number."""
    return _filled(catalog(language.get().code).ngettext(one, many, n), {"n": n, **values})


def pgettext(context: str, message: str, **values: Any) -> str:
    """The message where one word has several meanings, as plain text."""
    return _filled(catalog(language.get().code).pgettext(context, message), values)


def npgettext(context: str, one: str, many: str, n: int, **values: Any) -> str:
    """Number and context together."""
    return _filled(catalog(language.get().code).npgettext(context, one, many, n), {"n": n, **values})


def _filled(message: str, values: dict[str, Any]) -> str:
    return message % values if values else message


@lru_cache(maxsize=8192)
def _marked(text: str, script: str) -> Markup:
    """Text as markup; in a script that isn't Latin the listed terms get a language of their own."""
    safe = str(escape(text))
    return Markup(safe if script == "latn" else _TERM.sub(r'<bdi lang="da">\1</bdi>', safe))  # noqa: S704


def marked(text: str, values: dict[str, Any] | None = None, to: Language | None = None) -> Markup:
    """A translated message as markup, its values escaped."""
    phrase = _marked(text, (to or language.get()).script)
    return phrase % values if values else phrase


def t_gettext(message: str, **values: Any) -> Markup:
    """`_` in templates."""
    return marked(catalog(language.get().code).gettext(message), values)


def t_ngettext(one: str, many: str, n: int, **values: Any) -> Markup:
    """`ngettext` in templates."""
    return marked(catalog(language.get().code).ngettext(one, many, n), {"n": n, **values})


def t_pgettext(context: str, message: str, **values: Any) -> Markup:
    """`pgettext` in templates."""
    return marked(catalog(language.get().code).pgettext(context, message), values)


def t_npgettext(context: str, one: str, many: str, n: int, **values: Any) -> Markup:
    """`npgettext` in templates."""
    return marked(catalog(language.get().code).npgettext(context, one, many, n), {"n": n, **values})


def both(message: str, **values: Any) -> Markup:
    """A label in the reader's language, with the Danish under it where the reader wants to learn it."""
    here = t_gettext(message, **values)
    if not with_danish.get() or language.get().code == "da":
        return here
    danish = marked(catalog("da").gettext(message), values, LANGUAGES["da"])
    return here + Markup('<span class="under" lang="da" dir="ltr">%s</span>') % danish


def best_of(accepted: str, default: str) -> str:
    """The first language of an Accept-Language header that Sammen speaks."""
    for part in accepted.split(","):
        tag = part.split(";")[0].strip().lower()
        if tag.startswith(("fa", "prs")):
            return "fa_AF"
        if tag[:2] in LANGUAGES:
            return tag[:2]
    return default
