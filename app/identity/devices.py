"""Devices: a phone that somebody chose a PIN on, known again by a cookie."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import Field, Session, col, select

from app.identity.policy import Change
from app.identity.tokens import hash_token, make_token
from app.kit import clock
from app.kit.record import Record, UtcDateTime

if TYPE_CHECKING:
    from app.identity.viewer import Viewer

COOKIE_LIFE = timedelta(days=365)
WAITS_FROM = 5
LOCKS_AT = 10
# After the fifth wrong try the phone waits, each time longer; the tenth locks it.
WAITS = {5: 5, 6: 10, 7: 15, 8: 30, 9: 60}


class Device(Record, table=True):
    """A phone of an account. The cookie and the PIN together sign in; neither does alone."""

    account_id: UUID = Field(foreign_key="account.id", index=True)
    token_hash: str = Field(unique=True)
    pin_hash: str | None = None
    tries: int = 0
    waits_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    locked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    label: str = ""
    seen_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

    @classmethod
    def visible_to(cls, viewer: "Viewer") -> ColumnElement[bool]:
        """One's own."""
        return col(cls.account_id) == viewer.account_id

    def may(self, change: str, viewer: "Viewer") -> bool:
        """One's own can be forgotten."""
        return change == Change.FORGET_DEVICE and viewer.account_id == self.account_id

    @classmethod
    def keep(cls, session: Session, account_id: UUID, pin_hash: str, label: str) -> tuple["Device", str]:
        """A phone from now on known: the row, and the token for its cookie."""
        token = make_token()
        device = cls(account_id=account_id, token_hash=hash_token(token), pin_hash=pin_hash, label=label)
        device.seen_at = clock.now()
        session.add(device)
        session.flush()
        return device, token

    @classmethod
    def known(cls, session: Session, token: str, *, lock: bool = False) -> "Device | None":
        """The phone a cookie belongs to. With `lock`, nobody else counts a try at the same moment."""
        mine = select(cls).where(cls.token_hash == hash_token(token))
        return session.exec(mine.with_for_update() if lock else mine).first() if token else None

    def minutes_to_wait(self, at: datetime) -> int:
        """How long no PIN is taken, in minutes begun; 0 if it may be tried now."""
        if self.waits_until is None or self.waits_until <= at:
            return 0
        return int((self.waits_until - at) / timedelta(minutes=1) + 0.999)

    @property
    def tries_left(self) -> int:
        """How many wrong tries there are before it waits or locks."""
        return max(1, WAITS_FROM - self.tries)

    def tried(self, *, right: bool, at: datetime) -> bool:
        """Count a try; whether the phone opens. A locked or waiting phone opens to nothing, not even the right PIN."""
        if self.locked_at or self.minutes_to_wait(at):
            return False
        if right:
            self.tries, self.waits_until, self.seen_at = 0, None, at
            return True
        self.tries += 1
        if self.tries >= LOCKS_AT:
            self.locked_at, self.waits_until = at, None
        elif self.tries >= WAITS_FROM:
            self.waits_until = at + timedelta(minutes=WAITS[self.tries])
        return False
