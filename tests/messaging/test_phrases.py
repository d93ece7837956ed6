"""Phrases: found in one's own language and in Danish, sent once, read perfectly by everyone."""

from typing import Any

import pytest
from sqlmodel import Session, select

from app.messaging import phrases, threads
from app.messaging.answers import answers_to
from app.messaging.kinds import Source
from app.messaging.models import Conversation, Message
from app.translation import phrasebook
from tests.cast import SLUGS, id_of
from tests.conftest import ClientOf, ViewerOf
from tests.messaging.test_conversations import with_family


@pytest.fixture
def conversation(viewer_of: ViewerOf, session: Session) -> Conversation:
    it = with_family(viewer_of("youth-matched"))
    session.commit()
    return it


def last_of(viewer_of: ViewerOf, slug: str, conversation: Conversation) -> Any:
    viewer = viewer_of(slug)
    return threads.thread(viewer, viewer.find(Conversation, conversation.id)).bubbles[-1]


def send(client: Any, conversation: Conversation, **fields: str) -> Any:
    return client.post(f"/conversations/{conversation.id}/messages", data=fields)


def test_a_phrase_is_read_by_each_in_their_own_language(
    client_of: ClientOf, viewer_of: ViewerOf, conversation: Conversation
) -> None:
    key, values = "meet.time_good", {"time": "17:30"}
    answer = send(
        client_of("youth-matched"), conversation, phrase=key, **{"value-time": "١٧:٣٠"}, body="17:30?"
    )
    assert answer.status_code == 303
    theirs = last_of(viewer_of, "family", conversation)
    assert theirs.rendered.source == Source.PHRASEBOOK
    assert theirs.rendered.words == phrasebook.said(key, values, "da")
    assert "17" in theirs.rendered.words
    own = last_of(viewer_of, "youth-matched", conversation)
    assert own.words == phrasebook.said(key, values, "ar")
    assert own.rendered.words == own.words
    assert own.rendered.danish == theirs.rendered.words
    assert own.rendered.answers == ()


def test_a_gap_that_is_not_filled_is_told_and_nothing_is_sent(
    client_of: ClientOf, conversation: Conversation, session: Session
) -> None:
    before = len(session.exec(select(Message.id)).all())
    answer = send(client_of("youth-matched"), conversation, phrase="meet.time_good", **{"value-time": "soon"})
    assert answer.status_code == 422
    assert "Something is missing in the phrase" in answer.text
    assert 'value="soon"' in answer.text  # nothing that was written is lost
    assert len(session.exec(select(Message.id)).all()) == before


def test_a_phrase_the_book_does_not_know_any_more_is_sent_as_its_words(
    client_of: ClientOf, viewer_of: ViewerOf, conversation: Conversation
) -> None:
    assert (
        send(client_of("youth-matched"), conversation, phrase="gone.key", body="Hej igen").status_code == 303
    )
    bubble = last_of(viewer_of, "family", conversation)
    assert (bubble.words, bubble.rendered) == ("Hej igen", None)


def test_the_same_phrase_sent_twice_is_one(
    client_of: ClientOf, conversation: Conversation, session: Session
) -> None:
    client, client_id = client_of("youth-matched"), str(id_of("phrase-twin"))
    for _ in range(2):
        assert send(client, conversation, phrase="hello.thanks", client_id=client_id).status_code == 303
    other = client.post(
        f"/conversations/{conversation.id}/messages",
        data={"phrase": "hello.yes", "client_id": client_id},
        headers={"HX-Request": "true"},
    )
    assert other.status_code == 409
    assert len(session.exec(select(Message.id).where(Message.author_id == id_of("youth-matched"))).all()) == 1


def test_the_sheet_finds_in_ones_own_language_and_in_danish(viewer_of: ViewerOf) -> None:
    youth = viewer_of("youth-matched")
    assert phrases.found(youth, "mødes", "")
    assert {it.words for it in phrases.found(youth, "", "")} == {
        it.words for it in phrases.found(youth, "  ", "")
    }
    assert phrases.found(youth, "xyzzy", "") == []
    often = phrases.found(youth, "", "")
    assert often
    assert all(phrasebook.phrase(it.key).often for it in often)
    chapter = phrases.found(youth, "", "meet")
    assert {phrasebook.phrase(it.key).topic for it in chapter} == {"meet"}


def test_everybody_picks_what_is_theirs_to_say(viewer_of: ViewerOf) -> None:
    for slug in ("youth-matched", "family", "interpreter-ar", "caseworker", "mfi"):
        viewer = viewer_of(slug)
        chapters = phrases.chapters(viewer)
        assert chapters, slug
        for chapter in chapters:
            assert phrases.found(viewer, "", chapter.key)


def test_the_preview_shows_what_the_others_will_read(viewer_of: ViewerOf, conversation: Conversation) -> None:
    youth = viewer_of("youth-matched")
    picked = phrases.picked(youth, conversation, "meet.time_good", {"value-time": "17:30"})
    assert [reading.language.code for reading in picked.readings] == ["da"]
    assert picked.readings[0].words == phrasebook.said("meet.time_good", {"time": "17:30"}, "da")
    open_gap = phrases.picked(youth, conversation, "meet.time_good", {})
    assert phrases.GAP in open_gap.own


def test_answers_stand_under_a_phrase_that_came_in(
    client_of: ClientOf, viewer_of: ViewerOf, conversation: Conversation
) -> None:
    send(client_of("family"), conversation, phrase="understand.simpler")
    bubble = last_of(viewer_of, "youth-matched", conversation)
    wanted = answers_to("understand.simpler", viewer_of("youth-matched"))
    assert wanted
    assert [it.key for it in bubble.rendered.answers] == [it.key for it in wanted]
    page = client_of("youth-matched").get(f"/conversations/{conversation.id}").text
    assert f'name="phrase" value="{wanted[0].key}"' in page
    assert 'name="phrase"' not in client_of("family").get(f"/conversations/{conversation.id}").text


def test_the_sheet_and_the_page_hold_the_same(client_of: ClientOf, conversation: Conversation) -> None:
    client = client_of("youth-matched")
    for address in (f"/phrases?to={conversation.id}", f"/phrases/meet.time_good?to={conversation.id}"):
        whole, part = client.get(address), client.get(address, headers={"HX-Request": "true"})
        assert whole.status_code == part.status_code == 200
        assert "<html" in whole.text
        assert "<html" not in part.text
        assert 'id="phrases"' in whole.text
        assert 'id="phrases"' in part.text


def test_only_those_in_the_conversation_open_its_sheet(
    client_of: ClientOf, conversation: Conversation
) -> None:
    inside = {"youth-matched", "family", "family-two", "contact-person"}
    for slug in SLUGS:
        client = client_of(slug)
        for address in (f"/phrases?to={conversation.id}", f"/phrases/hello.thanks?to={conversation.id}"):
            assert (client.get(address).status_code == 200) == (slug in inside), slug
    assert client_of("").get("/phrases").status_code == 303
    assert client_of("youth-matched").get(f"/phrases/no.such?to={conversation.id}").status_code == 404


def test_without_a_conversation_the_book_is_there_to_learn_from(client_of: ClientOf) -> None:
    client = client_of("youth-matched")
    listed, one = (
        client.get("/phrases"),
        client.get("/phrases/meet.time_good", params={"value-time": "17:30"}),
    )
    assert listed.status_code == one.status_code == 200
    for code in ("da", "ti", "fa_AF", "en"):
        assert phrasebook.said("meet.time_good", {"time": "17:30"}, code).replace("'", "&#39;") in one.text
    assert "/messages" not in one.text
