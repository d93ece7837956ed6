"""Telling somebody who isn't looking: by the ways they chose, not while they want quiet, and not what they have seen.

    tell(session, account_id, Kind.MEETUP, url="/meetups")

Rooms above call `tell` in their own transaction and hand down, at start-up, whether it is still wanted later.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlmodel import Session

from app.identity.models import Account
from app.kit import clock
from app.kit.db import transaction
from app.kit.jobs import enqueue, works_on
from app.notifications import choices, deliveries, held, numbers, subscriptions
from app.notifications.kinds import NEWS, Channel, Kind

# Whether something is still worth telling, or was seen meanwhile: (session, account, kind, about) → bool. All must say yes.
still_wanted: list[Callable[[Session, UUID, str, UUID | None], bool]] = []
# The number on the installed icon: how much is unread, (session, account) → int.
unread: list[Callable[[Session, UUID], int]] = []

SOON = timedelta(seconds=3)  # who has the page open sees it meanwhile, and isn't told twice
APART = timedelta(minutes=1)  # at most one push a minute of a kind: ten messages ring once or twice
# E-mail is for what is still unread after a while.
MAIL_AFTER = {Kind.MESSAGE: timedelta(hours=1), Kind.QUERY: timedelta(hours=1)}


def tell(
    session: Session, account_id: UUID, kind: Kind | str, *, url: str = "/", about: UUID | None = None
) -> None:
    """Tell somebody, once this transaction is committed. `url`: a path of ours where a tap leads; it isn't shown."""
    _later(session, account_id, kind, url, about, SOON)


def _later(
    session: Session, account_id: UUID, kind: str, url: str, about: UUID | None, after: timedelta
) -> None:
    told = {"account": str(account_id), "kind": str(kind), "url": url, "about": str(about) if about else None}
    enqueue(session, "tell", told, key=f"tell:{account_id}:{kind}:{about or ''}", after=after)


def is_wanted(session: Session, account_id: UUID, kind: str, about: UUID | None) -> bool:
    """Whether it is still worth telling."""
    return all(ask(session, account_id, kind, about) for ask in still_wanted)


def is_quiet(
    session: Session, account_id: UUID, kind: str, url: str, about: UUID | None, at: datetime
) -> bool:
    """Whether quiet holds now. If so, it is kept for the morning."""
    until = choices.quiet_until(choices.quiet_of(session, account_id), at)
    if until is None:
        return False
    held.hold(session, account_id, kind, url, about)
    morning = {"account": str(account_id)}
    enqueue(session, "tell-morning", morning, key=f"morning:{account_id}", after=until - at)
    return True


@works_on("tell")
def work(payload: dict[str, Any]) -> None:
    """Decide, for one person and one thing, and queue one job for each way."""
    with transaction() as session:
        account = session.get(Account, UUID(payload["account"]))
        kind, url = payload["kind"], payload["url"]
        about = UUID(payload["about"]) if payload["about"] else None
        if account is None or account.closed_at or not is_wanted(session, account.id, kind, about):
            return
        now = clock.now()
        if is_quiet(session, account.id, kind, url, about, now):
            return
        if deliveries.sent_since(session, Channel.PUSH, now - APART, account.id, kind):
            _later(session, account.id, kind, url, about, APART)
            return
        by_ways(session, account, kind, url, about)


@works_on("tell-morning")
def morning(payload: dict[str, Any]) -> None:
    """What came in the night and wasn't seen meanwhile, in one sentence."""
    with transaction() as session:
        account = session.get(Account, UUID(payload["account"]))
        if account is None or account.closed_at:
            return
        until = choices.quiet_until(choices.quiet_of(session, account.id), clock.now())
        if until:  # the night was made longer meanwhile
            key = f"morning:{account.id}"
            enqueue(session, "tell-morning", payload, key=key, after=until - clock.now())
            return
        rows = [
            row
            for row in held.release(session, account.id)
            if is_wanted(session, account.id, row.kind, row.about)
        ]
        if len(rows) == 1:
            by_ways(session, account, rows[0].kind, rows[0].url, rows[0].about, at_once=True)
        elif rows:
            kinds = {row.kind for row in rows}
            by_ways(session, account, kinds.pop() if len(kinds) == 1 else NEWS, "/", None, at_once=True)


def by_ways(
    session: Session, account: Account, kind: str, url: str, about: UUID | None, *, at_once: bool = False
) -> None:
    """One job for each browser that takes pushes, one for e-mail, one for SMS: as this person wants it."""
    told = {"account": str(account.id), "kind": kind, "url": url, "about": str(about) if about else None}
    wanted = choices.wanted(session, account.id, kind)
    if Channel.PUSH in wanted:
        for one in subscriptions.of(session, account.id):
            one_push = told | {"to": str(one.id)}
            enqueue(session, "push", one_push, key=key_of("push", one_push))
    if Channel.MAIL in wanted and account.email:
        after = timedelta() if at_once else MAIL_AFTER.get(Kind(kind), timedelta()) if kind != NEWS else None
        enqueue(session, "tell-mail", told, key=key_of("tell-mail", told), after=after)
    number = numbers.of(session, account.id)
    if Channel.SMS in wanted and number and number.verified_at:
        enqueue(session, "tell-sms", told, key=key_of("tell-sms", told))


def key_of(job: str, told: dict[str, Any]) -> str | None:
    """Of the same news by the same way one waits, also while it is tried again: nobody is told twice."""
    match job:
        case "push":
            return f"push:{told['to']}:{told['kind']}"
        case "tell-mail":
            return f"mail:{told['account']}:{told['kind']}:{told['about'] or ''}"
        case "tell-sms":
            return f"sms:{told['account']}:{told['kind']}"
        case _:
            return None


__all__ = ["Kind", "is_quiet", "is_wanted", "still_wanted", "tell", "unread"]
