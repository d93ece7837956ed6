"""What helps an interpreter with one message: a draft to correct, what was confirmed before, phrases at hand."""

from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz, process
from sqlmodel import col

from app.identity.policy import Role
from app.identity.viewer import Viewer
from app.messaging.kinds import Source
from app.messaging.renderings import Rendering, names_in
from app.translation import memory, phrasebook
from app.translation.anonymity import anonymous, slotted
from app.translation.folding import folded
from app.translation.memory import Near

LIKE = 55  # of 100: phrases are short, and the interpreter judges
MOST = 3


@dataclass(frozen=True, slots=True)
class Alike:
    """A phrase of the book that says something like it."""

    words: str
    rendering: str


@dataclass(frozen=True, slots=True)
class Help:
    """What stands beside the answer. `slots` is what would be remembered; empty where rules say it is personal."""

    language: str
    draft: str = ""
    source: Source | None = None
    before: tuple[Near, ...] = ()
    phrases: tuple[Alike, ...] = ()
    slots: str = ""


def help_for(viewer: Viewer, message: Any, language: str) -> Help:
    """For a message, or a row with its id, conversation_id, body and language. Nothing for who isn't an interpreter."""
    if not viewer.is_(Role.INTERPRETER) or not message.body:
        return Help(language)
    names = names_in(viewer.session, message.conversation_id)
    here = slotted(message.body, message.language, names)
    made = viewer.first(
        viewer.rows(Rendering, Rendering.words, Rendering.source).where(
            col(Rendering.message_id) == message.id, col(Rendering.language) == language
        )
    )
    return Help(
        language=language,
        draft=made.words if made else "",
        source=made.source if made else None,
        before=tuple(memory.near(viewer, message.body, message.language, language, names, MOST)),
        phrases=_phrases(message.body, message.language, language),
        slots=here.text if anonymous(here, message.language, names) else "",
    )


def _phrases(words: str, source: str, target: str) -> tuple[Alike, ...]:
    """Phrases that are like these words, without gaps."""
    whole = [phrase for phrase in phrasebook.phrases() if not phrase.slots]
    texts = [folded(phrase.text(source)) for phrase in whole]
    near = process.extract(folded(words), texts, scorer=fuzz.token_sort_ratio, score_cutoff=LIKE, limit=MOST)
    return tuple(Alike(whole[at].text(source), whole[at].text(target)) for _text, _score, at in near)
