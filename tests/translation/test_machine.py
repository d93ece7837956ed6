"""Messages go through the machine in batches; what can't be done harms nothing else."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from uuid import UUID

import pytest
from sqlmodel import Session, select

from app.kit import clock, jobs
from app.kit.jobs import Job, enqueue
from app.kit.record import new_id
from app.translation import jobs as translation
from app.translation.engine.supervised import BATCH, Supervised
from app.translation.jobs import Machine
from app.translation.port import NotInstalled, Text


class Room:
    """A room above that has messages."""

    def __init__(self) -> None:
        self.messages: dict[UUID, tuple[str, str, tuple[str, ...]]] = {}
        self.kept: dict[tuple[UUID, str], str] = {}

    def fetch(self, message_id: UUID, _target: str) -> tuple[str, str, tuple[str, ...]] | None:
        return self.messages.get(message_id)

    def keep(self, message_id: UUID, target: str, words: str) -> None:
        if words == "UNKEPT":
            raise OSError
        self.kept[message_id, target] = words

    def say(self, session: Session, words: str, source: str, target: str) -> UUID:
        message_id = new_id()
        self.messages[message_id] = words, source, ()
        self.ask(session, message_id, target)
        return message_id

    def ask(self, session: Session, message_id: UUID, target: str) -> None:
        payload = {"message_id": str(message_id), "language": target}
        enqueue(session, "translate", payload, queue="translation", key=f"translate:{message_id}:{target}")
        session.commit()


class Shouting:
    """A translator that only raises its voice, and gives up on a slow word."""

    def __init__(self) -> None:
        self.batches: list[tuple[int, str, str]] = []

    def translate(self, texts: Sequence[Text], source: str, target: str) -> list[str | None]:
        if target == "ti":
            raise NotInstalled
        if any(text.words == "broken" for text in texts):
            raise OSError
        self.batches.append((len(texts), source, target))
        return [None if text.words == "slow" else text.words.upper() for text in texts]


@pytest.fixture
def room(monkeypatch) -> Iterator[Room]:
    room = Room()
    before = list(translation._ends)
    translation.between(room.fetch, room.keep)
    yield room
    translation._ends[:] = before


def left(session: Session) -> list[tuple[str | None, int]]:
    session.expire_all()
    return [(job.error, job.tries) for job in session.exec(select(Job))]


def test_what_waits_is_translated_in_batches_by_direction(session: Session, room: Room) -> None:
    translator = Shouting()
    ids = [room.say(session, words, "da", "en") for words in ("hej", "kom")]
    other = room.say(session, "hello", "en", "da")
    assert Machine(translator).run_batch() == 3
    assert room.kept == {(ids[0], "en"): "HEJ", (ids[1], "en"): "KOM", (other, "da"): "HELLO"}
    assert sorted(translator.batches) == [(1, "en", "da"), (2, "da", "en")]
    assert left(session) == []


def test_a_batch_is_not_endless(session: Session, room: Room) -> None:
    for number in range(BATCH + 1):
        room.say(session, f"a{number}", "da", "en")
    machine = Machine(Shouting())
    assert [machine.run_batch(), machine.run_batch(), machine.run_batch()] == [BATCH, 1, 0]


def test_what_takes_too_long_is_marked_and_never_tried_again(session: Session, room: Room) -> None:
    slow = room.say(session, "slow", "da", "en")
    quick = room.say(session, "hej", "da", "en")
    machine = Machine(Shouting())
    machine.run_batch()
    assert room.kept == {(quick, "en"): "HEJ"}
    assert left(session) == [("TooSlow", jobs.TRIES)]
    room.ask(session, slow, "en")  # somebody opens the thread again
    with clock.freeze(clock.now() + timedelta(days=2)):
        assert machine.run_batch() == 0


def test_a_message_that_is_gone_or_done_is_let_go(session: Session, room: Room) -> None:
    room.messages.pop(room.say(session, "hej", "da", "en"))
    Machine(Shouting()).run_batch()
    assert left(session) == []


def test_a_direction_that_is_no_longer_installed_is_let_go(session: Session, room: Room) -> None:
    room.say(session, "hej", "da", "ti")
    Machine(Shouting()).run_batch()
    assert left(session) == []


def test_a_fault_of_the_engine_comes_again(session: Session, room: Room) -> None:
    room.say(session, "broken", "da", "en")
    Machine(Shouting()).run_batch()
    assert left(session) == [("OSError", 1)]


def test_a_translation_that_cannot_be_kept_comes_again_alone(session: Session, room: Room) -> None:
    room.say(session, "unkept", "da", "en")
    quick = room.say(session, "hej", "da", "en")
    Machine(Shouting()).run_batch()
    assert room.kept == {(quick, "en"): "HEJ"}
    assert left(session) == [("OSError", 1)]


def test_a_kind_nobody_knows_harms_nothing(session: Session, room: Room) -> None:
    enqueue(session, "dance", {}, queue="translation")
    quick = room.say(session, "hej", "da", "en")
    Machine(Shouting()).run_batch()
    assert room.kept == {(quick, "en"): "HEJ"}
    assert left(session) == [("KeyError", 1)]


def test_the_main_queue_leaves_translation_alone(session: Session, room: Room) -> None:
    room.say(session, "hej", "da", "en")
    assert jobs.run_due() == 0


def test_by_the_real_engine(session: Session, room: Room, engine: Supervised) -> None:
    one = room.say(session, "hej. kom nu.", "da", "ti")
    Machine(engine).run_batch()
    assert room.kept == {(one, "ti"): "ሰላም። ንዓ ሕጂ።"}
