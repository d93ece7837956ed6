"""To whom is offered what waits for an interpreter: a question, or a message to check."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from sqlalchemy import ColumnElement, UniqueConstraint, and_, delete, false, or_
from sqlmodel import Field, Session, col, select

from app.identity.policy import Role
from app.kit.clock import now
from app.kit.errors import NotFound
from app.kit.jobs import enqueue
from app.kit.record import Record, UtcDateTime
from app.messaging import ways
from app.web.live import publish

if TYPE_CHECKING:
    from app.identity.viewer import Viewer


A_MOMENT = timedelta(microseconds=1)
MAY_TAKE_BACK = timedelta(hours=24)


class QueryPass(Record, table=True):
    """An interpreter who passed a question, or a message to check, on; or another was asked for. No reason is kept."""

    __tablename__ = "query_pass"
    __table_args__ = (
        UniqueConstraint("query_id", "account_id"),
        UniqueConstraint("check_id", "account_id"),
    )

    query_id: UUID | None = Field(default=None, foreign_key="query.id")
    check_id: UUID | None = Field(default=None, foreign_key="message_check.id")
    account_id: UUID = Field(foreign_key="account.id")
    by_other: bool = False  # who asked would like somebody else

    @classmethod
    def visible_to(cls, viewer: Any) -> ColumnElement[bool]:  # noqa: ARG003
        """Nobody: who passed is not told."""
        return false()


class Offered(Record):
    """What waits for an interpreter, and the way it goes (ways.py)."""

    youth_id: UUID = Field(foreign_key="youth.id", index=True)
    fixed_interpreter_id: UUID | None = Field(default=None, foreign_key="account.id")
    substitute_id: UUID | None = Field(default=None, foreign_key="account.id")
    substitute_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # from then on they see it too
    shared_at: datetime = Field(sa_type=UtcDateTime)  # from then on every interpreter of the language sees it
    opened_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)

    waits: ClassVar[str] = "waiting"  # the state in which it waits
    desk: ClassVar[str] = "/queue"  # where it is shown to those to whom it is offered

    @classmethod
    def passed(cls) -> Any:
        """The column that points here, of the table of who passed it on."""
        raise NotImplementedError

    @classmethod
    def in_languages_of(cls, viewer: "Viewer") -> ColumnElement[bool]:
        """Whether an interpreter speaks what it needs."""
        raise NotImplementedError

    @property
    def alone(self) -> timedelta:
        """So long it waits for one person alone."""
        return ways.FIXED_FIRST

    def unable(self, _session: Session) -> set[UUID]:
        """Who can't, besides those who passed it on."""
        return set()


def send_off(record: Offered, way: ways.Way) -> None:
    """Send a new one on its way."""
    record.fixed_interpreter_id, record.substitute_id = way.fixed_id, way.substitute_id
    record.substitute_at, record.shared_at = way.substitute_at, way.shared_at


def offered(table: Any, viewer: "Viewer") -> ColumnElement[bool]:
    """The fixed interpreter at once, the substitute from `substitute_at`, the others from `shared_at`; not who passed."""
    if not viewer.is_(Role.INTERPRETER):
        return false()
    passes = table.passed().class_
    passed = select(table.passed()).where(passes.account_id == viewer.account_id, table.passed().is_not(None))
    return and_(
        table.youth_id != viewer.account_id,
        table.id.not_in(passed),
        or_(
            table.fixed_interpreter_id == viewer.account_id,
            and_(table.substitute_id == viewer.account_id, table.substitute_at <= viewer.now),
            and_(table.in_languages_of(viewer), table.shared_at <= viewer.now),
        ),
    )


def is_offered(record: Offered, viewer: "Viewer") -> bool:
    """Whether one that waits is offered to this viewer."""
    table = type(record)
    return (
        viewer.session.exec(select(table.id).where(table.id == record.id, offered(table, viewer))).first()
        is not None
    )


def out_of(session: Session, record: Offered) -> set[UUID]:
    """Who has passed it on, was passed over, or can't."""
    passed = type(record).passed()
    gone = session.exec(select(passed.class_.account_id).where(passed == record.id))
    return {*gone, *record.unable(session)}


def leave_out(record: Offered, account_id: UUID | None, by: "Viewer", *, by_other: bool = False) -> None:
    """Don't show it to them any more, and lay its way anew."""
    passed = type(record).passed()
    there = select(passed).where(passed == record.id, passed.class_.account_id == account_id)
    if account_id and by.session.exec(there).first() is None:
        one = passed.class_(account_id=account_id, by_other=by_other)
        setattr(one, passed.key, record.id)
        by.add(one)
    ways.anew(by.session, record, by.now, out_of(by.session, record))
    changed(by.session)
    ring(by.session, record, since=by.now - A_MOMENT)


def bring_back(record: Offered, by: "Viewer", account_id: UUID | None = None) -> bool:
    """Take a passing on back: an interpreter their own, or who asked that they would like another. False: there is none."""
    mine = (
        and_(col(QueryPass.account_id) == account_id, col(QueryPass.by_other).is_(False))
        if account_id
        else col(QueryPass.by_other).is_(True)
    )
    gone = by.session.connection().execute(delete(QueryPass).where(type(record).passed() == record.id, mine))
    changed(by.session)
    return gone.rowcount > 0


def passed_lately(table: Any, by: "Viewer") -> Any:
    """Ids of what the viewer passed on a short while ago, and may take back."""
    return select(table.passed()).where(
        QueryPass.account_id == by.account_id,
        col(QueryPass.by_other).is_(False),
        QueryPass.created_at > by.now - MAY_TAKE_BACK,
    )


def passed_by(table: Any, record_id: UUID, by: "Viewer", *also: ColumnElement[bool]) -> Any:
    """One that the viewer passed on lately, or that `also` lets them take back. Raises NotFound."""
    lately = col(table.id).in_(passed_lately(table, by))
    found = by.session.exec(select(table).where(table.id == record_id, or_(lately, *also))).first()
    if found is None:
        raise NotFound
    return found


def lay_anew(by: "Viewer", *tables: type[Offered]) -> None:
    """The viewer is away now: what waits for them goes on at once."""
    for table in tables:
        waiting = select(table).where(
            table.state == table.waits,  # type: ignore[attr-defined]
            or_(col(table.fixed_interpreter_id) == by.account_id, col(table.substitute_id) == by.account_id),
        )
        for record in by.session.exec(waiting).all():
            ways.anew(by.session, record, by.now, out_of(by.session, record))
            ring(by.session, record, since=by.now - A_MOMENT)
    changed(by.session)


def changed(session: Session) -> None:
    """Tell the open desks that what waits has changed."""
    publish(session, "queue", "queue")


def begun(session: Session, record: Offered) -> None:
    """Something new waits: the open desks show it, and who isn't looking is told."""
    changed(session)
    ring(session, record)


def ring(
    session: Session, record: Offered, since: datetime | None = None, at: datetime | None = None
) -> None:
    """Tell those to whom it is offered from a moment on (ringing.py), and weren't at `since`."""
    session.flush()
    way = f"{record.substitute_at or ''} {record.shared_at}"
    about = {"table": record.__tablename__, "id": str(record.id), "way": way}
    about["since"] = since.isoformat() if since else ""
    enqueue(
        session, "ring", about, key=f"ring:{record.id}:{way}:{at or ''}", after=at - now() if at else None
    )
