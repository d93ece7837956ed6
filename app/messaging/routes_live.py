"""Somebody is writing: told to those who read along with them, kept nowhere."""

from collections import OrderedDict
from datetime import datetime, timedelta
from uuid import UUID

from starlette.responses import Response

from app.kit.errors import NotFound
from app.messaging import streams  # noqa: F401  hands the live streams their handlers
from app.messaging.heads import readers_of
from app.messaging.models import Conversation
from app.messaging.participants import Reason
from app.web.live import publish
from app.web.routing import CurrentViewer, member_router

PAUSE = timedelta(seconds=3)
MOST = 5000
_last: OrderedDict[tuple[UUID, UUID | None], datetime] = OrderedDict()

router = member_router("/conversations")


@router.post("/{conversation_id}/typing", name="conversations.typing")
def typing(viewer: CurrentViewer, conversation_id: str) -> Response:
    """I am writing. The third adult's writing is not shown as an answer."""
    conversation = viewer.find(Conversation, conversation_id, look=False)
    key = (conversation.id, viewer.account_id)
    if key in _last and viewer.now - _last[key] < PAUSE:
        return Response(status_code=204)
    me = next(
        (it for it in readers_of(viewer, conversation.id) if it.account_id == viewer.account_id and it.reads),
        None,
    )
    if me is None:
        raise NotFound
    _last[key] = viewer.now
    _last.move_to_end(key)
    if len(_last) > MOST:
        _last.popitem(last=False)
    if me.reason != Reason.THIRD_ADULT:
        publish(viewer.session, f"conversation:{conversation.id}", "typing", account=str(viewer.account_id))
    return Response(status_code=204)
