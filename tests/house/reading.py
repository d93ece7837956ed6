"""Reading a page as a person of another script would: which words stand in which language."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {
    "area",
    "base",
    "br",
    "col",
    "embed",
    "hr",
    "img",
    "input",
    "link",
    "meta",
    "source",
    "track",
    "wbr",
    "use",
}
SPOKEN = ("alt", "aria-label", "aria-description", "placeholder", "title", "data-label", "content")
UNSPOKEN = {"script", "style", "svg"}
LATIN = re.compile(r"[A-Za-z]{2,}")


@dataclass
class Read:
    """What stands in a page."""

    lang: str = ""
    dir: str = ""
    texts: list[tuple[str, str | None]] = field(default_factory=list)  # words, own lang below <html> or None
    attributes: list[tuple[str, str]] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)


class Reader(HTMLParser):
    """Collects the words of a page with the language they stand in."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.read = Read()
        self._open: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.read.lang, self.read.dir = given.get("lang", ""), given.get("dir", "")
            given.pop("lang", None)
        if tag == "a" and "href" in given:
            self.read.links.append(given["href"])
        own = given.get("lang", self._lang())
        if own is None and not (tag == "meta" and given.get("name") != "description"):
            self.read.attributes += [(name, given[name]) for name in SPOKEN if given.get(name)]
        if tag not in VOID:
            self._open.append((tag, own))

    def _lang(self) -> str | None:
        return self._open[-1][1] if self._open else None

    def handle_endtag(self, tag: str) -> None:
        while self._open:
            if self._open.pop()[0] == tag:
                break

    def handle_data(self, data: str) -> None:
        words, tags = data.strip(), [tag for tag, _ in self._open]
        if not words or UNSPOKEN & set(tags):
            return
        if "title" in tags:
            self.read.titles.append(words)
        if "option" in tags:  # holds no elements, so listed terms stand bare there as in an attribute
            if self._lang() is None:
                self.read.attributes.append(("option", words))
            return
        if "h1" in tags:
            self.read.headings.append(words)
        self.read.texts.append((words, self._lang()))


def read(html: str) -> Read:
    """Read a page."""
    reader = Reader()
    reader.feed(html)
    return reader.read


def leaks(page: Read, terms: tuple[str, ...]) -> Iterator[str]:
    """Latin words without a language of their own; in attributes and titles the listed terms may stand bare."""
    for words, own in page.texts:
        if own is None and words not in page.titles and LATIN.search(words):
            yield words
    bare = re.compile("|".join(map(re.escape, terms)))
    for words in [value for _, value in page.attributes] + page.titles:
        if LATIN.search(bare.sub("", words)):
            yield words
