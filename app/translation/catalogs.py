"""Whether our own words are translated: complete, placeholders intact, and how many a machine drafted."""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import polib
from rich.console import Console
from rich.table import Table

from app.web.i18n import LANGUAGES, LOCALES, TERMS, Language

PLACEHOLDER = re.compile(r"%\((\w+)\)s|%%")
LATIN = re.compile(r"[A-Za-z]{2,}")
DRAFTED = "machine-drafted"


@dataclass
class Catalogue:
    """What one language has."""

    code: str
    translated: int = 0
    drafted: int = 0
    missing: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)


def _forms(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def _problem(entry: polib.POEntry, code: str) -> str | None:
    wanted = set(PLACEHOLDER.findall(entry.msgid)) | set(PLACEHOLDER.findall(entry.msgid_plural or ""))
    for form in _forms(entry):
        found = set(PLACEHOLDER.findall(form))
        # A plural form may leave the number out ("one day ago"), never invent a placeholder.
        if not found <= wanted or (not entry.msgid_plural and found != wanted):
            return "placeholders differ"
        if LANGUAGES[code].script != "latn":
            words = set(LATIN.findall(PLACEHOLDER.sub("", form))) - set(TERMS)
            if words:
                return f"Latin letters outside the listed terms: {', '.join(sorted(words))}"
    return None


def read(code: str, folder: Path = LOCALES) -> Catalogue:
    """Look through one language's catalogue against the template of all messages."""
    catalogue = Catalogue(code)
    template = polib.pofile(str(folder / "messages.pot"))
    path = folder / code / "LC_MESSAGES" / "messages.po"
    own = (
        {(e.msgctxt, e.msgid): e for e in polib.pofile(str(path)) if not e.obsolete} if path.exists() else {}
    )
    for wanted in template:
        entry = own.get((wanted.msgctxt, wanted.msgid))
        if entry is None or not all(_forms(entry)) or entry.fuzzy:
            catalogue.missing.append(wanted.msgid)
            continue
        catalogue.translated += 1
        catalogue.drafted += DRAFTED in (entry.tcomment or "")
        problem = _problem(entry, code)
        if problem:
            catalogue.broken.append(f"{entry.msgid!r}: {problem}")
    return catalogue


@lru_cache(maxsize=1)
def drafted() -> tuple[tuple[Language, int], ...]:
    """How many entries of each language hold a word that is a guess: for the administrator."""
    counts = []
    for language in LANGUAGES.values():
        path = LOCALES / language.code / "LC_MESSAGES" / "messages.po"
        if path.exists():
            counts.append((language, path.read_text().count(f"# {DRAFTED}")))
    return tuple(counts)


def report(out: Console) -> int:
    """Print a line per language; 1 if anything is missing or broken."""
    table = Table("language", "translated", "missing", "broken", "machine-drafted", box=None)
    wrong = 0
    for code in (code for code in LANGUAGES if code != "en"):
        found = read(code)
        table.add_row(
            code, *map(str, (found.translated, len(found.missing), len(found.broken), found.drafted))
        )
        wrong += len(found.missing) + len(found.broken)
        for problem in [f"missing: {m!r}" for m in found.missing[:20]] + found.broken[:20]:
            out.print(f"  {code}: {problem}", markup=False, soft_wrap=True)
    out.print(table)
    return 1 if wrong else 0
