"""The number somebody gave for SMS: used once they typed the code that was sent to it."""

import secrets
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import ColumnElement, UniqueConstraint
from sqlmodel import Field, Session, col, select

from app.identity.policy import Change
from app.kit.crypto import Sealed, digest
from app.kit.errors import NotFound, Refused
from app.kit.record import Record, UtcDateTime
from app.web.i18n import gettext as _

if TYPE_CHECKING:
    from app.identity.viewer import Viewer

HOLDS = timedelta(minutes=10)
TRIES = 5
CODES_A_DAY = 5
DIGITS = 8


def danish(written: str) -> str | None:
    """A Danish number as +45 and eight digits (ITU-T E.164); None for any other."""
    digits = "".join(sign for sign in written if sign not in " .-()\u00a0")
    for start in ("+45", "0045"):
        if digits.startswith(start):
            digits = digits.removeprefix(start)
            break
    fits = len(digits) == DIGITS and digits.isascii() and digits.isdigit() and digits[0] not in "01"
    return f"+45{digits}" if fits else None


class SmsNumber(Record, table=True):
    """The one number of an account. Nobody else ever sees it; without `verified_at` nothing but codes goes to it."""

    __tablename__ = "sms_number"
    __table_args__ = (UniqueConstraint("account_id"),)

    account_id: UUID = Field(foreign_key="account.id")
    number: str = Field(sa_type=Sealed)
    code_digest: str | None = None
    code_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    tries: int = 0
    codes_on: str = ""  # the day, and how many codes went out on it
    codes: int = 0
    verified_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

    @classmethod
    def visible_to(cls, viewer: "Viewer") -> ColumnElement[bool]:
        """Oneself."""
        return col(cls.account_id) == viewer.account_id

    def may(self, change: str, viewer: "Viewer") -> bool:
        """Oneself."""
        return change == Change.CHOOSE_TELLING and viewer.account_id == self.account_id

    @classmethod
    def give(cls, number: str, *, by: "Viewer") -> tuple["SmsNumber", str]:
        """Another number from now on, and the code to send to it. Raises Refused after five codes in a day."""
        if by.account_id is None:
            raise NotFound
        one = of(by.session, by.account_id) or cls(account_id=by.account_id, number=number)
        by.require(Change.CHOOSE_TELLING, one)
        today = str(by.now.date())
        if one.codes_on != today:
            one.codes_on, one.codes = today, 0
        if one.codes >= CODES_A_DAY:
            raise Refused(_("That was often enough for today. Try again tomorrow."))
        code = f"{secrets.randbelow(10**6):06}"
        one.number, one.verified_at, one.tries, one.codes = number, None, 0, one.codes + 1
        one.code_digest, one.code_until = one.digest_of(code), by.now + HOLDS
        by.add(one)
        return one, code

    def digest_of(self, code: str) -> str:
        """What is kept of a code."""
        return digest(f"{self.id}:{code}")

    def verify(self, code: str, *, by: "Viewer") -> bool:
        """Whether this is the code; five wrong ones, or ten minutes, end it."""
        by.require(Change.CHOOSE_TELLING, self)
        if self.code_digest is None or self.code_until is None or self.code_until <= by.now:
            return False
        self.tries += 1
        right = secrets.compare_digest(self.code_digest, self.digest_of(code))
        if right or self.tries >= TRIES:
            self.code_digest = self.code_until = None
        if right:
            self.verified_at = by.now
        return bool(right)

    def drop(self, *, by: "Viewer") -> None:
        """No SMS any more."""
        by.require(Change.CHOOSE_TELLING, self)
        by.session.delete(self)


def of(session: Session, account_id: Any) -> SmsNumber | None:
    """The number of an account, verified or not."""
    return session.exec(select(SmsNumber).where(SmsNumber.account_id == account_id).with_for_update()).first()
