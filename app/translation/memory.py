"""The memory: what an interpreter confirmed once is there for the next who says the same.

Kept by words and pair of languages, not by person: no account, no conversation. What is personal becomes a slot
(app/translation/anonymity.py), what can't be made anonymous isn't kept, and nothing is kept unless the interpreter,
looking at the words with their slots, says that nothing personal is left in them.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process
from sqlalchemy import ColumnElement, literal, update
from sqlmodel import Field, Session, col, select

from app.identity.policy import Role
from app.kit.crypto import Sealed, digest
from app.kit.record import Record
from app.translation.anonymity import SLOT, Slotted, anonymous, filled, slotted, slotted_like

if TYPE_CHECKING:
    from app.identity.viewer import Viewer

NEAR = 80  # of 100: less alike than this helps nobody
LOOKED_THROUGH = 2000  # the most used of a pair: opening them all takes about 10 ms


class Remembered(Record, table=True):
    """Words and what they are in another language, with slots for what is particular."""

    source: str
    target: str
    key: str = Field(
        unique=True
    )  # keyed hash of the pair and the words: equal words are found without opening any
    words: str = Field(sa_type=Sealed)
    rendering: str = Field(sa_type=Sealed)
    times_used: int = 0

    @classmethod
    def visible_to(cls, viewer: "Viewer") -> ColumnElement[bool]:
        """Interpreters, who are offered what is near. Exact words are found by `recall`, for anybody."""
        return literal(viewer.is_(Role.INTERPRETER))


@dataclass(frozen=True, slots=True)
class Near:
    """Something like it that was confirmed before, its slots filled where they could be."""

    words: str
    rendering: str
    alike: int


def _folded(text: str) -> str:
    """Words as they are compared: spelling that differs by keyboard, spaces and the last full stop don't count."""
    text = "".join(sign for sign in unicodedata.normalize("NFKC", text) if not unicodedata.combining(sign))
    text = text.translate({0x064A: "ی", 0x0643: "ک", 0x0640: None, 0x200C: None, 0x2019: "'"})
    return re.sub(r"\s+", " ", text).strip().rstrip(".!።، ").casefold()


def _key(text: str, source: str, target: str) -> str:
    return digest(f"memory {source} {target} {_folded(text)}")


def to_remember(
    words: str, source: str, rendering: str, target: str, names: Iterable[str] = ()
) -> tuple[Slotted, str] | None:
    """Both sides with slots, as the interpreter is shown them; None where they can't be made anonymous."""
    names = tuple(names)
    here = slotted(words, source, names)
    there = slotted_like(rendering, target, here, names)
    if there is None or not anonymous(here, source, names) or not anonymous(there, target, names):
        return None
    return (here, there) if _folded(here.text) else None


def remember(
    session: Session, words: str, source: str, rendering: str, target: str, names: Iterable[str] = ()
) -> bool:
    """Keep it, if it can be made anonymous. The caller has the interpreter's word that nothing personal is in it."""
    both = to_remember(words, source, rendering, target, names)
    if both is None:
        return False
    here, there = both
    key = _key(here.text, source, target)
    known = session.exec(select(Remembered).where(Remembered.key == key)).first()
    if known:
        known.rendering = there  # the newest confirmation is the better one
    else:
        session.add(Remembered(source=source, target=target, key=key, words=here.text, rendering=there))
    session.flush()
    return True


def recall(
    session: Session, words: str, source: str, targets: Iterable[str], names: Iterable[str] = ()
) -> dict[str, str]:
    """What was confirmed for exactly these words, in each of the languages: one query."""
    here = slotted(words, source, names)
    keys = {_key(here.text, source, target): target for target in targets if target != source}
    if not keys or not _folded(here.text):
        return {}
    found = {}
    for known in session.exec(select(Remembered).where(col(Remembered.key).in_(keys))).all():
        text = filled(known.rendering, here.values, known.target)
        if text is not None:
            found[known.target] = text
    if found:
        used = update(Remembered).where(col(Remembered.key).in_(keys))
        session.connection().execute(used.values(times_used=Remembered.times_used + 1))
    return found


def near(
    viewer: "Viewer", words: str, source: str, target: str, names: Iterable[str] = (), most: int = 3
) -> list[Near]:
    """What is like it, the likest first: for interpreters alone, who judge."""
    if not viewer.is_(Role.INTERPRETER):
        return []
    here = slotted(words, source, names)
    kept = viewer.rows(Remembered, Remembered.words, Remembered.rendering).where(
        col(Remembered.source) == source, col(Remembered.target) == target
    )
    rows = viewer.run(
        kept.order_by(col(Remembered.times_used).desc(), col(Remembered.id).desc()).limit(LOOKED_THROUGH)
    )
    alike = process.extract(
        _folded(here.text),
        [_folded(row.words) for row in rows],
        scorer=fuzz.ratio,
        score_cutoff=NEAR,
        limit=most,
    )
    return [
        Near(
            SLOT.sub("…", rows[at].words),
            filled(rows[at].rendering, here.values, target) or SLOT.sub("…", rows[at].rendering),
            round(score),
        )
        for _, score, at in alike
    ]
