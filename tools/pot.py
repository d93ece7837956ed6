"""Gather the words of the code in locales/messages.pot and bring each language's file up to it.

The files change only where the words do: sorted, without dates, each word with the files it stands in but no line
numbers. `--check` writes nothing and fails if something would change.
"""

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
LOCALES = ROOT / "locales"
LANGUAGES = ("da", "ar", "fa_AF", "ti")
# Babel's own headers differ from CLDR for fa and ti (one form stands for 0 and 1), and for ar they have "many" last.
PLURALS = {
    "ar": (6, "(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5)"),
    "fa_AF": (2, "(n > 1)"),
    "ti": (2, "(n > 1)"),
}
# What each function takes; `both` is a label with the Danish under it, `N_` a mark for later.
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "N_": None,
    "t_gettext": None,
    "t_ngettext": (1, 2),
    "both": None,
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
TAGS = ("Translators:",)
ABOUT = """\
# Words of Sammen.
# Licence: AGPL-3.0-or-later."""


def gather() -> Catalog:
    """All words of the code, each with the files it stands in."""
    catalog = Catalog(project="Sammen", charset="utf-8", header_comment=ABOUT)
    with (ROOT / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]
    for name, _line, message, comments, context in sorted(
        extract_from_dir(str(ROOT), methods, options, KEYWORDS, TAGS, strip_comment_tags=True),
        key=lambda found: (found[0], found[1]),
    ):
        place = Path(name).as_posix()
        known = catalog.get(message, context)
        seen = known.locations if known else []
        unseen = [] if any(place == was for was, _ in seen) else [(place, 1)]
        catalog.add(message, None, unseen, auto_comments=comments, context=context)
    return catalog


def _written(catalog: Catalog, *, header: str) -> bytes:
    buffer = io.BytesIO()
    catalog.header_comment = ABOUT
    write_po(
        buffer,
        catalog,
        width=110,
        sort_output=True,
        include_lineno=False,
        ignore_obsolete=True,
        omit_header=True,
    )
    return f'{ABOUT}\nmsgid ""\nmsgstr ""\n{header}\n'.encode() + buffer.getvalue()


def _header(code: str = "", plurals: str = "") -> str:
    lines = ["Project-Id-Version: Sammen", "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8"]
    lines += ["Content-Transfer-Encoding: 8bit"]
    lines += [f"Language: {code}", f"Plural-Forms: {plurals}"] if code else []
    return "".join(f'"{line}\\n"\n' for line in lines)


def _updated(code: str, template: Catalog) -> bytes:
    path = LOCALES / code / "LC_MESSAGES" / "messages.po"
    catalog = Catalog(locale=code)
    if path.exists():
        with path.open("rb") as file:
            catalog = read_po(file, locale=code)
    if code in PLURALS:
        # There is no other way to mend it.
        forms, which = PLURALS[code]
        vars(catalog).update(_num_plurals=forms, _plural_expr=which)
    catalog.update(template, no_fuzzy_matching=True, keep_user_comments=True)
    for message in catalog:
        _fit(message, catalog.num_plurals)
    return _written(
        catalog, header=_header(code, f"nplurals={catalog.num_plurals}; plural={catalog.plural_expr};")
    )


def _fit(message: Message, forms: int) -> None:
    """Give a plural message as many forms as its language has."""
    if message.pluralizable and message.id:
        has = message.string if isinstance(message.string, (list, tuple)) else (message.string,)
        message.string = tuple((*has, *("",) * forms)[:forms])


def main(*, check: bool) -> int:
    """Write what changed, or say what would."""
    template = gather()
    wanted = {LOCALES / "messages.pot": _written(template, header=_header())}
    for code in LANGUAGES:
        wanted[LOCALES / code / "LC_MESSAGES" / "messages.po"] = _updated(code, gather())
    stale = [path for path, text in wanted.items() if not path.exists() or path.read_bytes() != text]
    for path in stale:
        if check:
            print(f"{path.relative_to(ROOT)} is not up to the code: run make pot")
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(wanted[path])
            print(f"{path.relative_to(ROOT)} written")
    print(f"{len(template)} messages")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main(check="--check" in sys.argv[1:]))
