"""Writing to us: "be a friend", and the same for integration families and MFIs."""

from typing import Annotated, Any, cast

from fastapi import APIRouter
from starlette.responses import Response

from app.finding import gatekeeping, public
from app.finding.forms import ApplyForm
from app.finding.models import Application
from app.finding.public import Kind
from app.friendship import questions
from app.friendship.forms import ProfileForm
from app.identity.policy import Role
from app.identity.viewer import Viewer
from app.people.models import Family
from app.web.forms import Posted, reads
from app.web.i18n import gettext as _
from app.web.pages import page, see
from app.web.routing import CurrentViewer, public_router

router: APIRouter = public_router("/join/{kind}")
PAGE = "finding/apply.html"


def _shown(viewer: Viewer, kind: Kind, posted: Posted[Any] | None = None) -> dict[str, Any]:
    return {
        "kind": kind,
        "organisations": public.looking(viewer, kind.role),
        "questions": questions,
        "stamp": gatekeeping.stamp_of(posted),
        **public.card(),
    }


@router.get("/apply", name="join.new")
def new(kind: str, viewer: CurrentViewer, language: str = "") -> Response:
    """The form, with what it asks of them said once more."""
    return public.shown(PAGE, language, **_shown(viewer, public.kind_named(kind)))


@router.post("/apply", name="join.create")
def create(
    kind: str, viewer: CurrentViewer, posted: Annotated[Posted[ApplyForm], reads(ApplyForm)]
) -> Response:
    """They write to us."""
    of_kind = public.kind_named(kind)
    shown = _shown(viewer, of_kind, posted)
    written = posted.form
    gatekeeping.let_in(posted, PAGE, **shown)
    profile = written.profile(cast("Posted[ProfileForm]", posted)) if written else {}
    if written:
        written.needs_a_way(posted)
        if of_kind.role != Role.FRIEND and not written.read:
            posted.refuse("read", _("Please read what it asks of you, and say that you have."))
    organisation = public.chosen(viewer, of_kind.role, written.organisation) if written else None
    if written and organisation is None:
        posted.refuse("organisation", _("Choose one of the organisations."))
    form = posted.or_again(PAGE, **shown)
    family = Family(
        name=form.name,
        kind=of_kind.role,
        organisation_id=organisation,
        postcode=form.postcode,
        profile=profile,
    )
    Application.apply(form.told(), family, by=viewer)
    return see("join.thanks", kind=kind)


@router.get("/thanks", name="join.thanks")
def thanks(kind: str, viewer: CurrentViewer) -> Response:
    """What comes next."""
    of_kind = public.kind_named(kind)
    return page("finding/thanks.html", kind=of_kind, meetings=public.meetings(viewer, of_kind.role))
