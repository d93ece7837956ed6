"""What the youth was told, and whether they understood."""

from typing import Annotated
from uuid import UUID

from starlette.responses import Response

from app.identity.policy import Change, Role
from app.kit.errors import NotFound
from app.placement import talks
from app.placement.forms import ReplyForm, TalkForm, UnderstoodForm
from app.placement.models import Placement
from app.placement.routes.context import KEPT, LEADING, SHOW, shown, to_change
from app.web.forms import Posted, reads, told
from app.web.pages import page, see
from app.web.routing import CurrentViewer, member_router, staff_router

leading = staff_router("", *LEADING)
youth = member_router("/placement-talks/{talk_id}", Role.YOUTH)


@youth.post("", name="placement_talks.understood")
def understood(
    talk_id: UUID, viewer: CurrentViewer, posted: Annotated[Posted[UnderstoodForm], reads(UnderstoodForm)]
) -> Response:
    """I have understood; with words, I have a question."""
    talk = viewer.find(talks.PlacementTalk, talk_id)
    if not talk.may(Change.SAY_UNDERSTOOD, viewer):
        raise NotFound
    context = {"at": talk.id} | shown(viewer, viewer.find(Placement, talk.placement_id))
    form = posted.or_again(SHOW, **context)
    told(lambda: talk.ask(form.question, by=viewer) if form.question else talk.understood(by=viewer), posted)
    posted.or_again(SHOW, **context)
    return see("placements.mine", flash=KEPT)


@leading.get("/placements/{placement_id}/talks", name="placement_talks.new")
def talk(placement_id: UUID, viewer: CurrentViewer) -> Response:
    """Ask what the youth has been told."""
    return page("placement/talk.html", **to_change(viewer, placement_id, Change.TELL_YOUTH)[1])


@leading.post("/placements/{placement_id}/talks", name="placement_talks.create")
def inform(
    placement_id: UUID, viewer: CurrentViewer, posted: Annotated[Posted[TalkForm], reads(TalkForm)]
) -> Response:
    """The youth has been told this."""
    placement, context = to_change(viewer, placement_id, Change.TELL_YOUTH)
    form = posted.or_again("placement/talk.html", **context)
    told(
        lambda: talks.inform(placement, form.points, form.language, form.bridged, by=viewer), posted, "points"
    )
    posted.or_again("placement/talk.html", **context)
    return see("placements.show", placement_id=placement.id, flash=KEPT)


@leading.post("/placement-talks/{talk_id}/reply", name="placement_talks.reply")
def reply(
    talk_id: UUID, viewer: CurrentViewer, posted: Annotated[Posted[ReplyForm], reads(ReplyForm)]
) -> Response:
    """An answer to the youth's question."""
    one = viewer.find(talks.PlacementTalk, talk_id)
    if not one.may(Change.REPLY_TO_YOUTH, viewer):
        raise NotFound
    context = {"at": one.id} | shown(viewer, viewer.find(Placement, one.placement_id))
    form = posted.or_again(SHOW, **context)
    told(lambda: one.answer(form.reply, by=viewer), posted, "reply")
    posted.or_again(SHOW, **context)
    return see("placements.show", placement_id=one.placement_id, flash=KEPT)
