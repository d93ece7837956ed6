"""Families as a sheet: a dry run, bringing in, taking along."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from app.finding import sheets_kept, sheets_pages, sheets_write
from app.finding.forms_sheets import BringForm, SheetForm, file_of
from app.finding.meetings import KEEPERS
from app.finding.sheets import sheet_language
from app.finding.sheets_kept import Kept
from app.finding.sheets_read import read
from app.kit.errors import NotFound
from app.web.forms import Posted, reads, told
from app.web.i18n import N_
from app.web.pages import page, see
from app.web.routing import CurrentViewer, staff_router

router: APIRouter = staff_router("/families/sheet", *KEEPERS)
CHOOSE, LOOK = "finding/sheet.html", "finding/sheet_look.html"
FileForm = Literal["csv", "xlsx"]
BringPosted = Annotated[Posted[BringForm], reads(BringForm)]


def _download(content: bytes, name: str, form: str) -> Response:
    heads = {"Content-Disposition": f'attachment; filename="{name}.{form}"', "Cache-Control": "no-store"}
    return Response(content, media_type=sheets_write.TYPES[form], headers=heads)


@router.get("", name="families.sheet")
def choose(viewer: CurrentViewer) -> Response:
    """Choose a file, or take the families along."""
    return page(CHOOSE, **sheets_pages.begin(viewer))


@router.post("", name="families.read_sheet")
def look(viewer: CurrentViewer, posted: Annotated[Posted[SheetForm], reads(SheetForm)]) -> Response:
    """Read it. Nothing is brought in yet."""
    shown = sheets_pages.begin(viewer)
    form = posted.or_again(CHOOSE, **shown)
    ours = [one.id for one in shown["organisations"]]
    organisation = form.organisation or (ours[0] if ours else None)
    if organisation is None or organisation not in ours:
        raise NotFound
    content = file_of(posted)
    posted.or_again(CHOOSE, **shown)
    found = told(lambda: read(content), posted, "file")
    posted.or_again(CHOOSE, **shown)
    return see("families.look_at_sheet", sheet_id=sheets_kept.keep(Kept(organisation, found), viewer))


@router.get("/template.{form}", name="families.template")
def template(form: FileForm) -> Response:
    """A sheet to begin with."""
    return _download(sheets_write.template(form, sheet_language()), "families-template", form)


@router.get("/families.{form}", name="families.export")
def export(viewer: CurrentViewer, form: FileForm) -> Response:
    """My organisation's families."""
    content = sheets_write.families(sheets_pages.taken_along(viewer), form, sheet_language())
    return _download(content, f"families-{viewer.now:%Y-%m-%d}", form)


@router.get("/{sheet_id}", name="families.look_at_sheet")
def show(viewer: CurrentViewer, sheet_id: UUID) -> Response:
    """What it would bring, and what is wrong with the others."""
    return page(LOOK, **sheets_pages.show(sheets_kept.kept(sheet_id, viewer), viewer), posted=None)


@router.post("/{sheet_id}", name="families.bring")
def bring(viewer: CurrentViewer, sheet_id: UUID, posted: BringPosted) -> Response:
    """Bring in what is whole."""
    sheet = sheets_kept.kept(sheet_id, viewer)
    posted.or_again(LOOK, **sheets_pages.show(sheet, viewer))
    left = sheets_pages.bring(sheet, viewer)
    if left is None:
        return see("families.index", flash=N_("All families of the sheet are in."))
    return see("families.look_at_sheet", sheet_id=left)


@router.get("/{sheet_id}/rest.{form}", name="families.rest")
def rest(viewer: CurrentViewer, sheet_id: UUID, form: FileForm) -> Response:
    """The rows that can't be brought in, each with why."""
    sheet = sheets_kept.kept(sheet_id, viewer)
    rows = sheets_pages.look(sheet, viewer)
    content = sheets_write.rest(rows, sheet.read.headings, form, sheet_language())
    return _download(content, "families-left", form)
