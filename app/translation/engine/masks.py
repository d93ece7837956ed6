"""What must come through a translation unchanged: addresses, links, numbers, times, names.

An engine copies digits, but turns underscores into spaces and bends names. So each such thing stands as a number of
three digits while the engine works, and is put back afterwards. Where one is lost the words around it are translated
by themselves.
"""

import re
from collections import Counter
from itertools import count

_ROAD = r"[A-ZÆØÅ][\wæøåé.-]*(?: [A-ZÆØÅ]?[\wæøåé.-]+){0,2}?"
_DIGIT = r"[\d٠-٩۰-۹]"
_KEPT = (
    r"(?:https?://|www\.)[^\s<>«»“”]*[^\s<>«»“”.,;:!?؟،።)\]]",
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
    r"\b[\w-]+(?:\.[\w-]+)*\.(?:dk|com|org|net|eu|io)\b(?:/[^\s<>«»“”.,;]*)?",
    # Danish addresses: Nørregade 12, 2. tv, 5000 Odense C
    (
        rf"\b{_ROAD}(?:gade|vej|allé|alle|plads|torv|stræde|boulevard|vænge|parken|have) \d+\w?\b"
        r"(?:, ?(?:st|kl|\d{1,2})\.? ?(?:tv|th|mf|sal)\.?)?(?:, ?\d{4} [A-ZÆØÅ]\w+(?: [A-ZØN]\b)?)?"
    ),
    # Telephone numbers, times, dates, amounts, case numbers: digits with signs between them, or with letters.
    rf"\+?{_DIGIT}(?:[ ./:,()-]{{0,2}}{_DIGIT})+%?",
    rf"\b[A-Z]{{1,4}}-?{_DIGIT}+\b",
    rf"{_DIGIT}",
    r"\w*_\w*",
)
TOO_SHORT = 2  # letters of a name that are words too often
_AS_IT_IS = re.compile(
    r"\d{1,2}", re.ASCII
)  # engines copy these, and "1 child" must not become "701 children"
_WESTERN = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_NUMBER = re.compile(r"(?<!\d)\d+(?!\d)", re.ASCII)


class Masked:
    """A sentence with its masks on."""

    def __init__(self, words: str, names: tuple[str, ...] = ()) -> None:
        self.kept: dict[str, str] = {}  # mask → what it stands for
        self.pieces: list[tuple[str, bool]] = []  # the sentence in order; True: goes through as it is
        free = (str(number) for number in count(701) if str(number) not in words)
        masks: dict[str, str] = {}
        at = 0
        for found in _pattern(names).finditer(words):
            original = found[0]
            mask = original if _AS_IT_IS.fullmatch(original) else masks.get(original) or next(free)
            masks[original] = mask
            self.kept[mask] = original
            self.pieces += [(words[at : found.start()], False), (original, True)]
            at = found.end()
        self.pieces.append((words[at:], False))
        self.words = "".join(masks[piece] if kept else piece for piece, kept in self.pieces)
        self._expected = Counter(masks[piece] for piece, kept in self.pieces if kept)

    @property
    def nothing_else(self) -> bool:
        """Whether no word is left to translate."""
        return not any(re.search(r"[^\W\d_]", piece) for piece, kept in self.pieces if not kept)

    def off(self, translated: str) -> str | None:
        """The translation with everything back in its place; None if anything was lost, doubled or made up."""
        western = translated.translate(_WESTERN)
        if Counter(_NUMBER.findall(western)) != self._expected:
            return None
        return _NUMBER.sub(lambda found: self.kept[found[0]], western) if self.kept else translated


def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    # Whole names before single ones, longer before shorter.
    parts = {part for name in names for part in (name, *name.split()) if len(part) > TOO_SHORT}
    longest_first = sorted(parts, key=len, reverse=True)
    known = [rf"(?<!\w){re.escape(part)}(?!\w)" for part in longest_first]
    return re.compile("|".join([*_KEPT[:4], *known, *_KEPT[4:]]))
