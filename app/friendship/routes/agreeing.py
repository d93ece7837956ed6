"""What the two expect of each other: each answers alone, one statement a screen."""

from typing import Annotated
from uuid import UUID

from starlette.responses import Response

from app.friendship.forms import Tap
from app.friendship.forms_agreeing import SayForm
from app.friendship.pages import agreeing as pages
from app.identity.policy import Role
from app.web.asking import asking
from app.web.forms import Posted, reads, told
from app.web.pages import page, see
from app.web.routing import CurrentViewer, member_router

router = member_router("/agreements", Role.YOUTH, Role.FRIEND, Role.COORDINATOR)
SHOW, STEP = "agreeing/agreement.html", "agreeing/agreement_step.html"


@router.get("/{agreement_id}", name="agreements.show")
def show(agreement_id: UUID, viewer: CurrentViewer) -> Response:
    """How far it has come, and what is next."""
    return page(SHOW, **pages.show(viewer, pages.found(viewer, agreement_id)))


@router.get("/{agreement_id}/statements/{number}", name="agreements.step")
def step(agreement_id: UUID, number: int, viewer: CurrentViewer) -> Response:
    """One statement, alone."""
    agreement = pages.found(viewer, agreement_id)
    if agreement.opened_at:
        return see("agreements.show", agreement_id=agreement_id)
    return page(STEP, **pages.step(viewer, agreement, number))


@router.post("/{agreement_id}/statements/{number}", name="agreements.say")
def say(
    agreement_id: UUID, number: int, viewer: CurrentViewer, posted: Annotated[Posted[SayForm], reads(SayForm)]
) -> Response:
    """Keep an answer and go on."""
    agreement = pages.found(viewer, agreement_id)
    shown = pages.step(viewer, agreement, number)
    form = posted.or_again(STEP, **shown)
    mine = pages.own(viewer, agreement)
    told(lambda: mine.say(shown["statement"].key, form.says, form.words, by=viewer), posted, "says")
    posted.or_again(STEP, **shown)
    if asking.get().partial:  # kept as it was tapped
        return Response(status_code=204, headers={"vary": "HX-Request"})
    if number < shown["total"]:
        return see("agreements.step", agreement_id=agreement_id, number=number + 1)
    return see("agreements.show", agreement_id=agreement_id)


@router.post("/{agreement_id}/finish", name="agreements.finish")
def finish(agreement_id: UUID, viewer: CurrentViewer, posted: Annotated[Posted[Tap], reads(Tap)]) -> Response:
    """All is said."""
    agreement = pages.found(viewer, agreement_id)
    mine, shown = pages.own(viewer, agreement), pages.show(viewer, agreement)
    told(lambda: mine.finish(by=viewer), posted)
    posted.or_again(SHOW, **shown)
    return see("agreements.show", agreement_id=agreement_id)
