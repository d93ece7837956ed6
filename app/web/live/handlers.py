"""What a topic's streams are told, and who may listen: the upper rooms hand it down at start-up."""

from collections.abc import Iterable
from contextlib import contextmanager
from typing import Any, NamedTuple, Protocol
from uuid import UUID

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from app.identity.models import Account
from app.identity.sessions import SignIn
from app.identity.viewer import Viewer, load_viewer
from app.kit import clock
from app.kit.record import UtcDateTime
from app.web import i18n
from app.web.asking import Asking, asking
from app.web.live.publishing import News
from app.web.live.seats import Seat
from app.web.routing import current

Told = tuple[list[bytes], dict[str, int]]  # what is written to a seat, and what of the seat changes


class Waiting(NamedTuple):
    """What waits to be told of one topic, `of` its id: the news, all who listen, and those of them who have just come."""

    of: str
    news: list[News]
    seats: list[Seat]
    new: list[Seat]


class Handler(Protocol):
    """One kind of topic. Both are called in a thread of their own, with a session that only reads.

    `together`: all topics of the kind are told in one go, where one piece of news reaches many of them.
    """

    together: bool

    def admit(self, viewer: Viewer, of: str, after: str) -> int | None:
        """Let a viewer in; the number they have got up to, None where that makes no sense. Raises NotFound."""

    def tell(self, session: Session, waiting: list[Waiting]) -> dict[Seat, Told | None]:
        """What each seat is told; None for those who may not listen any more."""


handlers: dict[str, Handler] = {}


def on(kind: str, handler: Handler) -> None:
    """Whoever asks for topics `kind:…` is let in and told by this."""
    handlers[kind] = handler


# Built once and filled in each time, like all that each message asks: `now`, and `sign_ins`, those who sit here.
NOW: Any = bindparam("now", type_=UtcDateTime())
SIGN_INS: Any = bindparam("sign_ins", expanding=True)
# Whether a sign-in and its account hold; join both.
HOLDS: Any = (col(SignIn.idle_until) > NOW) & (col(SignIn.ends_at) > NOW) & col(Account.closed_at).is_(None)
_SIGNED_IN: Any = (
    select(col(SignIn.id))
    .join(Account, col(Account.id) == col(SignIn.account_id))
    .where(col(SignIn.id).in_(SIGN_INS), HOLDS)
)


def still_signed_in(session: Session, seats: Iterable[Seat]) -> set[UUID]:
    """Which of these sign-ins hold: one query for all."""
    here = {"sign_ins": list({seat.sign_in_id for seat in seats}), "now": clock.now()}
    return set(session.connection().execute(_SIGNED_IN, here).scalars())


@contextmanager
def as_if(session: Session, seat: Seat) -> Any:
    """Look and write as one who sits here would: what is rendered for them is what their own page would hold."""
    manner = seat.manner
    viewer = load_viewer(session, seat.account_id, clock.now())
    viewer.sign_in_id = seat.sign_in_id
    i18n.language.set(i18n.LANGUAGES[manner.code])
    i18n.with_danish.set(manner.with_danish)
    i18n.original_first.set(manner.original_first)
    asking.set(Asking(method="GET", path="/events", secure=manner.secure, partial=True))
    token = current.set(viewer)
    try:
        yield viewer
    finally:
        current.reset(token)
