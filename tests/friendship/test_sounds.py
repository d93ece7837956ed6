"""Statements read aloud: recorded by the organisation, heard by those who answer them, bound to the words that are read."""

import pytest
from fastapi.testclient import TestClient
from sqlmodel import Session, select

import app.worker  # noqa: F401  all kinds of work
from app.friendship.agreeing.agreement import Agreement
from app.friendship.agreeing.sounds import StatementSound
from app.friendship.agreeing.statements import usual
from app.kit import jobs, storage
from app.kit.errors import NotFound
from app.messaging.voice import recording
from tests.cast import SLUGS, id_of
from tests.conftest import ClientOf
from tests.friendship.conftest import ViewerOf
from tests.friendship.test_agreeing import FAMILY, YOUTH, Pair, pair
from tests.messaging.test_voice import SHORT, voiced

__all__ = ["pair"]
RED_CROSS = "coordinator-rk"
ARABIC = "/expectations/often/sounds/ar"


def read_aloud(client_of: ClientOf, session: Session, content: bytes = SHORT) -> StatementSound:
    """A coordinator reads the first statement in Arabic; the worker has heard it."""
    answer = client_of(RED_CROSS).post(ARABIC, data={"voice_ms": "2000"}, files=voiced(content))
    assert answer.status_code == 303, answer.text
    jobs.run_due()
    session.expire_all()
    return session.exec(select(StatementSound)).one()


def in_(client: TestClient, language: str) -> TestClient:
    client.cookies.set("sammen_language", language)
    return client


def test_a_sentence_read_aloud_is_heard_by_those_who_answer_it_in_that_language(
    pair: Pair, client_of: ClientOf, session: Session
) -> None:
    session.commit()
    sound = read_aloud(client_of, session)
    assert (sound.ready, sound.media_type, sound.language) == (True, "audio/mp4", "ar")
    step = f"/agreements/{pair.agreement.id}/statements/1"
    assert f"/sounds/{sound.id}" in in_(client_of(YOUTH), "ar").get(step).text
    assert "/sounds/" not in in_(client_of(FAMILY), "da").get(step).text
    for slug in SLUGS:
        answer = client_of(slug).get(f"/sounds/{sound.id}")
        inside = slug in {YOUTH, FAMILY, RED_CROSS} or pair.as_(slug).all(Agreement)
        assert answer.status_code == (200 if inside else 404), slug


def test_a_new_reading_takes_the_place_of_the_old_and_its_file_goes(
    client_of: ClientOf, session: Session
) -> None:
    first = read_aloud(client_of, session).file_key
    again = read_aloud(client_of, session)
    assert again.file_key != first
    jobs.run_due()
    with pytest.raises(NotFound):
        storage.fetch(first)


def test_where_the_words_change_the_sound_is_silent_and_the_old_agreement_keeps_it(
    pair: Pair, client_of: ClientOf, session: Session
) -> None:
    session.commit()
    sound = read_aloud(client_of, session)
    form = {"icon": "clock"} | usual()[0].words | {"ar": "نلتقي كل يوم سبت."}
    assert client_of(RED_CROSS).post("/expectations/often", data=form).status_code == 303
    assert "/sounds/" not in client_of(RED_CROSS).get(ARABIC).text.replace("/sounds/ar", "")
    step = f"/agreements/{pair.agreement.id}/statements/1"
    assert f"/sounds/{sound.id}" in in_(client_of(YOUTH), "ar").get(step).text


def test_nothing_recorded_and_what_is_no_recording_are_said_so(client_of: ClientOf, session: Session) -> None:
    coordinator = client_of(RED_CROSS)
    nothing = coordinator.post(ARABIC, data={})
    assert nothing.status_code == 422
    assert "Record the sentence first." in nothing.text
    assert coordinator.post(ARABIC, data={}, files=voiced(b"not a voice")).status_code == 422
    assert coordinator.get("/expectations/often/sounds/xx").status_code == 404
    assert coordinator.get("/expectations/nowhere/sounds/ar").status_code == 404
    assert session.exec(select(StatementSound)).all() == []


def test_what_cant_be_played_is_said_so_and_heard_by_nobody(client_of: ClientOf, session: Session) -> None:
    sound = read_aloud(client_of, session, SHORT[: len(SHORT) // 2][:400])
    assert (sound.ready, sound.trouble) == (False, "broken")
    assert client_of(RED_CROSS).get(f"/sounds/{sound.id}").status_code == 404
    assert "damaged" in client_of(RED_CROSS).get(ARABIC).text


def test_a_recording_can_be_thrown_away(client_of: ClientOf, session: Session) -> None:
    key = read_aloud(client_of, session).file_key
    assert client_of(RED_CROSS).post(f"{ARABIC}/removal", data={}).status_code == 303
    jobs.run_due()
    assert session.exec(select(StatementSound)).all() == []
    with pytest.raises(NotFound):
        storage.fetch(key)


@pytest.mark.parametrize("slug", [one for one in SLUGS if one != RED_CROSS])
def test_nobody_else_records_for_an_organisation(viewer_of: ViewerOf, slug: str) -> None:
    with pytest.raises(NotFound):
        StatementSound.record(id_of("rk"), usual()[0], "ar", recording(SHORT), by=viewer_of(slug))
