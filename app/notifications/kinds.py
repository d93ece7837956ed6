"""What somebody is told of, by which ways, and the few sentences it is told in.

The sentences stand on locked phones and in other people's hands: they say nothing of who, what or where, and hold no
word that isn't in the reader's own script.
"""

from enum import StrEnum
from functools import cache

from app.web import i18n
from app.web.i18n import N_


class Kind(StrEnum):
    """What it is about."""

    MESSAGE = "message"
    QUERY = "query"  # a question waits for an interpreter
    MEETUP = "meetup"
    FRIENDSHIP = "friendship"
    REMINDER = "reminder"
    AROUND = "around"  # who is there for a youth, and who does what


class Channel(StrEnum):
    """By which way."""

    PUSH = "push"
    MAIL = "mail"
    SMS = "sms"


NEWS = "news"  # several kinds at once, in the morning
TEST = "test"
CODE = "code"

TEXTS = {
    Kind.MESSAGE.value: N_("You have a message"),
    Kind.QUERY.value: N_("Something is waiting for you"),
    Kind.MEETUP.value: N_("There is something new in your calendar"),
    Kind.FRIENDSHIP.value: N_("There is something new for you"),
    Kind.REMINDER.value: N_("A small reminder for you"),
    Kind.AROUND.value: N_("There is something new for you"),
    NEWS: N_("There are new things for you"),
    TEST: N_("This is how we tell you"),
}
PLACES = {Kind.MESSAGE.value: "/conversations", Kind.MEETUP.value: "/meetups"}


@cache
def said(kind: str, language: str) -> str:
    """The sentence of a kind in a language, chosen by the receiver's account and not by any request."""
    return i18n.catalog(language).gettext(TEXTS[kind])


def place(url: str, kind: str) -> str:
    """Where a tap leads: a path of ours, or the list of the kind."""
    ours = url.startswith("/") and not url.startswith("//") and "\\" not in url
    return url if ours and url != "/" else PLACES.get(kind, "/")
