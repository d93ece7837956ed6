"""Server-side sessions: a random token in a cookie, its hash in a row, an end by idleness and by age."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, bindparam, delete, or_, update
from sqlmodel import Field, Session, col, select

from app.identity.devices import Device
from app.identity.models import Account, grants_of
from app.identity.policy import STAFF, Change, Role
from app.identity.prepared import Ready
from app.identity.tokens import hash_token, make_token
from app.kit import clock
from app.kit.db import transaction
from app.kit.record import Record, UtcDateTime

# How long a session lasts: idle, and at most (issue on trust; NIST SP 800-63B as the guide).
STAFF_LIFE = (timedelta(minutes=30), timedelta(hours=12))
VOLUNTEER_LIFE = (timedelta(days=14), timedelta(days=14))
YOUTH_LIFE = (timedelta(days=30), timedelta(days=30))
TOUCH = timedelta(minutes=1)
# Who is told that sessions of an account end, within the transaction: the streams put themselves here.
told_of_ends: list[Callable[[Session, UUID], None]] = []


class SignIn(Record, table=True):
    """One session of one account on one device."""

    __tablename__ = "sign_in"

    account_id: UUID = Field(foreign_key="account.id", index=True)
    device_id: UUID | None = Field(default=None, foreign_key="device.id")
    token_hash: str = Field(unique=True)
    seen_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    idle_until: datetime = Field(sa_type=UtcDateTime)
    ends_at: datetime = Field(sa_type=UtcDateTime)
    label: str = ""  # what kind of phone or computer, as it said itself

    @classmethod
    def visible_to(cls, viewer: Any) -> ColumnElement[bool]:
        """One's own."""
        own: ColumnElement[bool] = col(cls.account_id) == viewer.account_id
        return own

    def may(self, change: str, viewer: Any) -> bool:
        """One's own can be ended."""
        return change == Change.FORGET_DEVICE and bool(viewer.account_id == self.account_id)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session that holds, and whose it is."""

    id: UUID
    account_id: UUID
    device_id: UUID | None
    name: str
    language: str
    slug: str | None
    grants: tuple[Any, ...]  # rows of role and organisation_id, in force
    ends_at: datetime
    stale: bool  # its idle limit wants moving on

    @property
    def roles(self) -> set[Role]:
        """The roles granted and in force."""
        return {Role(grant.role) for grant in self.grants}

    @property
    def only_youth(self) -> bool:
        """Whether this is a youth and nothing else, who leaves no line where they look."""
        return self.roles == {Role.YOUTH}


def _life(roles: set[Role]) -> tuple[timedelta, timedelta]:
    if roles & STAFF:
        return STAFF_LIFE
    return YOUTH_LIFE if roles == {Role.YOUTH} else VOLUNTEER_LIFE


def _roles(session: Session, account_id: UUID, now: datetime) -> set[Role]:
    return {Role(grant.role) for grant in grants_of(session, account_id, now)}


def start(session: Session, account_id: UUID, device_id: UUID | None = None, label: str = "") -> str:
    """Begin a session; the answer is the token for the cookie. Always a new one: sign-in rotates."""
    token, now = make_token(), clock.now()
    session.exec(delete(SignIn).where(col(SignIn.account_id) == account_id, _is_over(now)))
    idle, most = _life(_roles(session, account_id, now))
    session.add(
        SignIn(
            account_id=account_id,
            device_id=device_id,
            token_hash=hash_token(token),
            idle_until=now + idle,
            ends_at=now + most,
            label=label,
        )
    )
    return token


def _is_over(now: datetime) -> ColumnElement[bool]:
    return or_(col(SignIn.idle_until) <= now, col(SignIn.ends_at) <= now)


def end(session: Session, token: str) -> None:
    """End a session on the server, and what is open by it."""
    for row in session.exec(select(SignIn).where(SignIn.token_hash == hash_token(token))):
        end_one(session, row)


def end_one(session: Session, row: SignIn) -> None:
    """End this session, and what is open by it."""
    session.delete(row)
    for tell in told_of_ends:
        tell(session, row.account_id)


def end_all(session: Session, account_id: UUID, device_id: UUID | None = None) -> None:
    """End every session of an account, or those of one device, and what is open by them."""
    mine = delete(SignIn).where(col(SignIn.account_id) == account_id)
    session.exec(mine.where(col(SignIn.device_id) == device_id) if device_id else mine)
    for tell in told_of_ends:
        tell(session, account_id)


_BY_TOKEN = Ready(
    select(  # type: ignore[call-overload]  # as many columns as it likes
        SignIn.id,
        SignIn.account_id,
        SignIn.device_id,
        SignIn.seen_at,
        SignIn.idle_until,
        SignIn.ends_at,
        Account.name,
        Account.language,
        Account.slug,
    )
    .join(Account, col(Account.id) == SignIn.account_id)
    .where(SignIn.token_hash == bindparam("token"), col(Account.closed_at).is_(None))
)


def found(session: Session, token: str, now: datetime) -> SignedIn | None:
    """The session a token belongs to, if it holds and the account is open."""
    row = next(iter(_BY_TOKEN.rows(session, {"token": hash_token(token)})), None) if token else None
    if row is None or row.idle_until <= now or row.ends_at <= now:
        return None
    return SignedIn(
        id=row.id,
        account_id=row.account_id,
        device_id=row.device_id,
        name=row.name,
        language=row.language,
        slug=row.slug,
        grants=tuple(grants_of(session, row.account_id, now)),
        ends_at=row.ends_at,
        stale=row.seen_at < now - TOUCH,
    )


def touch(signed_in: SignedIn, now: datetime) -> None:
    """Move the idle limit on: a transaction of its own, kept whatever becomes of the request."""
    limit = min(now + _life(signed_in.roles)[0], signed_in.ends_at)
    with transaction() as session:
        moved = update(SignIn).where(col(SignIn.id) == signed_in.id)
        session.execute(moved.values(seen_at=now, idle_until=limit))


def resolve(token: str, now: datetime) -> SignedIn | None:
    """The session a token belongs to, if it holds; moves its idle limit on, at most once a minute."""
    with transaction(writes=False) as session:
        signed_in = found(session, token, now)
    if signed_in and signed_in.stale:
        touch(signed_in, now)
    return signed_in


__all__ = [
    "Device",
    "SignIn",
    "SignedIn",
    "end",
    "end_all",
    "end_one",
    "found",
    "hash_token",
    "make_token",
    "resolve",
    "start",
    "told_of_ends",
    "touch",
]
