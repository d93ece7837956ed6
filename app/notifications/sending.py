"""The jobs that send: each tried a few times, later each time, and written down when it has ended."""

import smtplib
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from uuid import UUID

import httpcore2
from sqlmodel import Session

from app.identity.models import Account
from app.kit import clock
from app.kit.db import transaction
from app.kit.jobs import enqueue, works_on
from app.kit.settings import settings
from app.notifications import deliveries, mail, numbers, outside, push, sms, telling
from app.notifications.deliveries import State
from app.notifications.kinds import TEST, Channel, said
from app.notifications.subscriptions import Ended, PushSubscription

TRIES = 5
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=2)
GONE = frozenset({404, 410})
GONE_WORDS = {str(code) for code in GONE}
LATER = frozenset({408, 425, 429})
SERVERS_FAULT = 500
OK = range(200, 300)


class NotYet(Exception):
    """It didn't go out. `wait`: as long as the other side asked for; `final`: it never will."""

    def __init__(self, reason: str, wait: timedelta | None = None, *, final: bool = False) -> None:
        super().__init__(reason)
        self.reason, self.wait, self.final = reason, wait, final


def retry_after(written: str, now: datetime) -> timedelta | None:
    """What Retry-After asks for: seconds or a date (RFC 9110, section 10.2.3)."""
    if written.isascii() and written.isdigit():
        return timedelta(seconds=min(int(written[:9]), 86400))
    with suppress(ValueError, TypeError):
        return max(timedelta(), parsedate_to_datetime(written).astimezone(UTC) - now)
    return None


def _may_go(session: Session, told: dict[str, Any]) -> Account | None:
    """The receiver, if it is still wanted and no quiet began meanwhile."""
    account = session.get(Account, UUID(told["account"]))
    if account is None or account.closed_at or told["kind"] == TEST:
        return account if account and not account.closed_at else None
    about = UUID(told["about"]) if told["about"] else None
    if not telling.is_wanted(session, account.id, told["kind"], about):
        return None
    if telling.is_quiet(session, account.id, told["kind"], told["url"], about, clock.now()):
        return None
    return account


def _attempt(job: str, channel: Channel, told: dict[str, Any], send: Callable[[], None]) -> None:
    """Try once; later again, or write down how it ended. Nothing is held open while the other side is waited for."""
    tries = told.get("tries", 0) + 1
    try:
        send()
    except NotYet as fault:
        with transaction() as session:
            if fault.final or tries >= TRIES:
                ended = State.ENDED if fault.reason in GONE_WORDS else State.FAILED
                deliveries.note(
                    session,
                    UUID(told["account"]),
                    channel,
                    told["kind"],
                    ended,
                    tries=tries,
                    error=fault.reason,
                )
            else:
                wait = min(max(fault.wait or timedelta(), FIRST_WAIT * 4 ** (tries - 1)), LONGEST_WAIT)
                enqueue(session, job, told | {"tries": tries}, key=telling.key_of(job, told), after=wait)
        return
    with transaction() as session:
        deliveries.note(session, UUID(told["account"]), channel, told["kind"], State.SENT, tries=tries)
        deliveries.drop_old(session)


@works_on("push")
def push_one(told: dict[str, Any]) -> None:
    """One push to one browser."""
    with transaction() as session:
        account = _may_go(session, told)
        one = session.get(PushSubscription, UUID(told["to"]))
        if account is None or one is None or one.ended_at or one.account_id != account.id:
            return
        badge = sum(count(session, account.id) for count in telling.unread) if telling.unread else None
        body = push.payload(told["kind"], account.language, told["url"], badge)
        keys = (one.endpoint, one.p256dh, one.auth)
    _attempt("push", Channel.PUSH, told, lambda: _post(UUID(told["to"]), keys, body, told))


def _post(one_id: UUID, keys: tuple[str, str, str], body: bytes, told: dict[str, Any]) -> None:
    try:
        answer = push.send(*keys, body, told["kind"])
    except outside.Forbidden as error:
        _mark(one_id, Ended.REFUSED)
        raise NotYet("Forbidden", final=True) from error
    except (httpcore2.TimeoutException, httpcore2.NetworkError, httpcore2.ProtocolError, OSError) as error:
        _mark(one_id)
        raise NotYet(type(error).__name__) from error
    except ValueError as error:  # keys that are no keys
        _mark(one_id, Ended.REFUSED)
        raise NotYet(type(error).__name__, final=True) from error
    if answer.status in OK:
        _mark(one_id, worked=True)
        return
    gone = answer.status in GONE
    _mark(one_id, Ended.GONE if gone else None)
    again = answer.status in LATER or answer.status >= SERVERS_FAULT
    raise NotYet(str(answer.status), retry_after(answer.retry_after, clock.now()), final=not again)


def _mark(one_id: UUID, ended: Ended | None = None, *, worked: bool = False) -> None:
    with transaction() as session:
        one = session.get(PushSubscription, one_id)
        if one:
            one.note(worked=worked, ended=ended)


@works_on("tell-mail")
def mail_one(told: dict[str, Any]) -> None:
    """One e-mail, which says as little as a push."""
    with transaction() as session:
        account = _may_go(session, told)
        if account is None or not account.email:
            return
        to, language = account.email, account.language
    values = {"said": said(told["kind"], language), "home": mail.origin()}
    queued = {"to": to, "template": "told", "language": language, "values": values}

    def send() -> None:
        try:
            mail.deliver(queued)
        except (smtplib.SMTPException, OSError) as error:
            raise NotYet(type(error).__name__) from error

    _attempt("tell-mail", Channel.MAIL, told, send)


@works_on("tell-sms")
def sms_one(told: dict[str, Any]) -> None:
    """One SMS to the number that its owner verified, within the limits on spending."""
    with transaction() as session:
        account = _may_go(session, told)
        number = numbers.of(session, account.id) if account else None
        if account is None or number is None or not number.verified_at:
            return
        if spent(session, account.id):
            deliveries.note(session, account.id, Channel.SMS, told["kind"], State.LIMITED)
            return
        to, text = number.number, said(told["kind"], account.language)
    _attempt("tell-sms", Channel.SMS, told, lambda: _text(to, text))


@works_on("sms-code")
def sms_code(told: dict[str, Any]) -> None:
    """The code that proves a number."""
    with transaction() as session:
        account_id = UUID(told["account"])
        if spent(session, account_id):
            deliveries.note(session, account_id, Channel.SMS, told["kind"], State.LIMITED)
            return
    _attempt("sms-code", Channel.SMS, told, lambda: _text(told["to"], told["text"]))


def spent(session: Session, account_id: UUID) -> bool:
    """Whether today's SMS, of this account or of all, are used up. A day is one in Copenhagen."""
    since = clock.midnight(clock.today())
    everybody = deliveries.sent_since(session, Channel.SMS, since)
    own = deliveries.sent_since(session, Channel.SMS, since, account_id)
    return everybody >= settings().sms_a_day or own >= settings().sms_a_day_each


def _text(number: str, text: str) -> None:
    if numbers.danish(number) != number:
        raise NotYet("NotDanish", final=True)
    try:
        sms.gateway().send(number, text)
    except sms.NotSent as fault:
        raise NotYet(fault.reason, final=fault.final) from fault
