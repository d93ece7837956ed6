"""Phrases in conversations: picking one, filling its gaps, what can be said back in one tap."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlmodel import col

from app.identity.models import Account
from app.identity.viewer import Viewer
from app.kit.record import new_id
from app.messaging.answers import speaks_as
from app.messaging.models import Conversation
from app.messaging.participants import Participant, Reason, reads
from app.translation import phrasebook
from app.translation.phrasebook import Phrase, Topic
from app.translation.slots import kept, shown
from app.web.forms import Posted
from app.web.i18n import LANGUAGES, Language
from app.web.i18n import gettext as _

VALUE = "value-"
GAP = "___"


@dataclass(frozen=True, slots=True)
class Reading:
    """A phrase as somebody of another language will read it."""

    language: Language
    words: str


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase in the list, its gaps open."""

    key: str
    icon: str
    urgent: bool
    words: str
    danish: str


@dataclass(frozen=True, slots=True)
class Picked:
    """A phrase that was picked, its gaps as far as they are filled."""

    phrase: Phrase
    values: dict[str, str]  # as written
    own: str
    danish: str
    readings: tuple[Reading, ...]

    @property
    def client_id(self) -> UUID:
        """An id for the message, so that a double tap sends one."""
        return new_id()


def found(viewer: Viewer, text: str, topic: str) -> list[Found]:
    """What fits the search, in the viewer's language and in Danish; of one chapter; else what is said often."""
    phrases = phrasebook.search(text, viewer.language, speaks_as(viewer))
    if not text.strip() and topic:
        phrases = sorted((it for it in phrases if it.topic == topic), key=lambda it: not it.often)
    elif not text.strip():
        phrases = [it for it in phrases if it.often]
    return [
        Found(it.key, it.icon, it.urgent, _as_far(it, {}, viewer.language), _as_far(it, {}, "da"))
        for it in phrases
    ]


def chapters(viewer: Viewer) -> list[Topic]:
    """The chapters that hold something for the viewer to say."""
    there = {it.topic for it in phrasebook.search("", viewer.language, speaks_as(viewer))}
    return [topic for topic in phrasebook.topics() if topic.key in there]


def picked(viewer: Viewer, conversation: Conversation | None, key: str, raw: dict[str, str]) -> Picked:
    """A phrase to be sent, with how the others will read it. Raises KeyError for one that isn't there."""
    phrase = phrasebook.phrase(key)
    values = {name: raw.get(VALUE + name, "") for name, _slot in phrase.slots}
    others = [
        LANGUAGES[code] for code in _languages_of_others(viewer, conversation) if code != viewer.language
    ]
    return Picked(
        phrase=phrase,
        values=values,
        own=_as_far(phrase, values, viewer.language),
        danish=_as_far(phrase, values, "da"),
        readings=tuple(Reading(it, _as_far(phrase, values, it.code)) for it in others),
    )


def _as_far(phrase: Phrase, values: dict[str, str], language: str) -> str:
    """The phrase with the gaps that are filled."""
    filled = {}
    for name, slot in phrase.slots:
        one = _kept(phrase, name, values)
        filled[name] = shown(slot, one, language) if one else GAP
    return phrase.text(language) % filled if filled else phrase.text(language)


def _kept(phrase: Phrase, name: str, values: dict[str, str]) -> str:
    try:
        return kept(dict(phrase.slots)[name], values.get(name, ""))
    except ValueError:
        return ""


def _languages_of_others(viewer: Viewer, conversation: Conversation | None) -> list[str]:
    """The languages of those who are talked with now, the third adult's last; each once. All, where it is nobody."""
    if conversation is None:
        return list(LANGUAGES)
    statement = viewer.rows(Participant, col(Account.language), Participant.reason).join(
        Account, col(Account.id) == Participant.account_id
    )
    others = statement.where(
        col(Participant.conversation_id) == conversation.id,
        col(Participant.account_id) != viewer.account_id,
        reads(Participant, viewer.now),
    )
    rows = sorted(viewer.run(others), key=lambda row: row.reason == Reason.THIRD_ADULT)
    return list(dict.fromkeys(row.language for row in rows))


def posted_phrase(posted: Posted[Any]) -> dict[str, Any] | None:
    """The phrase that came with a post, its gaps checked.

    One that the book doesn't know any more is what it looked like on the sender's phone: words; where those didn't
    come along, what filled its gaps goes to the field for words, so that nothing is lost. A gap that isn't filled
    as it should be is told.
    """
    key, values = posted.raw("phrase"), _values(posted)
    try:
        return {"key": key, "values": phrasebook.checked(key, values)} if key else None
    except KeyError:
        if not posted.raw("body"):
            posted.words["body"] = [" ".join(values.values())]
        return None
    except ValueError:
        posted.refuse("body", _("Something is missing in the phrase. Fill it in and send it again."))
        return None


def posted_again(viewer: Viewer, conversation: Conversation, posted: Posted[Any]) -> Picked | None:
    """The phrase that came with a post that isn't right, to be shown again as it was filled in."""
    raw = {VALUE + name: words for name, words in _values(posted).items()}
    try:
        return picked(viewer, conversation, posted.raw("phrase"), raw)
    except KeyError:
        return None


def _values(posted: Posted[Any]) -> dict[str, str]:
    """What stands in the gaps, by the name of the gap."""
    found = posted.words.items()
    return {name.removeprefix(VALUE): words[0] for name, words in found if name.startswith(VALUE)}


def words_of(phrase: dict[str, Any] | None, body: str, language: str) -> str:
    """The original of a message: of a phrase, what it is in the sender's own language."""
    return phrasebook.said(phrase["key"], phrase["values"], language) if phrase else body
