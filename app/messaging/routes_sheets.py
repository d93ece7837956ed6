"""The interpreter's sheet of hours."""

from typing import Annotated, Any

from pydantic import AfterValidator
from starlette.responses import Response

from app.identity.policy import Role
from app.messaging import sheet_pages
from app.messaging.sheets import MOST_MINUTES, Activity, Work
from app.web.forms import Day, Digits, Form, Posted, problem, reads, told
from app.web.i18n import N_
from app.web.i18n import gettext as _
from app.web.pages import again, page, see
from app.web.routing import CurrentViewer, member_router

router = member_router("/sheet", Role.INTERPRETER)


def _whole(text: str) -> str:
    if not text.isdecimal() or not 0 < int(text) <= MOST_MINUTES:
        raise problem(N_("Write how many minutes: between 1 and 720."))
    return text


class EntryForm(Form):
    """An entry put right."""

    day: Day
    minutes: Annotated[Digits, AfterValidator(_whole)]
    what: Activity = Activity.MEETUP


class NewEntryForm(EntryForm):
    """A new entry."""

    whom: str = ""


EntryPosted = Annotated[Posted[EntryForm], reads(EntryForm)]
NewEntryPosted = Annotated[Posted[NewEntryForm], reads(NewEntryForm)]


def _shown(viewer: CurrentViewer, week: str) -> dict[str, Any]:
    sheet = sheet_pages.sheet(viewer, sheet_pages.week_of(week, viewer))
    today = sheet_pages.week_of("", viewer)
    return {"sheet": sheet, "known": sheet_pages.known(viewer), "whats": sheet_pages.WHAT, "this_week": today}


@router.get("", name="sheet.show")
def show(viewer: CurrentViewer, week: str = "") -> Response:
    """One week of mine."""
    return page("hours/sheet.html", **_shown(viewer, week))


@router.get(".csv", name="sheet.csv")
def download(viewer: CurrentViewer, week: str = "") -> Response:
    """The same for a spreadsheet."""
    sheet = sheet_pages.sheet(viewer, sheet_pages.week_of(week, viewer))
    headers = {
        "Content-Disposition": f'attachment; filename="{sheet.name}.csv"',
        "Cache-Control": "no-store",
    }
    return Response(sheet_pages.spreadsheet(sheet), media_type="text/csv; charset=utf-8", headers=headers)


@router.post("", name="sheet.create")
def create(viewer: CurrentViewer, posted: NewEntryPosted) -> Response:
    """Put an entry down."""
    whom = sheet_pages.known(viewer).get(posted.raw("whom"))
    if whom is None:
        posted.refuse("whom", _("Choose whom it was for."))
    form = posted.or_again("hours/sheet.html", **_shown(viewer, ""))
    if whom:
        youth_id, family_id = whom[:2]
        told(
            lambda: Work.note(
                youth_id, int(form.minutes), form.what, day=form.day, family_id=family_id, by=viewer
            ),
            posted,
            "day",
        )
    return _back(viewer, posted)


@router.post("/{work_id}", name="sheet.update")
def update(viewer: CurrentViewer, work_id: str, posted: EntryPosted) -> Response:
    """Put an entry right."""
    work = viewer.find(Work, work_id, look=False)
    form = posted.or_again("hours/sheet.html", **_shown(viewer, sheet_pages.week_name(work.day)))
    told(lambda: work.correct(form.day, int(form.minutes), form.what, by=viewer), posted, "day")
    return _back(viewer, posted)


@router.post("/{work_id}/removal", name="sheet.remove")
def remove(viewer: CurrentViewer, work_id: str) -> Response:
    """Take an entry out."""
    work = viewer.find(Work, work_id, look=False)
    week = sheet_pages.week_name(work.day)
    work.remove(by=viewer)
    return _to(week, N_("The entry is taken out."))


def _back(viewer: CurrentViewer, posted: Posted[Any]) -> Response:
    if posted.form is None:
        raise again("hours/sheet.html", posted=posted, **_shown(viewer, ""))
    return _to(sheet_pages.week_name(posted.form.day), N_("The sheet is kept."))


def _to(week: str, flash: str) -> Response:
    answer = see("sheet.show", flash=flash)
    answer.headers["location"] += f"?week={week}"
    return answer
