"""The pages of conversations, as people use them."""

import io
import json
from html.parser import HTMLParser
from typing import Any
from uuid import UUID

import pytest
from PIL import Image
from sqlmodel import Session, select
from starlette.testclient import TestClient

from app.kit.record import new_id
from app.kit.settings import settings
from app.messaging.models import Attachment, Conversation, Message
from app.messaging.queries import Query
from tests.cast import SLUGS, id_of
from tests.conftest import ClientOf
from tests.messaging.test_photos import bomb, drawn

Files = list[tuple[str, tuple[str, bytes, str]]]


def photo(content: bytes | None = None, name: str = "brev.jpg") -> Files:
    """A photo as a browser posts it."""
    return [("photos", (name, content if content is not None else drawn(), "image/jpeg"))]


def asked(
    client: TestClient, words: str = "Hvad står der?", files: Files | None = None, **fields: str
) -> Any:
    """A question, posted."""
    return client.post("/ask", data={"topic": "letter", "body": words, **fields}, files=files or None)


def opened(client: TestClient, whom: str = "family", *, family: bool = True) -> str:
    """The address of a conversation, opened from the People page."""
    path = (
        f"/conversations/family/{id_of(f'family:{whom}')}" if family else f"/conversations/with/{id_of(whom)}"
    )
    answer = client.post(path)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"]).split("#")[0]


def messages(session: Session) -> list[Message]:
    """All messages of people that there are."""
    return [m for m in session.exec(select(Message).order_by(Message.seq)) if m.author_id]  # type: ignore[arg-type]


def files_on_disk() -> int:
    """How many files are stored."""
    return sum(1 for path in (settings().data / "files").rglob("*") if path.is_file())


def test_a_youth_asks_about_a_photographed_letter_and_an_interpreter_answers(
    client_of: ClientOf, session: Session
) -> None:
    youth, interpreter = client_of("youth-new"), client_of("interpreter-ti")
    answer = asked(youth, "እዚ እንታይ ማለት እዩ፧", photo())
    assert answer.status_code == 303
    thread = answer.headers["location"]
    shown = youth.get(thread).text
    assert "እዚ እንታይ ማለት እዩ፧" in shown
    query = session.exec(select(Query)).one()

    queue = interpreter.get("/queue").text
    assert "Selam Tesfay" in queue
    assert "እዚ" not in queue
    assert interpreter.get(thread).status_code == 404
    attachment = session.exec(select(Attachment)).one()
    assert interpreter.get(f"/files/{attachment.id}").status_code == 404

    took = interpreter.post(f"/queries/{query.id}/taking")
    assert took.headers["location"] == thread
    page = interpreter.get(thread).text
    assert "እዚ እንታይ ማለት እዩ፧" in page
    assert f"/files/{attachment.id}" in page
    said = interpreter.post(f"{thread}/messages", data={"body": "Det er en tid hos lægen."})
    assert said.status_code == 303
    shown = youth.get(thread).text
    assert "Det er en tid hos lægen." in shown
    assert "Almaz Gebre" in shown
    closed = youth.post(f"/queries/{query.id}/closing")
    assert closed.status_code == 303
    assert "composer-row" not in youth.get(thread).text


def test_a_photo_goes_only_to_those_who_may_read(client_of: ClientOf, session: Session) -> None:
    youth = client_of("youth-matched")
    thread = opened(youth)
    youth.post(f"{thread}/messages", data={"body": ""}, files=photo())
    attachment = session.exec(select(Attachment)).one()
    inside = {"youth-matched", "family", "family-two", "contact-person"}
    for slug in ("", *SLUGS):
        client = client_of(slug)
        answer = client.get(f"/files/{attachment.id}")
        assert answer.status_code == (404 if slug and slug not in inside else 303), slug
        if slug in inside:
            assert client.get(answer.headers["location"]).status_code == 200
        elif not slug:
            assert answer.headers["location"].startswith("/sign-in")
    answer = youth.get(f"/files/{attachment.id}", follow_redirects=True)
    assert answer.headers["content-type"] == "image/jpeg"
    assert answer.headers["cache-control"] == "private, no-cache"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-disposition"].startswith("inline; filename=")
    assert "brev" not in answer.headers["content-disposition"]
    assert Image.open(io.BytesIO(answer.content)).size == (400, 300)


@pytest.mark.parametrize(
    "slug",
    [slug for slug in SLUGS if slug not in {"youth-matched", "family", "family-two", "contact-person"}],
)
def test_for_everybody_else_a_conversation_does_not_exist(client_of: ClientOf, slug: str) -> None:
    thread = opened(client_of("youth-matched"))
    other = client_of(slug)
    assert other.get(thread).status_code == 404
    assert other.post(f"{thread}/messages", data={"body": "Hej"}).status_code == 404
    assert other.post(f"{thread}/seen?seq=1").status_code == 404
    assert thread not in other.get("/conversations").text


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\x00" * 99, "not a photo"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "not a photo"),
        (b"<!doctype html><b>hi", "not a photo"),
        (drawn()[:700], "damaged"),
        (bomb(60_000, 60_000), "too many points"),
        (b"\xff\xd8\xff" + b"\x00" * 20_000_000, "too big"),
    ],
)
@pytest.mark.parametrize("where", ["ask", "thread"])
def test_a_photo_that_cannot_be_used_is_told_of_and_the_words_stay(
    client_of: ClientOf, session: Session, content: bytes, said: str, where: str
) -> None:
    youth = client_of("youth-matched")
    path = "/ask" if where == "ask" else f"{opened(youth)}/messages"
    before = files_on_disk()
    answer = youth.post(path, data={"body": "mine ord", "topic": "health"}, files=photo(content) + photo())
    assert answer.status_code == 422
    assert said in answer.text
    assert "mine ord" in answer.text
    assert "Choose the photo once more" in answer.text
    assert messages(session) == []
    assert session.exec(select(Query)).all() == []
    assert files_on_disk() == before


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"body": ""}, "Write something"),
        ({"body": "  \n "}, "Write something"),
        ({"body": "a\x00b"}, "can&#39;t be shown"),
        ({"body": "x" * 4001}, "too long"),
        ({"body": "hej", "topic": "hacking"}, "Choose one"),
    ],
)
def test_wrong_words_are_told_of(
    client_of: ClientOf, session: Session, fields: dict[str, str], said: str
) -> None:
    answer = client_of("youth-new").post("/ask", data={"topic": "letter", **fields})
    assert answer.status_code == 422
    assert said in answer.text
    assert session.exec(select(Query)).all() == []


def test_more_than_eight_photos_are_too_many(client_of: ClientOf) -> None:
    answer = asked(client_of("youth-new"), "mine ord", photo() * 9)
    assert answer.status_code == 422
    assert "at most 8 photos" in answer.text
    assert "mine ord" in answer.text


def test_nobody_who_is_not_signed_in_has_a_photo_decoded(
    client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(_content: bytes) -> None:
        raise AssertionError

    monkeypatch.setattr("app.messaging.forms.prepare", never)
    assert asked(client_of(""), files=photo()).status_code == 303
    stranger = client_of("")
    stranger.cookies.set("sammen_session", "made-up")
    assert asked(stranger, files=photo()).status_code == 303


def test_a_double_tap_asks_once_and_says_once(client_of: ClientOf, session: Session) -> None:
    youth = client_of("youth-new")
    once = str(new_id())
    first, second = asked(youth, once=once), asked(youth, once=once)
    assert first.headers["location"] == second.headers["location"]
    thread, tap = first.headers["location"], str(new_id())
    for _ in range(2):
        assert youth.post(f"{thread}/messages", data={"body": "Hej", "client_id": tap}).status_code == 303
    assert len(session.exec(select(Query)).all()) == 1
    assert len(messages(session)) == 2


def test_a_message_by_script_answers_with_the_bubble(client_of: ClientOf) -> None:
    youth = client_of("youth-matched")
    thread = opened(youth)
    answer = youth.post(f"{thread}/messages", data={"body": "مرحبا"}, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert "مرحبا" in answer.text
    bad = youth.post(f"{thread}/messages", data={"body": ""}, headers={"HX-Request": "true"})
    assert bad.status_code == 422
    assert bad.headers["content-type"].startswith("text/plain")


def test_what_was_written_since_comes_along_with_mine(client_of: ClientOf) -> None:
    youth, friend = client_of("youth-matched"), client_of("family")
    thread = opened(youth)
    friend.post(f"{thread}/messages", data={"body": "Kommer du?"})
    answer = youth.post(
        f"{thread}/messages", data={"body": "Ja", "last_seq": "1"}, headers={"HX-Request": "true"}
    )
    assert answer.text.index("Kommer du?") < answer.text.index(">Ja<")


def test_unread_is_counted_until_it_is_seen(client_of: ClientOf, session: Session) -> None:
    youth, friend = client_of("youth-matched"), client_of("family")
    thread = opened(youth)
    friend.post(f"{thread}/messages", data={"body": "Hej Yara"})
    assert '<span class="badge">' in youth.get("/conversations").text
    assert youth.post(f"{thread}/seen?seq=2").status_code == 204
    assert '<span class="badge">' not in youth.get("/conversations").text
    assert session.exec(select(Conversation)).one().last_seq == 2


def test_the_list_names_everyone_and_pages_by_key(
    client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    youth = client_of("youth-matched")
    assert (
        "Nothing here yet" in youth.get("/conversations").text
        or "No messages" in youth.get("/conversations").text
    )
    monkeypatch.setattr("app.messaging.pages.LISTED", 2)
    opened(youth)
    for whom in ("mfi", "caseworker"):
        opened(youth, whom, family=False)
    first = youth.get("/conversations").text
    assert "Anne Winther" in first
    assert "Holm" not in first
    older = first.split("?before=")[1].split('"')[0]
    assert "Holm" in youth.get(f"/conversations?before={older}").text
    assert youth.get("/conversations?before=nonsense").status_code == 404


def test_markup_in_words_stays_words(client_of: ClientOf) -> None:
    youth = client_of("youth-matched")
    thread = opened(youth)
    youth.post(f"{thread}/messages", data={"body": "<script>alert(1)</script>\nto linjer"})
    shown = youth.get(thread).text
    assert "<script>alert" not in shown
    assert "&lt;script&gt;" in shown
    assert "<br>to linjer" in shown


def test_who_taps_late_is_told_kindly(client_of: ClientOf, session: Session) -> None:
    youth = client_of("youth-new")
    asked(youth)
    query = session.exec(select(Query)).one()
    query.fixed_interpreter_id, query.shared_at = None, query.opened_at
    session.commit()
    quick, late = client_of("interpreter-ti"), client_of("interpreter-ti-2")
    assert quick.post(f"/queries/{query.id}/taking").status_code == 303
    answer = late.post(f"/queries/{query.id}/taking")
    assert answer.status_code == 422
    assert "somebody else has just taken it" in answer.text
    assert client_of("interpreter-ar").post(f"/queries/{query.id}/taking").status_code == 404


@pytest.mark.parametrize("slug", [slug for slug in SLUGS if slug not in {"youth-new", "interpreter-ti"}])
def test_a_question_is_not_there_for_others(client_of: ClientOf, session: Session, slug: str) -> None:
    youth = client_of("youth-new")
    asked(youth)
    query = session.exec(select(Query)).one()
    other = client_of(slug)
    for verb in ("taking", "passing", "closing", "another"):
        assert other.post(f"/queries/{query.id}/{verb}").status_code == 404, verb
    session.expire_all()
    assert session.exec(select(Query)).one().state == "waiting"


def test_passing_and_asking_for_another(client_of: ClientOf, session: Session) -> None:
    youth, interpreter = client_of("youth-new"), client_of("interpreter-ti")
    asked(youth)
    query = session.exec(select(Query)).one()
    assert interpreter.post(f"/queries/{query.id}/passing").status_code == 303
    assert f"/queries/{query.id}/taking" not in interpreter.get("/queue").text
    second = client_of("interpreter-ti-2")
    assert "Selam" in second.get("/queue").text
    thread = second.post(f"/queries/{query.id}/taking").headers["location"]
    assert youth.post(f"/queries/{query.id}/another").status_code == 303
    assert second.get(thread).status_code == 404


def test_an_id_that_is_none_is_not_there(client_of: ClientOf) -> None:
    youth = client_of("youth-matched")
    for path in ("/conversations/nonsense", "/files/nonsense", f"/conversations/{UUID(int=0)}"):
        assert youth.get(path).status_code == 404
    for path in (
        "/conversations/with/nonsense",
        "/conversations/family/nonsense",
        "/queries/nonsense/closing",
    ):
        assert youth.post(path).status_code == 404


def test_an_interpreter_on_the_people_page_leads_to_the_question(client_of: ClientOf) -> None:
    answer = client_of("youth-new").post(f"/conversations/with/{id_of('interpreter-ti')}")
    assert answer.headers["location"] == "/ask"


def test_only_youths_ask_and_only_interpreters_have_a_queue(client_of: ClientOf) -> None:
    for slug in SLUGS:
        client = client_of(slug)
        assert (client.get("/ask").status_code == 200) == slug.startswith("youth"), slug
        assert (client.get("/queue").status_code == 200) == slug.startswith("interpreter"), slug


def test_the_head_names_everyone_before_the_first_word(client_of: ClientOf) -> None:
    class Words(HTMLParser):
        said = ""

        def handle_data(self, data: str) -> None:
            self.said += data

    youth = client_of("youth-matched")
    words = Words()
    words.feed(youth.get(opened(youth)).text)
    said = " ".join(words.said.split())
    head = said[: said.index("Write")] if "Write" in said else said
    for name in ("Mette Holm", "Jens Holm", "Thomas Friis", "under 18"):
        assert name in head, json.dumps(head)
