"""What every table inherits: an id, a birth moment, and silence about who may see it."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, ClassVar, Self
from uuid import UUID

import uuid_utils.compat
from sqlalchemy import Column, ColumnElement, DateTime, Dialect, Enum, event, false, or_
from sqlalchemy.orm import Mapper, QueryContext
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel

from app.kit import clock
from app.kit.crypto import Closed, Sealed, place_of, put_in_place


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: aware and in UTC on both sides, also on SQLite, which forgets the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuses a naive moment."""
        if value is None:
            return None
        if value.tzinfo is None:
            msg = "a moment needs its time zone"
            raise ValueError(msg)
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Aware again."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


@event.listens_for(Column, "after_parent_attach")
def _keep_words(column: Column[Any], _table: Any) -> None:
    """Enumerations are kept as their words: readable in both databases, and a new one needs no migration."""
    if isinstance(column.type, Enum) and column.type.enum_class:
        column.type = Enum(
            column.type.enum_class,
            native_enum=False,
            create_constraint=False,
            length=32,
            values_callable=lambda words: [word.value for word in words],
        )


def one_of(column: Any, values: Iterable[Any]) -> ColumnElement[bool]:
    """`column IN (values)` for a few that are known: an IN is written out anew each time it runs, this never."""
    return or_(false(), *(column == value for value in values))


def new_id() -> UUID:
    """A UUIDv7: ordered by time, so that new rows lie together."""
    return uuid_utils.compat.uuid7()


class Record(SQLModel):
    """The base of every table."""

    id: UUID = Field(default_factory=new_id, primary_key=True)
    created_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime, nullable=False)

    sealed_columns: ClassVar[dict[str, Sealed]] = {}
    prepared: ClassVar[bool] = (
        False  # whether the statement that finds a row is built once (identity/prepared.py)
    )

    @classmethod
    def visible_to(cls, viewer: Any) -> ColumnElement[bool]:
        """The condition under which a viewer sees a row. A table that doesn't say so is seen by nobody."""
        msg = f"{cls.__name__} doesn't say whom it is visible to"
        raise NotImplementedError(msg)

    def may(self, change: str, viewer: Any) -> bool:  # noqa: ARG002
        """Whether a viewer may do this to the row. Seeing is not changing: no, until the table says yes."""
        return False

    @property
    def about_youth(self) -> UUID | None:
        """The youth a row is about, for the trail of who looked."""
        value: UUID | None = getattr(self, "youth_id", None)
        return value

    def place(self, column: str) -> str:
        """Where a sealed value of this row stands."""
        return place_of(str(self.__tablename__), column, self.id)

    def with_(self, **values: Any) -> Self:
        """Set several fields at once."""
        for name, value in values.items():
            setattr(self, name, value)
        return self


@event.listens_for(Record, "mapper_configured", propagate=True)
def _note_sealed(mapper: Mapper[Any], cls: type[Record]) -> None:
    cls.sealed_columns = {
        prop.key: prop.columns[0].type
        for prop in mapper.column_attrs
        if isinstance(prop.columns[0].type, Sealed)
    }


@event.listens_for(Record, "before_insert", propagate=True)
@event.listens_for(Record, "before_update", propagate=True)
def _seal(_mapper: Mapper[Any], _connection: Any, target: Record) -> None:
    for name, column in target.sealed_columns.items():
        value = target.__dict__.get(name)
        if value is not None:
            target.__dict__[name] = put_in_place(column, value, target.place(name))


def _open(target: Record) -> None:
    for name, column in target.sealed_columns.items():
        value = target.__dict__.get(name)
        if isinstance(value, Closed):
            target.__dict__[name] = column.open(value, target.place(name))


@event.listens_for(Record, "load", propagate=True)
def _open_loaded(target: Record, _context: QueryContext) -> None:
    _open(target)


@event.listens_for(Record, "refresh", propagate=True)
def _open_refreshed(target: Record, _context: QueryContext, _attrs: Any) -> None:
    _open(target)
