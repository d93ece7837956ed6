"""Accounts, the organisations they belong to, and the grants that say what they are."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, bindparam, or_, true
from sqlmodel import Field, Session, col, select

from app.identity.policy import Change, Role
from app.kit.clock import now
from app.kit.crypto import Sealed, digest
from app.kit.record import Record, UtcDateTime


class Organisation(Record, table=True):
    """A municipality, youth centre, volunteer organisation, interpreter service … Each is a row."""

    name: str
    kind: str = "volunteers"  # municipality, residence, volunteers, interpreters, partner
    short: str = ""
    municipality_id: UUID | None = Field(default=None, foreign_key="organisation.id")
    phone: str = ""
    night_phone: str = ""
    demo: bool = False

    @classmethod
    def visible_to(cls, viewer: Any) -> ColumnElement[bool]:  # noqa: ARG003
        """Everybody signed in: names and numbers of organisations are public."""
        return true()


class Account(Record, table=True):
    """Somebody who can sign in. Names are shown where a tie or a conversation shows them."""

    name: str = Field(sa_type=Sealed)
    language: str = "da"
    email: str | None = Field(default=None, sa_type=Sealed)
    email_digest: str | None = Field(default=None, unique=True)
    phone: str | None = Field(default=None, sa_type=Sealed)
    password_hash: str | None = None
    slug: str | None = Field(default=None, unique=True)  # of the demo's cast alone
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

    @classmethod
    def visible_to(cls, viewer: Any) -> ColumnElement[bool]:
        """Oneself; all of them to an administrator, who sees no content anywhere."""
        own = col(cls.id) == viewer.account_id
        return true() if viewer.is_(Role.ADMIN) else own

    def may(self, change: str, viewer: Any) -> bool:
        """One's own language and key; an administrator invites and grants. Others invite by a youth or a family."""
        match change:
            case Change.SET_LANGUAGE | Change.CHOOSE_KEY:
                return bool(viewer.account_id == self.id)
            case Change.INVITE | Change.GRANT:
                return bool(viewer.is_(Role.ADMIN))
            case _:
                return False

    def speak(self, language: str, *, by: Any) -> None:
        """The language of pages, e-mails and messages from now on."""
        by.require(Change.SET_LANGUAGE, self)
        self.language = language

    def reach_by(self, email: str) -> None:
        """Set the e-mail, and the hash it is found by."""
        self.email = email.strip()
        self.email_digest = digest(email)


class Grant(Record, table=True):
    """A role an account holds, in an organisation, for a time."""

    account_id: UUID = Field(foreign_key="account.id", index=True)
    role: Role
    organisation_id: UUID | None = Field(default=None, foreign_key="organisation.id")
    starts_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    ends_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

    @classmethod
    def visible_to(cls, viewer: Any) -> ColumnElement[bool]:
        """One's own; all to an administrator."""
        return true() if viewer.is_(Role.ADMIN) else col(cls.account_id) == viewer.account_id

    def may(self, change: str, viewer: Any) -> bool:
        """An administrator alone."""
        return change == Change.GRANT and bool(viewer.is_(Role.ADMIN))

    @classmethod
    def in_force(cls, at: Any) -> ColumnElement[bool]:
        """Begun and not ended."""
        return and_(col(cls.starts_at) <= at, or_(col(cls.ends_at).is_(None), col(cls.ends_at) > at))


_HELD = select(Grant.role, Grant.organisation_id).where(
    Grant.account_id == bindparam("account"), Grant.in_force(bindparam("at"))
)


def grants_of(session: Session, account_id: UUID, at: datetime) -> Sequence[Any]:
    """The roles an account holds by a grant in force, and where."""
    session.flush()  # a grant given a moment ago counts
    return session.connection().execute(_HELD, {"account": account_id, "at": at}).all()


def colleagues(organisation_ids: frozenset[UUID], role: Role, at: datetime) -> Any:
    """Ids of the accounts that hold a role in one of these organisations."""
    return select(Grant.account_id).where(
        Grant.role == role, col(Grant.organisation_id).in_(organisation_ids), Grant.in_force(at)
    )
