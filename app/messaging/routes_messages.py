"""Messages."""

from starlette.responses import Response

from app.identity.viewer import Viewer
from app.messaging import threads
from app.messaging.forms import SayPosted, SaySent
from app.messaging.models import Conversation, Kind
from app.messaging.phrases import posted_again, words_of
from app.messaging.queries import Query
from app.messaging.routes import number, shown_to, template_of
from app.web.asking import asking
from app.web.forms import told
from app.web.pages import again, page, see
from app.web.routing import Answer, CurrentViewer, member_router

router = member_router("")


@router.post("/conversations/{conversation_id}/messages", name="messages.create")
def create(viewer: CurrentViewer, conversation_id: str, posted: SayPosted, sent: SaySent) -> Response:
    """Say something. A script gets the new bubbles; without one the page is shown at its end.

    Sent again under the same `client_id`, the first answer; with something else in it, 409 (models.already_said).
    """
    conversation = viewer.find(Conversation, conversation_id, look=False)
    form = posted.form
    seq = None
    if form:
        query = Query.of(conversation, viewer) if conversation.kind == Kind.QUERY else None
        said_in = query or conversation
        seq = told(
            lambda: said_in.say(words_of(sent.get("phrase"), form.body, viewer.language), by=viewer, **sent),
            posted,
            "body",
        )
    if posted.form is None or seq is None:
        raise _again(viewer, conversation, posted)
    if asking.get().partial:
        thread = threads.thread(viewer, conversation, after=min(_after(posted, seq), seq - 1), headed=False)
        return page("messaging/_said.html", thread=thread)
    return see("conversations.show", conversation_id=conversation.id, anchor="end")


def _after(posted: SayPosted, seq: int) -> int:
    """The last message the phone shows: what came since comes along with mine."""
    last = number(posted.raw("last_seq"))
    return seq - 1 if last is None else max(last, seq - threads.AT_ONCE)


def _again(viewer: Viewer, conversation: Conversation, posted: SayPosted) -> Answer:
    if picked := posted_again(viewer, conversation, posted):
        return again("phrases/show.html", posted=posted, conversation=conversation, picked=picked)
    shown = shown_to(viewer, conversation)
    return again(template_of(shown["thread"]), posted=posted, **shown)
