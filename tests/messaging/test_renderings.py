"""Four ways to understand: which rendering is shown, to whom, marked as what."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session, col, select

from app.kit import clock
from app.kit.jobs import Job, run_due
from app.messaging import pages, threads, translating
from app.messaging.helping import Help, help_for
from app.messaging.kinds import Source
from app.messaging.models import Conversation, Message
from app.messaging.renderings import Rendering, confirm
from app.translation import memory, port
from app.translation.jobs import Machine
from tests.cast import SLUGS
from tests.conftest import ClientOf, ViewerOf
from tests.messaging.test_conversations import with_family

INSIDE = {"youth-matched", "family", "family-two", "contact-person"}


@pytest.fixture
def conversation(viewer_of: ViewerOf, session: Session) -> Conversation:
    it = with_family(viewer_of("youth-matched"))
    session.commit()
    return it


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine translation for every pair."""
    monkeypatch.setattr(port, "reachable", lambda *_: True)


def say(conversation: Conversation, viewer_of: ViewerOf, words: str, who: str = "family") -> Message:
    viewer = viewer_of(who)
    seq = viewer.find(Conversation, conversation.id).say(words, by=viewer)
    viewer.session.commit()
    one = Message.conversation_id == conversation.id, Message.seq == seq
    return viewer.session.exec(select(Message).where(*one)).one()


def shown(conversation: Conversation, viewer_of: ViewerOf, slug: str = "youth-matched") -> Any:
    viewer = viewer_of(slug)
    return threads.thread(viewer, viewer.find(Conversation, conversation.id)).bubbles[-1].rendered


def waiting(session: Session) -> set[str]:
    return {key for key in session.exec(select(Job.key).where(Job.kind == "translate")).all() if key}


def test_what_is_in_ones_own_language_needs_nothing(conversation: Conversation, viewer_of: ViewerOf) -> None:
    say(conversation, viewer_of, "Hej med jer")
    assert shown(conversation, viewer_of, "family-two") is None
    assert shown(conversation, viewer_of, "family") is None


def test_a_youth_who_writes_danish_is_taken_to_write_danish(
    conversation: Conversation, viewer_of: ViewerOf, session: Session
) -> None:
    message = say(conversation, viewer_of, "Jeg kommer i morgen", "youth-matched")
    assert message.language == "da"
    assert shown(conversation, viewer_of, "family") is None
    assert waiting(session) == set()


def test_the_machine_is_asked_once_for_each_language_of_the_others(
    conversation: Conversation, viewer_of: ViewerOf, session: Session, machine: None
) -> None:
    message = say(conversation, viewer_of, "Hvordan går det?")
    assert waiting(session) == {f"translate:{message.id}:ar"}
    translating.catch_up(conversation.id, viewer_of("youth-matched"))
    session.commit()
    assert len(session.exec(select(Job).where(Job.kind == "translate")).all()) == 1
    assert shown(conversation, viewer_of).making


def test_where_no_machine_reaches_nothing_is_queued_and_the_thread_says_so_once(
    conversation: Conversation, viewer_of: ViewerOf, session: Session, client_of: ClientOf
) -> None:
    for words in ("Hvordan går det?", "Vi ses"):
        say(conversation, viewer_of, words)
    assert waiting(session) == set()
    one = shown(conversation, viewer_of)
    assert (one.words, one.source, one.making) == ("", None, False)
    html = client_of("youth-matched").get(f"/conversations/{conversation.id}").text
    assert html.count("No machine translation for this language yet") == 1
    assert "Hvordan går det?" in html
    theirs = client_of("family").get(f"/conversations/{conversation.id}").text
    assert "No machine translation" not in theirs


def test_what_was_checked_before_is_there_at_once(
    conversation: Conversation, viewer_of: ViewerOf, session: Session, machine: None
) -> None:
    memory.remember(session, "Kan du komme kl. 17.30?", "da", "هل يمكنك المجيء الساعة 17.30؟", "ar")
    say(conversation, viewer_of, "kan du komme kl. 8.15?")
    assert waiting(session) == set()
    one = shown(conversation, viewer_of)
    assert (one.source, one.words) == (Source.MEMORY, "هل يمكنك المجيء الساعة 8.15؟")


def test_what_the_machine_made_is_kept_once_and_marked(
    conversation: Conversation, viewer_of: ViewerOf, session: Session, client_of: ClientOf
) -> None:
    message = say(conversation, viewer_of, "Hvordan går det?")
    fetched = translating.fetch(message.id, "ar")
    assert fetched
    assert fetched[:2] == ("Hvordan går det?", "da")
    assert {"Yara Haddad", "Mette Holm"} <= set(fetched[2])
    for words in ("كيف حالك؟", "something else"):
        translating.keep(message.id, "ar", words)
    assert translating.fetch(message.id, "ar") is None
    one = shown(conversation, viewer_of)
    assert (one.source, one.words) == (Source.MACHINE, "كيف حالك؟")
    html = client_of("youth-matched").get(f"/conversations/{conversation.id}").text
    assert "Translated by machine" in html
    assert 'lang="da" dir="auto">Hvordan går det?' in html
    assert "كيف حالك؟" in html
    assert "كيف حالك؟" not in client_of("family").get(f"/conversations/{conversation.id}").text


class Fake:
    """Puts a mark before the words."""

    def translate(self, texts: Sequence[port.Text], source: str, target: str) -> list[str | None]:
        return [f"{source} {target}: {text.words}" for text in texts]


def test_from_the_message_through_the_machine_into_the_thread(
    conversation: Conversation, viewer_of: ViewerOf, session: Session, machine: None
) -> None:
    say(conversation, viewer_of, "Hvordan går det?")
    session.commit()
    worker = Machine(Fake())
    assert worker.run_batch() == 1
    assert worker.run_batch() == 0
    session.expire_all()
    one = shown(conversation, viewer_of)
    assert (one.source, one.words, one.making) == (Source.MACHINE, "da ar: Hvordan går det?", False)
    assert waiting(session) == set()


def test_an_interpreter_replaces_the_machine_and_the_machine_nobody(
    conversation: Conversation, viewer_of: ViewerOf, session: Session
) -> None:
    message = say(conversation, viewer_of, "Hvordan går det?")
    translating.keep(message.id, "ar", "رديء")
    session.expire_all()
    confirm(message, "ar", "كيف حالك؟", by=viewer_of("interpreter-ar"))
    session.commit()
    translating.keep(message.id, "ar", "رديء جدا")
    one = shown(conversation, viewer_of)
    assert (one.source, one.words, one.by) == (Source.PERSON, "كيف حالك؟", "Samir Khoury")


@pytest.mark.parametrize("nothing_personal", [True, False])
def test_a_confirmed_rendering_is_remembered_only_if_nothing_personal_is_in_it(
    conversation: Conversation, viewer_of: ViewerOf, session: Session, *, nothing_personal: bool
) -> None:
    message = say(conversation, viewer_of, "Husk dit sundhedskort")
    confirm(message, "ar", "تذكر بطاقتك", by=viewer_of("interpreter-ar"), nothing_personal=nothing_personal)
    found = memory.recall(session, "husk dit sundhedskort", "da", ["ar"])
    assert found == ({"ar": "تذكر بطاقتك"} if nothing_personal else {})


def test_names_of_the_conversation_are_never_remembered(
    conversation: Conversation, viewer_of: ViewerOf, session: Session
) -> None:
    message = say(conversation, viewer_of, "jens henter dig og yara")
    by = viewer_of("interpreter-ar")
    confirm(message, "ar", "ينس سيأخذك", by=by, nothing_personal=True)
    assert session.exec(select(memory.Remembered)).all() == []


def test_who_sees_a_rendering(conversation: Conversation, viewer_of: ViewerOf) -> None:
    message = say(conversation, viewer_of, "Hvordan går det?")
    translating.keep(message.id, "ar", "كيف حالك؟")
    for slug in SLUGS:
        assert (viewer_of(slug).all(Rendering) != []) == (slug in INSIDE), slug


def test_a_thread_asks_for_all_renderings_at_once(
    conversation: Conversation, viewer_of: ViewerOf, count_queries: Any
) -> None:
    def counted() -> int:
        viewer = viewer_of("youth-matched")
        found = viewer.find(Conversation, conversation.id)
        with count_queries() as seen:
            threads.thread(viewer, found)
        return len(seen)

    translating.keep(say(conversation, viewer_of, "Hej du").id, "ar", "مرحبا")
    few = counted()
    for n in range(10):
        translating.keep(say(conversation, viewer_of, f"Hej {n}").id, "ar", f"مرحبا {n}")
    assert counted() == few


def test_the_list_shows_the_last_words_in_the_readers_language(
    conversation: Conversation, viewer_of: ViewerOf, count_queries: Any
) -> None:
    with count_queries() as before:
        pages.conversations(viewer_of("youth-matched"))
    translating.keep(say(conversation, viewer_of, "Hvordan går det?").id, "ar", "كيف حالك؟")
    with count_queries() as after:
        (line,) = pages.conversations(viewer_of("youth-matched"))
    assert (line.preview, line.language, line.by_machine) == ("كيف حالك؟", "ar", True)
    (line,) = pages.conversations(viewer_of("family"))
    assert (line.preview, line.language, line.by_machine) == ("Hvordan går det?", "da", False)
    assert len(after) == len(before)


def test_machine_drafts_nobody_used_go_after_a_day(
    conversation: Conversation, viewer_of: ViewerOf, session: Session
) -> None:
    unused, used, checked = (
        say(conversation, viewer_of, words) for words in ("Hej du", "Hej igen", "Farvel du")
    )
    for message in (unused, used, checked):
        translating.keep(message.id, "ar", "مرحبا")
    confirm(checked, "ar", "وداعا", by=viewer_of("interpreter-ar"))
    session.commit()
    with clock.freeze(clock.now() + timedelta(hours=23)):
        run_due()
    assert len(session.exec(select(Rendering.id)).all()) == 3
    with clock.freeze(clock.now() + timedelta(hours=26)):
        reader = viewer_of("youth-matched")
        session.expire_all()
        first = session.get_one(Message, unused.id)
        # Seen by the one whose language it is, up to the second of them: by then the first has been seen, too.
        session.get_one(Conversation, conversation.id).mark_seen(first.seq, by=reader)
        session.commit()
        run_due()
    session.expire_all()
    kept = set(session.exec(select(col(Rendering.message_id))).all())
    assert kept == {unused.id, checked.id}


def test_a_draft_that_has_gone_is_made_again_when_somebody_reads(
    conversation: Conversation, viewer_of: ViewerOf, session: Session, client_of: ClientOf, machine: None
) -> None:
    message = say(conversation, viewer_of, "Hvordan går det?")
    for job in session.exec(select(Job)).all():
        session.delete(job)
    session.commit()
    assert client_of("youth-matched").post(f"/conversations/{conversation.id}/seen?seq=1").status_code == 204
    assert waiting(session) == {f"translate:{message.id}:ar"}


def test_whoever_wants_the_original_first_gets_it_first(
    conversation: Conversation, viewer_of: ViewerOf, client_of: ClientOf
) -> None:
    translating.keep(say(conversation, viewer_of, "Hvordan går det?").id, "ar", "كيف حالك؟")
    client = client_of("youth-matched")
    address = f"/conversations/{conversation.id}"
    html = client.get(address).text
    assert html.index("كيف حالك؟") < html.index("Hvordan går det?")
    answer = client.post("/language", data={"original": "1", "next": address})
    assert answer.status_code == 303
    html = client.get(address).text
    assert html.index("Hvordan går det?") < html.index("كيف حالك؟")


def test_an_interpreter_is_helped_with_a_draft_what_was_checked_before_and_phrases(
    conversation: Conversation, viewer_of: ViewerOf, session: Session
) -> None:
    memory.remember(session, "Kan du ringe til mig i dag?", "da", "هل تتصل بي اليوم؟", "ar")
    message = say(conversation, viewer_of, "Kan du ringe til mig i morgen?")
    interpreter = viewer_of("interpreter-ar")
    helped = help_for(interpreter, message, "ar")
    assert [near.rendering for near in helped.before] == ["هل تتصل بي اليوم؟"]
    assert "Kan du ringe til mig?" in {phrase.words for phrase in helped.phrases}
    assert helped.slots == "Kan du ringe til mig i morgen?"
    assert help_for(viewer_of("caseworker"), message, "ar") == Help("ar")
    named = say(conversation, viewer_of, "Hils jens fra mig")
    assert help_for(interpreter, named, "ar").slots in {"", "Hils {name1} fra mig"}
