"""Who is looking: the only way from a route to the data."""

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from sqlalchemy import Select
from sqlmodel import Session, col, select

from app.audit import models as audit
from app.identity.models import Account, grants_of
from app.identity.policy import STAFF, Change, Role
from app.identity.prepared import Ready, finding
from app.kit.clock import COPENHAGEN
from app.kit.db import alone
from app.kit.errors import NotFound
from app.kit.record import Record

if TYPE_CHECKING:
    from app.identity.sessions import SignedIn

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Held:
    """A grant in force, as the viewer carries it."""

    role: Role
    organisation_id: UUID | None


@dataclass
class Viewer:
    """Somebody who is looking, in one transaction. `account_id` is None for somebody not signed in."""

    session: Session
    now: datetime
    account_id: UUID | None = None
    name: str = ""
    language: str = "da"
    slug: str | None = None
    held: tuple[Held, ...] = ()
    sign_in_id: UUID | None = None
    device_id: UUID | None = None
    notes: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def roles(self) -> frozenset[Role]:
        """The roles granted and in force."""
        return frozenset(grant.role for grant in self.held)

    @property
    def role_names(self) -> str:
        """The roles as the trail writes them."""
        return " ".join(sorted(self.roles))

    @property
    def today(self) -> date:
        """The day in Copenhagen on which is looked."""
        return self.now.astimezone(COPENHAGEN).date()

    def is_(self, *roles: Role) -> bool:
        """Whether the viewer holds one of these roles."""
        return not self.roles.isdisjoint(roles)

    @property
    def is_staff(self) -> bool:
        """Whether any of the roles is one of the professionals' or partners'."""
        return not self.roles.isdisjoint(STAFF)

    def organisations(self, role: Role) -> frozenset[UUID]:
        """The organisations the viewer holds a role in."""
        return frozenset(g.organisation_id for g in self.held if g.role == role and g.organisation_id)

    @property
    def somebody(self) -> UUID:
        """The account of somebody who is signed in. Raises NotFound for anybody else."""
        if self.account_id is None:
            raise NotFound
        return self.account_id

    def _gaps(self, **gaps: Any) -> dict[str, Any]:
        """What a prepared statement is filled with: always with who looks, and when."""
        return gaps | {"viewer_id": self.account_id, "viewer_now": self.now}

    def find(self, table: type[R], row_id: UUID | str, *, look: bool = True) -> R:
        """The row, if it is there for this viewer. Raises NotFound, which tells the two apart for nobody."""
        try:
            row_id = row_id if isinstance(row_id, UUID) else UUID(row_id)
        except ValueError as error:
            raise NotFound from error
        found: R | None
        if table.prepared:
            found = self.session.exec(finding(table)(self), params=self._gaps(row=row_id)).first()
        else:
            found = self.session.exec(select(table).where(table.id == row_id, table.visible_to(self))).first()
        if found is None:
            raise NotFound
        if look:
            self.looked(found)
        return found

    def looked(self, record: Record) -> None:
        """Leave a line that this viewer saw this, unless it is the youth's own."""
        if record.about_youth not in {None, self.account_id}:
            audit.looked(self, record)

    def listed(self, rows: list[Any], subject: str) -> list[Any]:
        """Leave one line that a list naming youths was shown; hands the list through."""
        audit.listed(self, subject, len(rows))
        return rows

    def all(self, table: type[R], *where: Any, order_by: Any = None) -> list[R]:
        """The rows this viewer may see."""
        statement = select(table).where(table.visible_to(self), *where)
        return list(
            self.session.exec(statement.order_by(col(table.id) if order_by is None else order_by)).all()
        )

    def rows(self, table: type[Record], *columns: Any) -> Select[Any]:
        """A statement over columns of the rows this viewer may see; run it with `run`."""
        statement: Select[Any] = select(*columns).select_from(table).where(table.visible_to(self))
        return statement

    def run(self, statement: Select[Any] | Ready, **gaps: Any) -> list[Any]:
        """The rows of a statement made by `rows`, sealed columns opened, as plain named tuples."""
        ready = statement if isinstance(statement, Ready) else Ready(statement)
        return ready.rows(self.session, self._gaps(**gaps))

    def first(self, statement: Select[Any]) -> Any | None:
        """The first row of a statement, or None."""
        return next(iter(self.run(statement.limit(1))), None)

    def count(self, table: type[Record], *where: Any) -> int:
        """How many rows the viewer may see."""
        return len(self.session.exec(select(table.id).where(table.visible_to(self), *where)).all())

    def add(self, record: R) -> R:
        """Put a new record into the session, and into the database at once, so that its rules speak."""
        self.session.add(record)
        self.session.flush()
        return record

    def hold(self, record: Record) -> None:
        """Lock a row and read it anew: somebody else may have changed it a moment ago, where others may write."""
        self.session.flush()  # refresh forgets what isn't written yet
        if not alone(self.session):
            self.session.refresh(record, with_for_update=True)

    def require(self, change: Change, record: Record) -> None:
        """Ask whether the viewer may do this, and write it down. Raises NotFound where they may not."""
        if not record.may(change, self):
            raise NotFound
        audit.changed(self, change, record)


def outsider(session: Session, now: datetime, language: str = "da") -> Viewer:
    """Somebody not signed in."""
    return Viewer(session=session, now=now, language=language)


def load_viewer(session: Session, account_id: UUID, now: datetime) -> Viewer:
    """The viewer for an account, with the grants in force."""
    account = session.get(Account, account_id)
    if account is None or account.closed_at:
        return outsider(session, now)
    grants = grants_of(session, account_id, now)
    return Viewer(
        session=session,
        now=now,
        account_id=account.id,
        name=account.name,
        language=account.language,
        slug=account.slug,
        held=tuple(Held(grant.role, grant.organisation_id) for grant in grants),
    )


def signed_in_viewer(session: Session, signed_in: "SignedIn", now: datetime) -> Viewer:
    """The viewer for a session that holds, without asking once more."""
    return Viewer(
        session=session,
        now=now,
        account_id=signed_in.account_id,
        name=signed_in.name,
        language=signed_in.language,
        slug=signed_in.slug,
        held=tuple(Held(grant.role, grant.organisation_id) for grant in signed_in.grants),
        sign_in_id=signed_in.id,
        device_id=signed_in.device_id,
    )
