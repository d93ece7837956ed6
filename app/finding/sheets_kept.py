"""A sheet between its dry run and the press that brings it in: sealed, its owner's alone, gone after two hours."""

import json
import zlib
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from app.finding.planning import organisations
from app.finding.sheets_read import Line, Read
from app.identity.viewer import Viewer
from app.kit import storage
from app.kit.errors import NotFound
from app.kit.storage.later import forget_later

HOLDS = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Kept:
    """A sheet that was read. `brought`: how many families came in from it; None: it was only looked at."""

    organisation_id: UUID
    read: Read
    brought: int | None = None
    id: UUID | None = None


def keep(sheet: Kept, by: Viewer) -> UUID:
    """Put it away until it is brought in, and queue that it is forgotten. Raises NotFound, Unavailable."""
    _ours(sheet.organisation_id, by)
    read = asdict(sheet.read) | {"lines": [[line.number, line.cells] for line in sheet.read.lines]}
    told = {
        "by": str(by.somebody),
        "at": by.now.isoformat(),
        "organisation": str(sheet.organisation_id),
        "brought": sheet.brought,
        "read": read,
    }
    key = storage.store(zlib.compress(json.dumps(told).encode()))
    forget_later(by.session, [key], after=HOLDS)
    return key


def kept(sheet_id: UUID, by: Viewer) -> Kept:
    """It again. Raises NotFound for anybody else, for another kind of file, and when its time is over."""
    try:
        told: dict[str, Any] = json.loads(zlib.decompress(storage.fetch(sheet_id)))
    except (zlib.error, ValueError) as error:  # a photo, say
        raise NotFound from error
    if told["by"] != str(by.account_id) or datetime.fromisoformat(told["at"]) + HOLDS <= by.now:
        raise NotFound
    organisation_id = UUID(told["organisation"])
    _ours(organisation_id, by)
    read = told["read"]
    lines = tuple(Line(number, cells) for number, cells in read["lines"])
    return Kept(
        organisation_id, Read(lines, read["headings"], tuple(read["unknown"])), told["brought"], sheet_id
    )


def _ours(organisation_id: UUID, by: Viewer) -> None:
    if organisation_id not in {one.id for one in organisations(by)}:
        raise NotFound
