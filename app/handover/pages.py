"""What the pages about handovers and absences read."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import aliased
from sqlmodel import col

from app.handover.absence import own, own_ties
from app.handover.matters import of_all
from app.handover.models import LONGEST_AHEAD, STILL_HEARD, Handover
from app.handover.wishes import WISHES
from app.identity.models import Account
from app.identity.policy import Change, Role
from app.identity.viewer import Viewer
from app.kit.errors import NotFound
from app.people.eligible import to_choose
from app.people.models import Tie, Youth
from app.people.ties import tied_youths
from app.web import i18n


@dataclass(frozen=True, slots=True)
class Line:
    """A handover in the list: to sign, to come, or signed by both."""

    id: UUID
    youth: str
    giver: str
    taker: str
    moves_at: datetime
    said: bool
    to_sign: bool
    to_come: bool


def lines(viewer: Viewer) -> list[Line]:
    """Those of the viewer's youths that are to come or were lately, those to sign first; one line in the trail."""
    giver, taker = aliased(Account), aliased(Account)
    rows = viewer.run(
        viewer.rows(
            Handover,
            Handover.id,
            Handover.moves_at,
            Handover.to_id,
            Handover.taken_at,
            Handover.youth_said_at,
            col(Youth.name).label("youth"),
            col(giver.name).label("giver"),
            col(taker.name).label("taker"),
        )
        .join(Youth, col(Youth.id) == Handover.youth_id)
        .join(giver, col(giver.id) == Handover.from_id)
        .join(taker, col(taker.id) == Handover.to_id)
        .where(
            col(Handover.called_off_at).is_(None),
            col(Handover.youth_id).in_(tied_youths(viewer, Role.CASEWORKER)),
            col(Handover.moves_at) > viewer.now - LONGEST_AHEAD,
        )
    )
    found = [
        Line(
            row.id,
            row.youth,
            row.giver,
            row.taker,
            row.moves_at,
            row.youth_said_at is not None,
            row.moves_at <= viewer.now and row.taken_at is None and row.to_id == viewer.account_id,
            row.moves_at > viewer.now,
        )
        for row in rows
    ]
    found.sort(key=lambda line: (not line.to_sign, not line.to_come, line.moves_at, line.youth.casefold()))
    return viewer.listed(found, "youth")


def to_sign(viewer: Viewer) -> int:
    """How many handovers wait for the viewer's signature."""
    return viewer.count(
        Handover,
        col(Handover.called_off_at).is_(None),
        Handover.to_id == viewer.account_id,
        col(Handover.taken_at).is_(None),
        col(Handover.moves_at) <= viewer.now,
    )


def mine(viewer: Viewer) -> list[Youth]:
    """The youths a caseworker answers for, by name."""
    found = viewer.all(Youth, col(Youth.id).in_(tied_youths(viewer, Role.CASEWORKER)))
    return sorted(found, key=lambda youth: youth.name.casefold())


def to_hand_over(viewer: Viewer) -> list[Youth]:
    """Those of them whom nobody is to take over yet and for whom the viewer stands in for nobody."""
    lasting = {tie.youth_id for tie in own_ties(viewer, viewer.now + LONGEST_AHEAD) if tie.ends_at is None}
    return viewer.listed([youth for youth in mine(viewer) if youth.id in lasting], "youth")


def colleagues(viewer: Viewer) -> list[Any]:
    """The other caseworkers."""
    return [one for one in to_choose(viewer, Role.CASEWORKER) if one.id != viewer.account_id]


def giving(viewer: Viewer, chosen: list[UUID]) -> dict[str, Any]:
    """The youths chosen, with what is open for each. Raises NotFound for one that isn't the viewer's."""
    theirs = {youth.id: youth for youth in mine(viewer)}
    if not set(chosen) <= theirs.keys():
        raise NotFound
    youths = [youth for youth in theirs.values() if youth.id in chosen]
    return {
        "youths": viewer.listed(youths, "youth"),
        "colleagues": colleagues(viewer),
        "open": of_all(viewer, youths),
        "today": viewer.today,
    }


def one(viewer: Viewer, row: Handover) -> dict[str, Any]:
    """One handover, as its caseworkers read it."""
    tie = viewer.session.get(Tie, row.new_tie_id) if row.new_tie_id else None
    giver, taker = (viewer.session.get_one(Account, one).name for one in (row.from_id, row.to_id))
    return {
        "row": row,
        "youth": viewer.find(Youth, row.youth_id),
        "note": tie.note if tie else "",
        "giver": giver,
        "taker": taker,
        "tag": i18n.LANGUAGES[row.youth_language].tag if row.youth_language else "",
        "moved": row.has_moved(viewer.now),
        "signs": row.has_moved(viewer.now) and row.taken_at is None and row.may(Change.TAKE_OVER, viewer),
        "wishes": WISHES,
    }


def next_one(viewer: Viewer) -> dict[str, Any] | None:
    """What a youth is asked: the newest handover that can still be told something."""
    giver, taker = aliased(Account), aliased(Account)
    rows = (
        viewer.rows(Handover, Handover.id, col(giver.name).label("giver"), col(taker.name).label("taker"))
        .join(giver, col(giver.id) == Handover.from_id)
        .join(taker, col(taker.id) == Handover.to_id)
        .where(
            col(Handover.youth_id) == viewer.account_id,
            col(Handover.called_off_at).is_(None),
            col(Handover.moves_at) > viewer.now - STILL_HEARD,
        )
    )
    found = viewer.first(rows.order_by(col(Handover.moves_at).desc()))
    if found is None:
        return None
    row = viewer.find(Handover, found.id, look=False)
    return {
        "row": row,
        "giver": found.giver,
        "taker": found.taker,
        "moved": row.has_moved(viewer.now),
        "wishes": WISHES,
    }


def away(viewer: Viewer) -> dict[str, Any]:
    """What is planned, and for whom somebody has to stand in."""
    ties = {tie.youth_id for tie in own_ties(viewer, viewer.now)}
    return {
        "absences": own(viewer),
        "youths": viewer.listed([youth for youth in mine(viewer) if youth.id in ties], "youth"),
        "colleagues": colleagues(viewer),
        "today": viewer.today,
    }
