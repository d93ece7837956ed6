"""Server-side sessions: a random token in a cookie, its hash in a row, an end by idleness and by age."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, bindparam, delete, or_
from sqlmodel import Field, Session, col, select

from app.identity.devices import Device
from app.identity.models import grants_of
from app.identity.policy import STAFF, Change, Role
from app.identity.tokens import hash_token, make_token
from app.kit import clock
from app.kit.db import transaction
from app.kit.record import Record, UtcDateTime

# How long a session lasts: idle, and at most (issue on trust; NIST SP 800-63B as the guide).
STAFF_LIFE = (timedelta(minutes=30), timedelta(hours=12))
VOLUNTEER_LIFE = (timedelta(days=14), timedelta(days=14))
YOUTH_LIFE = (timedelta(days=30), timedelta(days=30))
TOUCH = timedelta(minutes=1)


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
    """A session that holds."""

    id: UUID
    account_id: UUID
    device_id: UUID | None
    only_youth: bool


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
    """End a session on the server."""
    for row in session.exec(select(SignIn).where(SignIn.token_hash == hash_token(token))):
        session.delete(row)


def end_all(session: Session, account_id: UUID, device_id: UUID | None = None) -> None:
    """End every session of an account, or those of one device."""
    mine = delete(SignIn).where(col(SignIn.account_id) == account_id)
    session.exec(mine.where(col(SignIn.device_id) == device_id) if device_id else mine)


_BY_TOKEN: Any = select(  # type: ignore[call-overload]  # as many columns as it likes
    SignIn.id, SignIn.account_id, SignIn.device_id, SignIn.seen_at, SignIn.idle_until, SignIn.ends_at
).where(SignIn.token_hash == bindparam("token"))


def resolve(token: str, _device: str, now: datetime) -> SignedIn | None:
    """The session a token belongs to, if it holds; moves its idle limit on, at most once a minute."""
    with transaction(writes=False) as session:
        row = session.connection().execute(_BY_TOKEN, {"token": hash_token(token)}).first()
        if row is None or row.idle_until <= now or row.ends_at <= now:
            return None
        roles = _roles(session, row.account_id, now)
    if row.seen_at < now - TOUCH:
        with transaction() as session:
            live = session.get(SignIn, row.id)
            if live is None:
                return None
            live.seen_at, live.idle_until = now, min(now + _life(roles)[0], live.ends_at)
    return SignedIn(row.id, row.account_id, row.device_id, roles == {Role.YOUTH})


__all__ = ["Device", "SignIn", "SignedIn", "end", "end_all", "hash_token", "make_token", "resolve", "start"]
