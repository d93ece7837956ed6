"""A text is its sentences and what stands between them: new lines and spaces come back as they were."""

import re

# Latin, Arabic and Ethiopic ends of sentences (Unicode Sentence_Terminal), with closing quotes and brackets.
END = r"[.!?…؟؛۔፧።፨]+[\"'”’»)\]]*"
# A full stop inside 14.30 or sammen.dk ends nothing: a space must follow. The Ethiopic ones need none.
_PIECE = re.compile(
    rf"(?:(?!{END}(?=\s|$)|[።፧፨]|\n).)+(?:{END}(?=\s|$)|[።፧፨]+|$|(?=\n))|\s+|{END}", re.DOTALL
)
# After these a full stop ends no sentence.
_SHORT = re.compile(
    r"(?:\b(?:kl|nr|tlf|ca|bl\.a|f\.eks|dr|mr|mrs|ms|st|sal|d|e\.g|i\.e)|\b\d{1,2})\.$", re.IGNORECASE
)


LONGEST = 400  # letters; engines cut what is much longer, silently


def split(text: str) -> list[str]:
    """The pieces of a text; joined they are the text. What is only space is a piece of its own."""
    pieces: list[str] = []
    for found in _PIECE.findall(text):
        short = pieces and _SHORT.search(pieces[-1].rstrip(" ")) and not pieces[-1].isspace()
        gap = (
            len(pieces) > 1 and pieces[-1].isspace() and "\n" not in pieces[-1] and _SHORT.search(pieces[-2])
        )
        if short or gap:
            last = "".join(pieces[-2:] if gap else pieces[-1:])
            pieces[-2 if gap else -1 :] = [last + found]
        elif found[:1].isspace() and found.strip():
            lead = found[: len(found) - len(found.lstrip())]
            pieces += [lead, found.lstrip()]
        else:
            pieces.append(found)
    return [part for piece in pieces for part in _shorter(piece)]


def _shorter(piece: str) -> list[str]:
    """A sentence without end in parts an engine takes whole: after a comma, else after a space, else just so."""
    parts = []
    while len(piece) > LONGEST:
        head = piece[:LONGEST]
        cut = max(head.rfind(comma) for comma in ",;:،፣፤፥") + 1 or head.rfind(" ") + 1 or LONGEST
        parts.append(piece[:cut])
        piece = piece[cut:]
    return [*parts, piece] if piece else parts
