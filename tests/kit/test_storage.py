"""Where files lie: in a folder or in a store that speaks S3 (moto's server stands in for one), sealed either way."""

import socket
import time
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import boto3  # type: ignore[import-untyped]
import pytest
from moto.server import ThreadedMotoServer

from app.kit import storage
from app.kit.crypto import Unreadable
from app.kit.errors import NotFound, Unavailable
from app.kit.record import new_id
from app.kit.settings import BadSettings
from app.kit.storage import Shelf
from app.kit.storage.bucket import Bucket
from app.kit.storage.folder import Folder

LETTER = b"Dear Selam, your appointment is on Tuesday."


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[str]:
    """The address of a store on this machine, with a bucket in it."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    url = f"http://{host}:{port}"
    client = boto3.client(
        "s3",
        endpoint_url=url,
        region_name="us-east-1",
        aws_access_key_id="id",
        aws_secret_access_key="secret",
    )
    client.create_bucket(Bucket="town")
    yield url
    server.stop()


@pytest.fixture(params=["folder", "bucket", "folder of a bucket"])
def shelf(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    """One of the places where files can lie, put to use."""
    place: Shelf
    if request.param == "folder":
        place = Folder(tmp_path)
    else:
        path = "/letters" if "folder" in request.param else ""
        url = request.getfixturevalue("elsewhere")
        place = Bucket.at(f"s3://town{path}?endpoint={url}&region=us-east-1", "id", "secret")
    monkeypatch.setattr(storage, "shelf", lambda: place)
    return place


def test_a_file_comes_back_as_it_was(shelf: Shelf) -> None:
    key = storage.store(LETTER)
    assert storage.fetch(key) == LETTER
    assert storage.store(LETTER) != key


def test_what_lies_there_says_nothing(shelf: Shelf) -> None:
    key = storage.store(LETTER)
    lying = shelf.get(key.hex)
    assert b"Selam" not in lying
    assert len(lying) > len(LETTER)


def test_a_file_put_in_the_place_of_another_does_not_open(shelf: Shelf) -> None:
    one, other = storage.store(LETTER), storage.store(b"Another letter")
    shelf.put(one.hex, shelf.get(other.hex))
    with pytest.raises(Unreadable):
        storage.fetch(one)


def test_what_is_forgotten_is_gone_and_forgetting_twice_is_no_harm(shelf: Shelf) -> None:
    key = storage.store(LETTER)
    storage.forget(key)
    storage.forget(key)
    with pytest.raises(NotFound):
        storage.fetch(key)


def test_what_never_was_is_not_there(shelf: Shelf) -> None:
    with pytest.raises(NotFound):
        storage.fetch(new_id())


def test_nothing_is_left_of_a_file_that_could_not_be_written(tmp_path: Path) -> None:
    shelf = Folder(tmp_path)
    (tmp_path / "ef").write_text("a file where a folder should be")
    with pytest.raises(Unavailable):
        shelf.put("abcdef", LETTER)
    assert [path.name for path in tmp_path.rglob("*")] == ["ef"]


def calls(place: Shelf) -> list[str]:
    """What each of the three says when the store can't be reached."""
    said = []
    for work in (
        lambda: place.put("aa", LETTER),
        lambda: place.get("aa"),
        lambda: place.remove("aa"),
    ):
        with pytest.raises(Unavailable) as told:
            work()
        said.append(str(told.value))
    return said


def test_a_store_that_is_away_is_told_of_without_its_address() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    said = calls(Bucket.at(f"s3://town?endpoint=http://127.0.0.1:{port}", "id", "secret"))
    assert not any("127.0.0.1" in one for one in said)


def test_a_store_that_never_answers_is_given_up_within_five_seconds() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        place = Bucket.at(f"s3://town?endpoint=http://127.0.0.1:{silent.getsockname()[1]}", "id", "secret")
        began = time.monotonic()
        with pytest.raises(Unavailable):
            place.get("aa")
        assert time.monotonic() - began < 5


def test_a_bucket_that_is_not_there_is_a_store_that_cannot_be_used(elsewhere: str) -> None:
    place = Bucket.at(f"s3://nowhere?endpoint={elsewhere}", "id", "secret")
    with pytest.raises(Unavailable):
        place.put("aa", LETTER)


@pytest.mark.parametrize(
    "address",
    [
        "s3:",
        "s3://",
        "https://bucket",
        "bucket",
        "s3://bucket?secret=abc",
        "s3://bucket?endpoint=x&timeout=9",
    ],
)
def test_an_address_that_makes_no_sense_stops_the_start(address: str) -> None:
    with pytest.raises(BadSettings, match="SAMMEN_FILES"):
        Bucket.at(address)


def test_a_name_is_a_key_and_nothing_else(shelf: Shelf) -> None:
    assert isinstance(storage.store(b""), UUID)
