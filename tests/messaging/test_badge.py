"""The number on the bar: there with the page itself, not only once the stream has come."""

from sqlmodel import Session

from app.messaging.opening import open_direct
from app.people.models import Family, Youth
from tests.cast import id_of
from tests.conftest import ClientOf, ViewerOf

BADGE = '<b class="badge">1</b></a>'


def test_the_bar_says_how_many_conversations_have_something_new_on_every_page(
    client_of: ClientOf, viewer_of: ViewerOf, session: Session
) -> None:
    youth = viewer_of("youth-matched")
    family = youth.find(Family, id_of("family:family"))
    talk = open_direct(youth, youth.find(Youth, id_of("youth-matched")), family=family)
    talk.say("Hej", by=viewer_of("family"))
    session.commit()
    client, sender = client_of("youth-matched"), client_of("family")
    assert BADGE in client.get("/").text
    assert BADGE in client.get("/conversations").text
    assert BADGE not in sender.get("/conversations").text
    assert client.get("/nowhere").status_code == 404
    assert client.post(f"/conversations/{talk.id}/seen?seq={talk.last_seq}").status_code < 400
    assert BADGE not in client.get("/conversations").text
