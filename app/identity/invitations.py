"""Invitations: how somebody comes in for the first time, or again after losing the phone or the password."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import Field, Session, col, select

from app.identity.codes import hash_code, make_code
from app.identity.tokens import hash_token, make_token
from app.kit import clock
from app.kit.crypto import Sealed
from app.kit.record import Record, UtcDateTime

if TYPE_CHECKING:
    from app.identity.viewer import Viewer


class Kind(StrEnum):
    """How an invitation reaches the reader."""

    FACE = "face"  # face to face, from one screen to the other
    LINK = "link"
    RESET = "reset"  # asked for by oneself: a new password


LIFE = {Kind.FACE: timedelta(minutes=10), Kind.LINK: timedelta(hours=24), Kind.RESET: timedelta(minutes=30)}
ENROLLING = timedelta(minutes=45)  # time to read, and to think of a PIN, once the code was taken


class Invitation(Record, table=True):
    """A code that opens once. Taken by one browser, which then has a while to choose a PIN or a password."""

    account_id: UUID = Field(foreign_key="account.id", index=True)
    kind: Kind
    secret_hash: str = Field(unique=True)
    code: str | None = Field(default=None, sa_type=Sealed)  # for its maker's screen, until it is taken
    made_by: UUID | None = Field(default=None, foreign_key="account.id", index=True)
    recovery: bool = False  # the old phones are to forget the youth
    expires_at: datetime = Field(sa_type=UtcDateTime)
    taken_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    enrolling_hash: str | None = Field(default=None, unique=True)
    used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

    @classmethod
    def visible_to(cls, viewer: "Viewer") -> ColumnElement[bool]:
        """Whoever made it, so that they can show it."""
        return col(cls.made_by) == viewer.account_id

    @classmethod
    def make(
        cls, session: Session, account_id: UUID, kind: Kind, *, by: UUID | None = None, recovery: bool = False
    ) -> tuple["Invitation", str]:
        """A new one and its code; earlier ones for the same account end. Who may is asked by those who call."""
        earlier = select(cls).where(cls.account_id == account_id, col(cls.used_at).is_(None))
        for invitation in session.exec(
            earlier.where(cls.kind == Kind.RESET) if kind == Kind.RESET else earlier
        ):
            invitation.void()
        code = make_code()
        made = cls(
            account_id=account_id,
            kind=kind,
            secret_hash=hash_code(code),
            code=None if kind == Kind.RESET else code,
            made_by=by,
            recovery=recovery,
            expires_at=clock.now() + LIFE[kind],
        )
        session.add(made)
        session.flush()
        return made, code

    @classmethod
    def take(cls, session: Session, code: str | None) -> tuple["Invitation", str] | None:
        """Open it with its code, once: the token that binds it to this browser. None if it opens no more."""
        if code is None:
            return None
        found = select(cls).where(cls.secret_hash == hash_code(code), col(cls.taken_at).is_(None))
        invitation = session.exec(found.with_for_update()).first()
        if invitation is None or invitation.expires_at <= clock.now():
            return None
        token = make_token()
        invitation.taken_at, invitation.enrolling_hash = clock.now(), hash_token(token)
        invitation.code = None
        return invitation, token

    @classmethod
    def enrolling(cls, session: Session, token: str, *, lock: bool = False) -> "Invitation | None":
        """The invitation a browser has taken and not used yet, while its time lasts."""
        mine = select(cls).where(cls.enrolling_hash == hash_token(token), col(cls.used_at).is_(None))
        invitation = session.exec(mine.with_for_update() if lock else mine).first() if token else None
        if (
            invitation is None
            or invitation.taken_at is None
            or invitation.taken_at + ENROLLING <= clock.now()
        ):
            return None
        return invitation

    def has_code(self, code: str) -> bool:
        """Whether it is the code of this one."""
        return self.secret_hash == hash_code(code)

    @property
    def is_open(self) -> bool:
        """Whether its code still opens."""
        return self.taken_at is None and self.expires_at > clock.now()

    def use(self) -> None:
        """A PIN or password was chosen: nothing more can be done with it."""
        self.used_at, self.enrolling_hash, self.code = clock.now(), None, None

    def void(self) -> None:
        """End it unused; a browser that is choosing a PIN with it has to begin anew."""
        self.expires_at = min(self.expires_at, clock.now())
        self.enrolling_hash = self.code = None
