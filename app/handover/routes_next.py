"""What a youth wants the next caseworker to know."""

from typing import Annotated, Any

from starlette.responses import Response

from app.handover import pages
from app.handover.forms import NextForm
from app.identity.policy import Role
from app.identity.viewer import Viewer
from app.kit.errors import NotFound
from app.web.forms import Posted, reads, told
from app.web.i18n import N_
from app.web.pages import page, see
from app.web.routing import CurrentViewer, member_router

router = member_router("/handover", Role.YOUTH)
NEXT = "handover/next.html"


def _asked(viewer: Viewer) -> dict[str, Any]:
    shown = pages.next_one(viewer)
    if shown is None:
        raise NotFound
    return shown


@router.get("", name="handovers.next")
def show(viewer: CurrentViewer) -> Response:
    """Who comes and when, and what they should know."""
    return page(NEXT, **_asked(viewer))


@router.post("", name="handovers.tell")
def tell(viewer: CurrentViewer, posted: Annotated[Posted[NextForm], reads(NextForm)]) -> Response:
    """It is kept, and can be changed."""
    shown = _asked(viewer)
    form = posted.or_again(NEXT, **shown)
    told(lambda: shown["row"].tell_next(form.wishes, form.words, by=viewer), posted)
    posted.or_again(NEXT, **shown)
    return see("handovers.next", flash=N_("It is kept. Your new caseworker reads it."))
