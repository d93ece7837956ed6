"""The board of an organisation's families, and one family on it."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from app.finding import board
from app.finding.forms import DayForm, MoveForm, NoteForm
from app.finding.meetings import KEEPERS
from app.finding.models import Application
from app.web.forms import Posted, reads, told
from app.web.i18n import N_
from app.web.pages import page, see
from app.web.routing import CurrentViewer, staff_router

router: APIRouter = staff_router("/families", *KEEPERS)
SHOW = "finding/family.html"


@router.get("", name="families.index")
def index(viewer: CurrentViewer, kind: str = "") -> Response:
    """My organisation's families, by how far they have come."""
    return page("finding/board.html", **board.index(viewer, kind))


@router.get("/{family_id}", name="families.show")
def show(family_id: UUID, viewer: CurrentViewer) -> Response:
    """One family."""
    return page(SHOW, **board.show(viewer, board.ours(viewer, family_id)))


@router.post("/{family_id}/state", name="families.update")
def update(
    family_id: UUID, viewer: CurrentViewer, posted: Annotated[Posted[MoveForm], reads(MoveForm)]
) -> Response:
    """It has come a step further."""
    family = board.ours(viewer, family_id)
    shown = board.show(viewer, family)
    form = posted.or_again(SHOW, **shown)
    file = Application.of(family, viewer)
    told(lambda: file.move(family, form.state, form.day, form.note, by=viewer), posted, "state")
    posted.or_again(SHOW, **shown)
    flash = N_("It is kept.")
    if form.board:
        return see("families.index", query=f"kind={family.kind.value}", flash=flash)
    return see("families.show", family_id=family_id, flash=flash)


@router.post("/{family_id}/days", name="families.certify")
def certify(
    family_id: UUID, viewer: CurrentViewer, posted: Annotated[Posted[DayForm], reads(DayForm)]
) -> Response:
    """A certificate was seen, an approval or a training came."""
    family = board.ours(viewer, family_id)
    shown = board.show(viewer, family)
    form = posted.or_again(SHOW, **shown)
    file = Application.of(family, viewer)
    told(lambda: file.write_down(family, form.what, form.on, by=viewer), posted, "on")
    posted.or_again(SHOW, **shown)
    return see("families.show", family_id=family_id, flash=N_("It is kept."))


@router.post("/{family_id}/notes", name="families.note")
def note(
    family_id: UUID, viewer: CurrentViewer, posted: Annotated[Posted[NoteForm], reads(NoteForm)]
) -> Response:
    """Words for colleagues."""
    family = board.ours(viewer, family_id)
    shown = board.show(viewer, family)
    form = posted.or_again(SHOW, **shown)
    Application.of(family, viewer).note(family, form.words, by=viewer)
    return see("families.show", family_id=family_id, flash=N_("It is kept."))
