"""Every page, as everybody who may see it, in every language: translated, whole, in the right direction, no leak."""

from gettext import NullTranslations

import pytest

from app.web import i18n
from tests.cast import SLUGS
from tests.conftest import ClientOf
from tests.house.reading import leaks, read
from tests.house.visiting import pages_of

LANGUAGES = tuple(i18n.LANGUAGES)
# Every page in the two scripts in which a forgotten word shows at once; all five for those who see most kinds.
# That no word is missing anywhere is held by `sammen check translations`.
IN_ALL = ("", "youth-matched", "family", "interpreter-ti", "caseworker", "coordinator-rk")
READERS = [
    (slug, code) for slug in ("", *SLUGS) for code in (LANGUAGES if slug in IN_ALL else ("ti", "fa_AF"))
]


class Missing(NullTranslations):
    """Notes what a catalogue doesn't have."""

    def __init__(self, asked: list[str]) -> None:
        super().__init__()
        self.asked = asked

    def gettext(self, message: str) -> str:
        self.asked.append(message)
        return message

    def ngettext(self, one: str, many: str, n: int) -> str:
        self.asked.append(one)
        return one if n == 1 else many

    def pgettext(self, _context: str, message: str) -> str:
        return self.gettext(message)

    def npgettext(self, _context: str, one: str, many: str, n: int) -> str:
        return self.ngettext(one, many, n)


@pytest.fixture
def missing(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    asked: list[str] = []
    for code in LANGUAGES:
        if code != "en":
            monkeypatch.setattr(i18n.catalog(code), "_fallback", Missing(asked))
    i18n._marked.cache_clear()
    return asked


@pytest.mark.parametrize("db_engine", ["sqlite_town"], indirect=True)
@pytest.mark.parametrize(("slug", "code"), READERS)
def test_every_page_speaks_the_readers_language(
    client_of: ClientOf, missing: list[str], slug: str, code: str
) -> None:
    language = i18n.LANGUAGES[code]
    client = client_of(slug)
    client.cookies.set("sammen_language", code)
    problems = []
    seen = 0
    for path, html in pages_of(client, "/" if slug else "/sign-in"):
        seen += 1
        page = read(html)
        if (page.lang, page.dir) != (language.tag, language.dir):
            problems.append(f"{path}: lang {page.lang}, dir {page.dir}")
        if len(page.headings) == 0 or len(page.titles) == 0:
            problems.append(f"{path}: no heading or title")
        problems += [f"{path}: broken placeholder in {words!r}" for words, _ in page.texts if "%(" in words]
        if language.script != "latn":
            problems += [f"{path}: {words!r} has no language of its own" for words in leaks(page, i18n.TERMS)]
    problems += [f"not translated: {message!r}" for message in sorted(set(missing))]
    assert not problems, "\n".join(problems[:40])
    assert seen >= 1


def test_a_leak_is_found() -> None:
    page = read(
        '<html lang="ti" dir="ltr"><title>ሰላም</title><h1>ሰላም</h1><p>Hello</p><p lang="da">Hej</p></html>'
    )
    assert list(leaks(page, i18n.TERMS)) == ["Hello"]


def test_a_leak_in_an_attribute_is_found_but_a_listed_term_is_not() -> None:
    page = read('<html lang="ar"><img alt="Photo"><img alt="صورة MFI"></html>')
    assert list(leaks(page, i18n.TERMS)) == ["Photo"]
