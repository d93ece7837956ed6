"""Files of messages: photos and recordings."""

from starlette.responses import RedirectResponse, Response

from app.kit.errors import NotFound
from app.messaging import files
from app.messaging.files import FileResponse, Wanted
from app.messaging.models import Attachment, Conversation
from app.web.routing import CurrentViewer, member_router

router = member_router("/files")


@router.get("/{attachment_id}", name="attachments.show")
def show(
    viewer: CurrentViewer, attachment_id: str, size: str = "", until: str = "", proof: str = ""
) -> Response:
    """A file, for those who may read the message it came with; the look is one at the conversation.

    Without a proof, or when its time is over, the answer is the address for now (303): a page left open goes on.
    """
    attachment = viewer.find(Attachment, attachment_id, look=False)
    size = files.SMALL if size == files.SMALL else ""
    asked = bool(until or proof)
    if not asked or not files.holds(attachment.id, size, viewer.account_id, until, proof, viewer.now):
        return RedirectResponse(
            files.address(attachment.id, size), status_code=303, headers={"Cache-Control": "no-store"}
        )
    if not attachment.ready:
        raise NotFound  # nobody has heard it yet: it may be anything
    for conversation in viewer.all(Conversation, Conversation.id == attachment.conversation_id):
        viewer.looked(conversation)  # not there for who checks this one message: they looked at the check
    key = attachment.small_key if size and attachment.small_key else attachment.file_key
    return FileResponse(Wanted(key, attachment.media_type, files.named(attachment)))
