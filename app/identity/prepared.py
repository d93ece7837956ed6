"""Statements built once: building one costs more than running it.

A statement over what a viewer may see depends on their roles, who they are, and the moment. It is built once for each
set of roles, with gaps for the other two, which are filled when it is run. A gap left empty is an error, never a guess.
"""

from collections import namedtuple
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TYPE_CHECKING, Any

from sqlalchemy import BindParameter, Label, Select, Uuid, bindparam
from sqlmodel import Session, select

from app.kit.crypto import Closed, Sealed, place_of
from app.kit.record import Record, UtcDateTime

if TYPE_CHECKING:
    from app.identity.viewer import Viewer


class _Moment(BindParameter[Any]):
    """The moment somebody looks. A rule that counts with it (`now - a week`) can't be prepared: databases differ there."""

    inherit_cache = True

    def __sub__(self, other: Any) -> Any:
        msg = "this rule counts with the moment"
        raise TypeError(msg)

    __add__ = __sub__


_WHO: Any = BindParameter("viewer_id", type_=Uuid())
_NOW: Any = _Moment("viewer_now", type_=UtcDateTime())


class Ready:
    """A statement whose sealed columns are known: they are opened on the way, with the ids they are bound to."""

    def __init__(self, statement: Select[Any]) -> None:
        columns = list(statement.selected_columns)
        self.sealed: list[tuple[int, Any, str, str, int]] = []
        tables: list[Any] = []
        for position, selected in enumerate(columns):
            column: Any = selected.element if isinstance(selected, Label) else selected
            if isinstance(column.type, Sealed):
                table = column.table
                if table not in tables:
                    tables.append(table)
                name = getattr(table, "element", table).name
                row_id = len(columns) + tables.index(table)
                self.sealed.append((position, column.type, name, column.name, row_id))
        self.width = len(columns)
        self.make = _row_class(tuple(column.key for column in columns))._make
        self.statement = statement.add_columns(*(t.c.id.label(f"_id_{n}") for n, t in enumerate(tables)))

    def rows(self, session: Session, gaps: dict[str, Any]) -> list[Any]:
        """Run it; plain named tuples."""
        opened = []
        for row in session.connection().execute(self.statement, gaps):
            values = list(row[: self.width])
            for position, kind, table, column, row_id in self.sealed:
                if isinstance(values[position], Closed):
                    values[position] = kind.open(values[position], place_of(table, column, row[row_id]))
            opened.append(self.make(values))
        return opened


@lru_cache(maxsize=256)
def _row_class(keys: tuple[str, ...]) -> Any:
    return namedtuple("Row", keys)  # noqa: PYI024  the keys are known only now


every: list[Callable[..., Any]] = []  # all there are, for the test that holds them against the rules


def open_rows(session: Session, statement: Select[Any]) -> list[Any]:
    """Run a statement and open its sealed columns, asking for the ids they are bound to on the way."""
    return Ready(statement).rows(session, {})


def prepared(build: Callable[["Viewer"], Any]) -> Callable[["Viewer"], Any]:
    """A statement, built once for those who hold the same roles; anew each time where its rule counts with the moment."""
    made = lru_cache(maxsize=512)(lambda held, language: _made(build, held, language))

    @wraps(build)
    def ready(viewer: "Viewer") -> Any:
        found = made(viewer.held, viewer.language)
        return build(viewer) if found is None else found

    every.append(ready)
    return ready


def _made(build: Callable[["Viewer"], Any], held: Any, language: str) -> Any:
    try:
        statement = build(_stand_in(held, language))
    except TypeError:
        return None
    whole = any(isinstance(one["expr"], type) for one in statement.column_descriptions)
    return statement if whole else Ready(statement)  # objects open what is sealed by themselves


def _stand_in(held: Any, language: str) -> "Viewer":
    from app.identity.viewer import Viewer  # noqa: PLC0415  it runs what is prepared here

    nobody: Any = None
    return Viewer(session=nobody, now=_NOW, account_id=_WHO, held=held, language=language)


@lru_cache(maxsize=256)
def finding(table: type[Record]) -> Any:
    """The statement that finds one row of a table whose rule can be prepared."""
    return prepared(
        lambda viewer: select(table).where(table.id == bindparam("row"), table.visible_to(viewer))
    )
