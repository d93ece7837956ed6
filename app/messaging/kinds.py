"""The kinds of conversations and messages, the topics and states of a query."""

from enum import StrEnum


class Kind(StrEnum):
    """A conversation never changes its kind."""

    DIRECT = "direct"  # a youth and somebody, or a family, around them
    GROUP = "group"  # a meetup; a family and its supervisor
    QUERY = "query"  # a youth asks an interpreter


class MessageKind(StrEnum):
    """What a message is made of."""

    WORDS = "words"
    PHOTO = "photo"  # with or without words
    VOICE = "voice"
    NOTICE = "notice"


class FileKind(StrEnum):
    """What came with a message."""

    PHOTO = "photo"
    VOICE = "voice"


class Source(StrEnum):
    """Where a rendering comes from. The reader is always told which (domain.md, Conversations)."""

    PHRASEBOOK = "phrasebook"
    MEMORY = "memory"  # an interpreter confirmed the same words before
    MACHINE = "machine"
    PERSON = "person"  # an interpreter


class Topic(StrEnum):
    """What a query is about. With `QueryState`, all that is seen of it before somebody takes it."""

    LETTER = "letter"
    APPOINTMENT = "appointment"
    SCHOOL = "school"
    HEALTH = "health"
    MONEY = "money"
    HOME = "home"
    OTHER = "other"


class QueryState(StrEnum):
    """How far a query has come."""

    WAITING = "waiting"
    TAKEN = "taken"
    ANSWERED = "answered"
    CLOSED = "closed"


class CheckState(StrEnum):
    """How far the checking of a message has come."""

    WAITING = "waiting"
    TAKEN = "taken"
    DONE = "done"
    WITHDRAWN = "withdrawn"
