"""One message checked by an interpreter, who reads it alone."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlmodel import Session, select

from app.kit import clock
from app.kit.errors import NotFound, Refused
from app.messaging import check_pages, desk_pages, threads
from app.messaging.checks import MOST_OPEN, Check
from app.messaging.facts import READS_ON
from app.messaging.kinds import CheckState, Source
from app.messaging.models import Attachment, Conversation, Message
from app.messaging.opening import open_direct
from app.messaging.photos import prepare
from app.messaging.renderings import Rendering
from app.messaging.sheets import Work
from app.people.models import Family, Youth
from app.translation.memory import Remembered
from tests.cast import SLUGS, id_of
from tests.conftest import ClientOf, ViewerOf
from tests.messaging.test_photos import drawn

INSIDE = {"youth-matched", "family", "family-two", "contact-person"}


@pytest.fixture
def talk(viewer_of: ViewerOf) -> Conversation:
    """A youth and their family, who have written three messages."""
    youth = viewer_of("youth-matched")
    family = youth.find(Family, id_of("family:family"))
    talk = open_direct(youth, youth.find(Youth, id_of("youth-matched")), family=family)
    talk.say("Skal vi ses på lørdag?", by=viewer_of("family"))
    talk.say("نعم، بكل سرور", by=viewer_of("youth-matched"))
    talk.say("Kom klokken ti.", by=viewer_of("family"))
    return talk


def said(session: Session, talk: Conversation, seq: int) -> Message:
    here = select(Message).where(Message.conversation_id == talk.id, Message.seq == seq)
    return session.exec(here).one()


def first(session: Session, talk: Conversation) -> Message:
    words = select(Message).where(Message.conversation_id == talk.id, Message.kind == "words")
    return session.exec(words.order_by(Message.seq)).first()  # type: ignore[arg-type,return-value]


@pytest.fixture
def check(talk: Conversation, viewer_of: ViewerOf, session: Session) -> Check:
    """The family's first message, which the youth would like checked."""
    return Check.ask(first(session, talk), by=viewer_of("youth-matched"))


@contextmanager
def later(**delta: float) -> Iterator[None]:
    with clock.freeze(clock.now() + timedelta(**delta)):
        yield


def who_reads(viewer_of: ViewerOf, message: Message) -> set[str]:
    return {slug for slug in SLUGS if viewer_of(slug).all(Message, Message.id == message.id)}


def test_the_queue_shows_name_and_languages_and_no_word(check: Check, viewer_of: ViewerOf) -> None:
    line = desk_pages.queue(viewer_of("interpreter-ar")).lines[0]
    assert (line.name, line.language, line.target, line.topic) == ("Yara Haddad", "da", "ar", None)
    assert "lørdag" not in str(line)
    assert desk_pages.queue(viewer_of("interpreter-ti")).lines == ()
    with pytest.raises(NotFound):
        check_pages_of(viewer_of, "interpreter-ti", check)


def check_pages_of(viewer_of: ViewerOf, slug: str, check: Check) -> object:
    viewer = viewer_of(slug)
    return check_pages.one_message(viewer, viewer.find(Check, check.id))


def test_before_it_is_taken_no_interpreter_reads_it(
    check: Check, viewer_of: ViewerOf, talk: Conversation, session: Session
) -> None:
    assert who_reads(viewer_of, first(session, talk)) == INSIDE
    assert check_pages_of(viewer_of, "interpreter-ar", check) is None


def test_who_takes_it_reads_that_message_alone_and_the_thread_is_told(
    check: Check, viewer_of: ViewerOf, talk: Conversation, session: Session
) -> None:
    check.take(by=viewer_of("interpreter-ar"))
    interpreter = viewer_of("interpreter-ar")
    assert [one.id for one in interpreter.all(Message)] == [check.message_id]
    assert interpreter.all(Conversation) == []
    with pytest.raises(NotFound):
        interpreter.find(Conversation, talk.id)
    one = check_pages.one_message(interpreter, check)
    assert one
    assert one.words == "Skal vi ses på lørdag?"
    last = said(session, talk, talk.last_seq)
    assert last.kind == "notice"
    assert "Samir Khoury" in last.body


def test_photos_of_that_message_come_along_and_of_no_other(
    talk: Conversation, viewer_of: ViewerOf, client_of: ClientOf, session: Session
) -> None:
    seqs = [
        talk.say(words, by=viewer_of("family"), pictures=(prepare(drawn()),))
        for words in ("Se her", "Og her")
    ]
    photos = [
        session.exec(select(Attachment.id).where(Attachment.message_id == said(session, talk, seq).id)).one()
        for seq in seqs
    ]
    check = Check.ask(said(session, talk, seqs[0]), by=viewer_of("youth-matched"))
    session.commit()
    client = client_of("interpreter-ar")
    assert client.get(f"/files/{photos[0]}").status_code == 404
    assert client.post(f"/checks/{check.id}/taking").status_code == 303
    address = client.get(f"/files/{photos[0]}")
    assert address.status_code == 303
    assert client.get(address.headers["location"]).status_code == 200
    assert client.get(f"/files/{photos[1]}").status_code == 404
    assert str(photos[0]) in client.get(f"/checks/{check.id}").text


def test_what_the_interpreter_says_is_read_with_their_name_and_put_on_their_sheet(
    check: Check, viewer_of: ViewerOf, session: Session
) -> None:
    check.take(by=viewer_of("interpreter-ar"))
    check.finish("هل نلتقي يوم السبت؟", 10, by=viewer_of("interpreter-ar"))
    session.flush()
    rendering = session.exec(select(Rendering).where(Rendering.message_id == check.message_id)).one()
    assert (rendering.source, rendering.by_account_id) == (Source.PERSON, id_of("interpreter-ar"))
    work = viewer_of("interpreter-ar").all(Work)
    assert [(one.minutes, one.what, one.family_id) for one in work] == [(10, "check", id_of("family:family"))]
    assert session.exec(select(Remembered)).all() == []


def test_it_is_remembered_only_if_the_interpreter_says_that_nothing_personal_is_in_it(
    check: Check, viewer_of: ViewerOf, session: Session
) -> None:
    check.take(by=viewer_of("interpreter-ar"))
    check.finish("هل نلتقي يوم السبت؟", 5, by=viewer_of("interpreter-ar"), nothing_personal=True)
    assert [one.source for one in session.exec(select(Remembered)).all()] == ["da"]


def test_seven_days_after_it_is_done_the_message_is_gone_from_the_interpreter(
    check: Check, viewer_of: ViewerOf
) -> None:
    check.take(by=viewer_of("interpreter-ar"))
    check.finish("نعم", 5, by=viewer_of("interpreter-ar"))
    with later(days=READS_ON.days, minutes=-1):
        assert viewer_of("interpreter-ar").all(Message)
    with later(days=READS_ON.days, minutes=1):
        interpreter = viewer_of("interpreter-ar")
        assert interpreter.all(Message) == []
        assert interpreter.all(Attachment) == []
        assert interpreter.all(Rendering) == []
        assert interpreter.all(Check) == []


def test_passed_on_or_replaced_the_message_is_gone_at_once(check: Check, viewer_of: ViewerOf) -> None:
    check.take(by=viewer_of("interpreter-ar"))
    check.pass_on(by=viewer_of("interpreter-ar"))
    assert viewer_of("interpreter-ar").all(Message) == []
    check.take_back(by=viewer_of("interpreter-ar"))
    check.take(by=viewer_of("interpreter-ar"))
    check.ask_another(by=viewer_of("youth-matched"))
    assert viewer_of("interpreter-ar").all(Message) == []
    assert desk_pages.queue(viewer_of("interpreter-ar")).lines == ()
    check.take_back(by=viewer_of("youth-matched"))
    assert desk_pages.queue(viewer_of("interpreter-ar")).lines


def test_everybody_in_the_conversation_can_ask_and_nobody_else(
    talk: Conversation, viewer_of: ViewerOf, session: Session
) -> None:
    message = first(session, talk)
    for slug in set(SLUGS) - INSIDE:
        with pytest.raises(NotFound):
            Check.ask(message, by=viewer_of(slug))
    mine = Check.ask(message, by=viewer_of("youth-matched"))
    assert Check.ask(message, by=viewer_of("youth-matched")).id == mine.id
    theirs = Check.ask(message, by=viewer_of("family"))  # their own words, for the youth
    assert theirs.id == mine.id


def test_nothing_is_checked_where_everybody_reads_it_already(
    talk: Conversation, viewer_of: ViewerOf, session: Session
) -> None:
    notice = session.exec(
        select(Message).where(Message.conversation_id == talk.id, Message.kind == "notice")
    ).first()
    assert notice
    with pytest.raises(Refused):
        Check.ask(notice, by=viewer_of("youth-matched"))


def test_nobody_fills_the_queue_alone(talk: Conversation, viewer_of: ViewerOf, session: Session) -> None:
    seqs = [talk.say(f"Besked {n}", by=viewer_of("family")) for n in range(MOST_OPEN + 1)]
    checks = [Check.ask(said(session, talk, seq), by=viewer_of("youth-matched")) for seq in seqs[:-1]]
    with pytest.raises(Refused):
        Check.ask(said(session, talk, seqs[-1]), by=viewer_of("youth-matched"))
    checks[0].withdraw(by=viewer_of("youth-matched"))
    Check.ask(said(session, talk, seqs[-1]), by=viewer_of("youth-matched"))


def test_who_takes_passes_finishes_and_withdraws(check: Check, viewer_of: ViewerOf) -> None:
    for slug in set(SLUGS) - {"interpreter-ar"}:
        with pytest.raises(NotFound):
            check.take(by=viewer_of(slug))
    check.take(by=viewer_of("interpreter-ar"))
    for slug in set(SLUGS) - {"interpreter-ar"}:
        with pytest.raises(NotFound):
            check.finish("x", 5, by=viewer_of(slug))
        with pytest.raises(NotFound):
            check.pass_on(by=viewer_of(slug))
    for slug in set(SLUGS) - {"youth-matched"}:
        with pytest.raises(NotFound):
            check.withdraw(by=viewer_of(slug))
    check.withdraw(by=viewer_of("youth-matched"))
    assert check.state == CheckState.WITHDRAWN
    assert viewer_of("interpreter-ar").all(Message) == []
    with pytest.raises(NotFound):
        viewer_of("interpreter-ar").find(Check, check.id)


def test_from_the_thread_to_the_desk_and_back(
    talk: Conversation, client_of: ClientOf, session: Session
) -> None:
    message = first(session, talk)
    session.commit()
    youth, interpreter = client_of("youth-matched"), client_of("interpreter-ar")
    assert youth.post(f"/messages/{message.id}/check").status_code == 303
    check = session.exec(select(Check)).one()
    assert f"/checks/{check.id}/withdrawal" in youth.get(f"/conversations/{talk.id}").text
    queue = interpreter.get("/queue").text
    assert f"/checks/{check.id}/taking" in queue
    assert "lørdag" not in queue
    assert interpreter.get(f"/checks/{check.id}").status_code == 404
    assert interpreter.post(f"/checks/{check.id}/taking").status_code == 303
    page = interpreter.get(f"/checks/{check.id}").text
    assert "lørdag" in page
    assert "Kom klokken ti" not in page
    assert interpreter.post(f"/checks/{check.id}/rendering", data={"body": ""}).status_code == 422
    answer = interpreter.post(f"/checks/{check.id}/rendering", data={"body": "نعم", "minutes": "5"})
    assert answer.status_code == 303
    thread = youth.get(f"/conversations/{talk.id}").text
    assert "نعم" in thread
    assert "Samir Khoury" in thread
    assert interpreter.get(f"/conversations/{talk.id}").status_code == 404
    with later(days=8):
        assert interpreter.get(f"/checks/{check.id}").status_code == 404


def test_a_photo_without_words_is_put_into_words(
    talk: Conversation, viewer_of: ViewerOf, session: Session
) -> None:
    seq = talk.say("", by=viewer_of("family"), pictures=(prepare(drawn()),))
    youth = viewer_of("youth-matched")
    check = Check.ask(said(session, talk, seq), by=youth)
    check.take(by=viewer_of("interpreter-ar"))
    check.finish("صورة رسالة", 5, by=viewer_of("interpreter-ar"), nothing_personal=True)
    bubble = next(it for it in threads.thread(youth, talk).bubbles if it.seq == seq)
    assert bubble.rendered
    assert (bubble.rendered.words, bubble.rendered.source) == ("صورة رسالة", Source.PERSON)
    assert session.exec(select(Remembered)).all() == []


def test_passed_on_by_mistake_it_is_taken_back_from_the_queue(
    check: Check, client_of: ClientOf, session: Session
) -> None:
    session.commit()
    interpreter = client_of("interpreter-ar")
    assert interpreter.post(f"/checks/{check.id}/passing").status_code == 303
    assert f"/checks/{check.id}/taking" not in interpreter.get("/queue").text
    assert f"/checks/{check.id}/back" in interpreter.get("/queue").text
    assert interpreter.post(f"/checks/{check.id}/back").status_code == 303
    assert f"/checks/{check.id}/taking" in interpreter.get("/queue").text
    assert client_of("interpreter-ti").post(f"/checks/{check.id}/back").status_code == 404


def test_who_asked_is_told_when_it_is_done(
    check: Check, viewer_of: ViewerOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = []
    monkeypatch.setattr("app.messaging.checks.tell", lambda _s, who, kind, **_k: told.append((who, kind)))
    check.take(by=viewer_of("interpreter-ar"))
    check.finish("هل نلتقي يوم السبت؟", 5, by=viewer_of("interpreter-ar"))
    assert told == [(id_of("youth-matched"), "message")]


def test_of_a_photo_without_words_the_interpreter_writes_what_it_says(
    talk: Conversation, client_of: ClientOf, viewer_of: ViewerOf, session: Session
) -> None:
    seq = talk.say("", by=viewer_of("family"), pictures=(prepare(drawn()),))
    message = said(session, talk, seq)
    session.commit()
    youth, interpreter = client_of("youth-matched"), client_of("interpreter-ar")
    assert f"/messages/{message.id}/check" in youth.get(f"/conversations/{talk.id}").text
    assert youth.post(f"/messages/{message.id}/check").status_code == 303
    check = session.exec(select(Check)).one()
    assert interpreter.post(f"/checks/{check.id}/taking").status_code == 303
    assert interpreter.get(f"/checks/{check.id}").status_code == 200
    words = {"body": "موعد عند الطبيب", "nothing_personal": "yes"}
    assert interpreter.post(f"/checks/{check.id}/rendering", data=words).status_code == 303
    thread = youth.get(f"/conversations/{talk.id}").text
    assert "موعد عند الطبيب" in thread
    assert "Samir Khoury" in thread
    assert session.exec(select(Remembered)).all() == []


def test_passed_on_by_mistake_it_is_back_in_the_queue(
    check: Check, client_of: ClientOf, session: Session
) -> None:
    session.commit()
    client = client_of("interpreter-ar")
    back = f"/checks/{check.id}/back"
    assert client.post(back).status_code == 404
    assert client.post(f"/checks/{check.id}/passing").status_code == 303
    assert f"/checks/{check.id}/taking" not in client.get("/queue").text
    assert back in client.get("/queue").text
    for slug in ("youth-matched", "interpreter-ti", "caseworker"):
        assert client_of(slug).post(back).status_code == 404
    assert client.post(back).status_code == 303
    assert f"/checks/{check.id}/taking" in client.get("/queue").text


def test_who_asked_is_told_when_it_is_checked(
    check: Check, viewer_of: ViewerOf, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[object] = []
    monkeypatch.setattr("app.messaging.checks.tell", lambda _s, who, *_a, **_k: told.append(who))
    check.take(by=viewer_of("interpreter-ar"))
    assert told == []
    check.finish("نعم", 0, by=viewer_of("interpreter-ar"))
    assert told == [id_of("youth-matched")]


def test_before_it_is_remembered_both_sides_are_shown_with_their_slots(
    talk: Conversation, client_of: ClientOf, viewer_of: ViewerOf, session: Session
) -> None:
    message = said(session, talk, talk.say("Kom klokken 10.30", by=viewer_of("family")))
    check = Check.ask(message, by=viewer_of("youth-matched"))
    check.take(by=viewer_of("interpreter-ar"))
    session.commit()
    client, finish = client_of("interpreter-ar"), f"/checks/{check.id}/rendering"
    words = {"body": "تعال الساعة 10:30", "nothing_personal": "yes"}
    shown = client.post(finish, data=words)
    assert shown.status_code == 422
    assert "Kom klokken {time1}" in shown.text
    assert "تعال الساعة {time1}" in shown.text
    seen = re.search(r'name="seen" value="(.+?)"', shown.text)
    assert seen
    assert session.exec(select(Remembered)).all() == []
    other = client.post(finish, data={**words, "body": "احضر الساعة 10:30", "seen": seen[1]})
    assert other.status_code == 422, "other words are shown anew"
    assert client.post(finish, data={**words, "seen": seen[1]}).status_code == 303
    session.expire_all()
    assert [one.words for one in session.exec(select(Remembered))] == ["Kom klokken {time1}"]
