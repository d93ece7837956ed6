"""A family's own page: what it offers, and how far it has come with its organisation."""

from typing import Annotated

from starlette.responses import Response

from app.friendship import families, questions
from app.friendship.facts import FamilyFacts
from app.friendship.forms import ProfileForm
from app.friendship.pages import family as pages
from app.identity.policy import Role
from app.identity.viewer import Viewer
from app.kit.errors import NotFound
from app.people.models import Family
from app.web.forms import Posted, reads, told
from app.web.i18n import N_
from app.web.pages import page, see
from app.web.routing import CurrentViewer, member_router

router = member_router("/family", Role.FRIEND, Role.HOST)


def _own(viewer: Viewer) -> Family:
    family = pages.own_family(viewer)
    if family is None:
        raise NotFound
    return family


def _facts(family: Family) -> FamilyFacts:
    return FamilyFacts.of(family.profile, family.postcode)


@router.get("", name="family.show")
def show(viewer: CurrentViewer) -> Response:
    """What a young person sees of us."""
    family = _own(viewer)
    return page(
        "friendship/family.html",
        family=family,
        facts=_facts(family),
        adults=pages.adults_of(viewer, family.id),
    )


@router.get("/edit", name="family.edit")
def edit(viewer: CurrentViewer) -> Response:
    """Change it."""
    return page("friendship/family_edit.html", profile=_own(viewer).profile, questions=questions)


@router.post("", name="family.update")
def update(viewer: CurrentViewer, posted: Annotated[Posted[ProfileForm], reads(ProfileForm)]) -> Response:
    """Keep it."""
    family = _own(viewer)
    shown = {"profile": family.profile, "questions": questions}
    form = posted.or_again("friendship/family_edit.html", **shown)
    profile = form.profile(posted)
    posted.or_again("friendship/family_edit.html", **shown)
    told(lambda: families.describe(family, profile, by=viewer), posted)
    posted.or_again("friendship/family_edit.html", **shown)
    return see("family.show", flash=N_("It is kept."))
