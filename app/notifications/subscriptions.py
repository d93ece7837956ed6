"""Browsers that take pushes (W3C Push API): which, for whom, and why one ended."""

import hmac
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import Field, Session, col, select

from app.identity.policy import Change
from app.kit import clock
from app.kit.crypto import Sealed, digest
from app.kit.errors import NotFound, Refused
from app.kit.record import Record, UtcDateTime
from app.web.i18n import gettext as _

if TYPE_CHECKING:
    from app.identity.viewer import Viewer

MOST = 10  # browsers of one account; the oldest makes room


class Ended(StrEnum):
    """Why a subscription is no more."""

    GONE = "gone"  # the push service says so: 404 or 410 (RFC 8030, section 7.3)
    REFUSED = "refused"  # an address we don't go to, or keys that are none


class PushSubscription(Record, table=True):
    """One browser of one account. It goes with the session it was made in: whoever signs out takes it along.

    The database itself removes it with that session, however that ends, so that the next person on a shared phone
    never sees a push of the one before.
    """

    __tablename__ = "push_subscription"

    account_id: UUID = Field(foreign_key="account.id", index=True)
    sign_in_id: UUID = Field(foreign_key="sign_in.id", ondelete="CASCADE", index=True)
    endpoint: str = Field(sa_type=Sealed)
    endpoint_digest: str = Field(unique=True)
    p256dh: str = Field(sa_type=Sealed)
    auth: str = Field(sa_type=Sealed)
    failures: int = 0
    last_ok_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    ended_because: Ended | None = None

    @classmethod
    def visible_to(cls, viewer: "Viewer") -> ColumnElement[bool]:
        """Oneself."""
        return col(cls.account_id) == viewer.account_id

    def may(self, change: str, viewer: "Viewer") -> bool:
        """Oneself."""
        return change == Change.CHOOSE_TELLING and viewer.account_id == self.account_id

    @classmethod
    def keep(cls, endpoint: str, p256dh: str, auth: str, *, by: "Viewer") -> "PushSubscription":
        """This browser takes pushes for the viewer from now on, and for nobody before them.

        Raises Refused for an address that another account has and whose keys aren't these: who only learnt an
        address can't take it over; the browser itself knows both.
        """
        if by.account_id is None or by.sign_in_id is None:
            raise NotFound
        same = select(cls).where(cls.endpoint_digest == digest(endpoint)).with_for_update()
        before = by.session.exec(same).first()
        if before and before.account_id != by.account_id and not before.has_keys(p256dh, auth):
            raise Refused(_("Notifications can't be switched on here just now. Try again later."))
        if before:
            by.session.delete(before)
            by.session.flush()
        one = cls(
            account_id=by.account_id,
            sign_in_id=by.sign_in_id,
            endpoint=endpoint,
            endpoint_digest=digest(endpoint),
            p256dh=p256dh,
            auth=auth,
        )
        by.require(Change.CHOOSE_TELLING, one)
        by.add(one)
        for old in by.all(cls, order_by=col(cls.id).desc())[MOST:]:
            by.session.delete(old)
        return one

    def has_keys(self, p256dh: str, auth: str) -> bool:
        """Whether these are its keys."""
        return hmac.compare_digest(self.p256dh + self.auth, p256dh + auth)

    @classmethod
    def drop(cls, *, by: "Viewer") -> None:
        """This browser, known by its session, takes none any more."""
        for one in by.all(cls, cls.sign_in_id == by.sign_in_id):
            by.require(Change.CHOOSE_TELLING, one)
            by.session.delete(one)

    def note(self, *, worked: bool, ended: Ended | None = None) -> None:
        """What the push service said: it took one, or none; `ended`: and never will."""
        self.failures = 0 if worked else self.failures + 1
        if worked:
            self.last_ok_at = clock.now()
        if ended:
            self.ended_at, self.ended_because = clock.now(), ended


def of(session: Session, account_id: UUID) -> list[PushSubscription]:
    """The browsers that take pushes for an account."""
    mine = select(PushSubscription).where(
        PushSubscription.account_id == account_id, col(PushSubscription.ended_at).is_(None)
    )
    return list(session.exec(mine))


def here(viewer: "Viewer") -> Any:
    """The viewer's own in this very browser, or None."""
    mine = viewer.all(
        PushSubscription,
        PushSubscription.sign_in_id == viewer.sign_in_id,
        col(PushSubscription.ended_at).is_(None),
    )
    return mine[0] if mine else None
