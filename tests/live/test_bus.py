"""How news gets from one process to the other: ids alone, nothing lost that fits, one web process on SQLite."""

import socket
import threading
from pathlib import Path

import pytest
from sqlmodel import Session

from app.kit.settings import BadSettings
from app.web import live
from app.web.live.bus import MOST_BYTES, Bus, packed, unpacked
from app.web.live.postgres import Postgres
from app.web.live.publishing import News, heard_by, publish
from app.web.live.sockets import NAME, Socket


class Ear:
    """Somebody who listens, and can be waited for."""

    def __init__(self) -> None:
        self.news: list[News] = []
        self.came = threading.Event()

    def hear(self, news: list[News]) -> None:
        """News."""
        self.news += news
        self.came.set()

    def missed(self) -> None:
        """Nothing."""


@pytest.fixture
def ends(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Bus, Bus]:
    """The bus of a worker and that of the web process."""
    if request.param == "sqlite":
        return Socket(tmp_path), Socket(tmp_path)
    url = request.getfixturevalue("postgres_url")
    return Postgres(url), Postgres(url)


@pytest.mark.parametrize("ends", ["sqlite", "postgres"], indirect=True)
def test_the_worker_wakes_the_web_process(ends: tuple[Bus, Bus]) -> None:
    worker, web = ends
    ear = Ear()
    web.listen(ear.hear, ear.missed)
    try:
        worker.tell([News("conversation:1", "message", (("seq", 7),))])
        assert ear.came.wait(10)
        assert ear.news == [News("conversation:1", "message", (("seq", 7),))]
    finally:
        web.close()
        worker.close()


def test_a_socket_is_reached_however_deep_its_folder_lies(tmp_path: Path) -> None:
    deep = tmp_path / ("d" * 90) / ("e" * 90)
    deep.mkdir(parents=True)
    ear, web = Ear(), Socket(deep)
    web.listen(ear.hear, ear.missed)
    try:
        Socket(deep).tell([News("queue", "queue")])
        assert ear.came.wait(10)
    finally:
        web.close()


def test_a_second_web_process_on_sqlite_is_refused_in_words(tmp_path: Path) -> None:
    first, ear = Socket(tmp_path), Ear()
    first.listen(ear.hear, ear.missed)
    try:
        with pytest.raises(BadSettings, match="already serves this data folder"):
            Socket(tmp_path).listen(ear.hear, ear.missed)
    finally:
        first.close()


def test_what_a_killed_process_left_behind_is_no_hindrance(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as killed:
        killed.bind(str(tmp_path / NAME))
    ear, web = Ear(), Socket(tmp_path)
    web.listen(ear.hear, ear.missed)
    web.close()
    assert not (tmp_path / NAME).exists()


def test_several_web_processes_without_a_bus_are_refused() -> None:
    with pytest.raises(BadSettings, match="WEB_CONCURRENCY"):
        live.check_workers("2")
    live.check_workers("1")


def test_nobody_serving_is_no_trouble_for_a_worker(tmp_path: Path) -> None:
    Socket(tmp_path).tell([News("queue", "queue")])


def test_much_news_travels_in_parts_that_fit() -> None:
    news = [News(f"account:{n:036}", "badge") for n in range(500)]
    parts = list(packed(news))
    assert len(parts) > 1
    assert all(len(part) <= MOST_BYTES for part in parts)
    assert [it for part in parts for it in unpacked(part)] == news


@pytest.mark.parametrize("nonsense", ["", "{}", "[1]", '[["a"]]', "null", '[["a","b",3]]', b"\xff"])
def test_what_makes_no_sense_is_nothing(nonsense: str) -> None:
    assert unpacked(nonsense) == []


def test_news_is_told_after_the_commit_and_forgotten_at_a_rollback(session: Session) -> None:
    ear = Ear()
    heard_by.append(ear.hear)
    try:
        publish(session, "queue", "queue")
        publish(session, "queue", "queue")
        assert ear.news == []
        session.commit()
        assert ear.news == [News("queue", "queue")]
        session.connection()  # as every request has one
        publish(session, "queue", "queue")
        session.rollback()
        session.commit()
        assert len(ear.news) == 1
    finally:
        heard_by.remove(ear.hear)
