"""The statements both sides answer: content, in every language, that an organisation can change; each change a version."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import JSON, ColumnElement, UniqueConstraint
from sqlmodel import Field, col, select

from app.identity.policy import Change, Role
from app.kit.errors import Refused
from app.kit.record import Record
from app.web.i18n import LANGUAGES, LOCALES
from app.web.i18n import gettext as _

if TYPE_CHECKING:
    from app.identity.viewer import Viewer

FILE = LOCALES / "expectations.toml"
FEWEST, MOST, LONGEST = 5, 30, 300  # statements, and letters of one
# The pictures a statement can have, by the names of icons.
PICTURES = (
    "calendar-days", "clock", "message-circle", "languages", "wallet", "house", "moon", "utensils", "sparkles",
    "file-text", "shield", "history", "camera", "hand", "repeat", "heart", "users", "phone", "paw-print", "book-open",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement: its key never changes, so that answers stay its own."""

    key: str
    icon: str
    words: dict[str, str]  # language → sentence

    def in_(self, code: str) -> tuple[str, str]:
        """The sentence and the language it is in: the one asked for, else Danish, else any."""
        one = self.code_in(code)
        return self.words.get(one, ""), LANGUAGES[one].tag

    def code_in(self, code: str) -> str:
        """The language it is shown in to whoever reads this one."""
        return next((one for one in (code, "da", "en", *self.words) if self.words.get(one)), code)

    def row(self) -> dict[str, Any]:
        """As it is kept."""
        return {"key": self.key, "icon": self.icon, "words": self.words}


def of_rows(rows: list[dict[str, Any]]) -> tuple[Statement, ...]:
    """Statements as they were kept."""
    return tuple(Statement(row["key"], row["icon"], row["words"]) for row in rows)


@lru_cache(maxsize=1)
def usual() -> tuple[Statement, ...]:
    """What every organisation begins with (locales/expectations.toml)."""
    book = tomllib.loads(FILE.read_text("utf-8"))
    return tuple(
        Statement(row["key"], row["icon"], {code: row[code] for code in LANGUAGES if code in row})
        for row in book["statement"]
    )


class StatementSet(Record, table=True):
    """One version of an organisation's statements. An agreement keeps the version it began with."""

    __tablename__ = "statement_set"
    __table_args__ = (UniqueConstraint("organisation_id", "number", name="one_version_of_a_number"),)

    organisation_id: UUID = Field(foreign_key="organisation.id", index=True)
    number: int
    statements: list[dict[str, Any]] = Field(sa_type=JSON)
    made_by: UUID = Field(foreign_key="account.id")

    @classmethod
    def visible_to(cls, viewer: "Viewer") -> ColumnElement[bool]:
        """The organisation's coordinators. The two see the statements in their agreement."""
        return col(cls.organisation_id).in_(viewer.organisations(Role.COORDINATOR))

    def may(self, change: str, viewer: "Viewer") -> bool:
        """The organisation's coordinators write them."""
        return change == Change.WRITE_STATEMENTS and self.organisation_id in viewer.organisations(
            Role.COORDINATOR
        )

    @classmethod
    def newest(cls, organisation_id: UUID | None, by: "Viewer") -> "StatementSet | None":
        """The version that holds now; None: the usual ones. Whoever begins an agreement needs it, so it asks no rule."""
        of_theirs = select(cls).where(cls.organisation_id == organisation_id)
        return by.session.exec(of_theirs.order_by(col(cls.number).desc()).limit(1)).first()

    @classmethod
    def write(cls, organisation_id: UUID, changed: tuple[Statement, ...], *, by: "Viewer") -> "StatementSet":
        """A new version, for the agreements that begin from now on. Raises Refused."""
        if not FEWEST <= len(changed) <= MOST:
            raise Refused(_("Keep from %(few)s to %(most)s statements.", few=FEWEST, most=MOST))
        if not all(one.words.get("da") for one in changed):
            raise Refused(_("Every statement needs its words in Danish."))
        before = cls.newest(organisation_id, by)
        new = cls(
            organisation_id=organisation_id,
            number=(before.number if before else 0) + 1,
            statements=[one.row() for one in changed],
            made_by=by.somebody,
        )
        by.require(Change.WRITE_STATEMENTS, new)
        return by.add(new)


def holding(organisation_id: UUID | None, by: "Viewer") -> tuple[int, tuple[Statement, ...]]:
    """The statements an organisation uses now, and which version they are; 0: the usual ones."""
    kept = StatementSet.newest(organisation_id, by)
    return (kept.number, of_rows(kept.statements)) if kept else (0, usual())
