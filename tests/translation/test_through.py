"""A message through the real engine: written in Danish, shown in Tigrinya, marked as made by a machine."""

from sqlmodel import Session

from app.identity.models import Account
from app.messaging import threads
from app.messaging.kinds import Source
from app.messaging.models import Conversation
from app.translation.engine.supervised import Supervised
from app.translation.jobs import Machine
from tests.cast import id_of
from tests.conftest import ClientOf, ViewerOf
from tests.messaging.test_conversations import with_family

DANISH, TIGRINYA = "hej. kom nu.", "ሰላም። ንዓ ሕጂ።"


def test_what_is_said_in_danish_is_read_in_tigrinya_and_marked(
    viewer_of: ViewerOf, client_of: ClientOf, session: Session, engine: Supervised
) -> None:
    session.get_one(Account, id_of("youth-matched")).language = "ti"
    session.flush()
    conversation = with_family(viewer_of("youth-matched"))
    family = viewer_of("family")
    family.find(Conversation, conversation.id).say(DANISH, by=family)
    session.commit()
    youth = viewer_of("youth-matched")
    before = threads.thread(youth, conversation).bubbles[-1].rendered
    assert before
    assert before.making
    assert Machine(engine).run_batch() == 1
    session.expire_all()
    after = threads.thread(viewer_of("youth-matched"), conversation).bubbles[-1].rendered
    assert after
    assert (after.source, after.words) == (Source.MACHINE, TIGRINYA)
    html = client_of("youth-matched").get(f"/conversations/{conversation.id}").text
    assert "Translated by machine" in html
    assert html.index(TIGRINYA) < html.index(DANISH)
