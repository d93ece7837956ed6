"""Voice messages: what phones record comes in, one kind that plays everywhere goes out, and nothing else does."""

import array
import io
import math
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import av
import pytest
from sqlmodel import Session, select

from app.kit import clock, jobs, storage
from app.kit.errors import NotFound
from app.kit.settings import settings
from app.messaging import transcoding, voice, voice_jobs
from app.messaging.models import Attachment, Message
from app.messaging.voice import BadVoice, playable, recording
from tests.cast import SLUGS
from tests.conftest import ClientOf
from tests.messaging.test_photos import drawn
from tests.messaging.test_routes import files_on_disk, opened, photo

CODECS = {"webm": ("libopus", 48_000), "mp4": ("aac", 44_100)}


def spoken(kind: str = "webm", seconds: float = 2.0, *, volume: float = 0.5, codec: str = "") -> bytes:
    """A tone that swells and fades, as a phone would record it."""
    name, rate = CODECS[kind]
    out = io.BytesIO()
    with av.open(out, "w", format=kind) as made:
        made.metadata.update({"title": "at home", "artist": "Selam", "location": "+55.64+012.08/"})
        stream: Any = made.add_stream(codec or name, rate=rate)
        stream.layout = "mono"
        for start in range(0, int(seconds * rate), rate // 10):
            samples = min(rate // 10, int(seconds * rate) - start)
            tone = array.array("h", (round(_at(start + n, rate) * volume * 32767) for n in range(samples)))
            frame = av.AudioFrame(format="s16", layout="mono", samples=samples)
            frame.planes[0].update(tone.tobytes())
            frame.sample_rate, frame.pts = rate, start
            made.mux(stream.encode(frame))
        made.mux(stream.encode(None))
    return out.getvalue()


def _at(n: int, rate: int) -> float:
    return math.sin(n * 2 * math.pi * 440 / rate) * abs(math.sin(n / rate * 2))


def filmed(kind: str = "webm") -> bytes:
    """A video without sound."""
    out = io.BytesIO()
    with av.open(out, "w", format=kind) as made:
        stream: Any = made.add_stream("libvpx" if kind == "webm" else "mpeg4", rate=10)
        stream.width, stream.height, stream.pix_fmt = 64, 64, "yuv420p"
        for _ in range(10):
            made.mux(stream.encode(av.VideoFrame(64, 64, "yuv420p")))
        made.mux(stream.encode(None))
    return out.getvalue()


SHORT = spoken()


@pytest.mark.parametrize("kind", ["webm", "mp4"])
def test_what_phones_record_becomes_aac_in_mp4(kind: str) -> None:
    came_in = recording(spoken(kind, 3), f"audio/{kind};codecs=opus", "2990", "k" * 64)
    assert (came_in.media_type, came_in.milliseconds, came_in.waveform) == (f"audio/{kind}", 2990, "k" * 64)
    made = playable(came_in.content, kind)
    assert abs(made.milliseconds - 3000) < 100
    assert len(made.waveform) == 64
    assert set(made.waveform) <= set("abcdefghijklmnopqrstuvwxyz")
    assert "z" in made.waveform
    assert made.waveform[0] < "h"
    assert made.media_type == "audio/mp4"
    with av.open(io.BytesIO(made.content), mode="r") as heard:
        assert [stream.type for stream in heard.streams] == ["audio"]
        assert heard.streams.audio[0].codec_context.name == "aac"
        assert heard.streams.audio[0].layout.name == "mono"
        assert heard.duration
        assert abs(heard.duration - 3_000_000) < 150_000
    assert made.content.index(b"moov") < made.content.index(b"mdat"), "it starts before all of it is there"
    assert len(made.content) < 3 * 8_000


@pytest.mark.parametrize("kind", ["webm", "mp4"])
def test_where_and_by_whom_it_was_recorded_is_gone(kind: str) -> None:
    came_in = spoken(kind)
    assert b"at home" in came_in
    made = playable(came_in, kind).content
    for trace in (b"at home", b"Selam", b"+55.64", b"Lav"):
        assert trace not in made
    with av.open(io.BytesIO(made)) as heard:
        assert not {"title", "artist", "location", "creation_time", "encoder"} & set(heard.metadata)


@pytest.mark.parametrize(
    ("content", "declared", "trouble"),
    [
        (b"", "audio/webm", "short"),
        (b"\x00" * 500, "audio/webm", "kind"),
        (drawn(), "audio/webm", "kind"),
        (drawn("HEIF"), "audio/mp4", "kind"),
        (b"<!doctype html><script>alert(1)</script>", "audio/mp4", "kind"),
        (b"ID3\x04" + b"\x00" * 500, "audio/mpeg", "kind"),
        (b"RIFF\x00\x00\x00\x00WAVE", "audio/wav", "kind"),
        (b"\x1a\x45\xdf\xa3" + b"\x00" * 500, "audio/webm", "kind"),
        (SHORT, "audio/mp4", "kind"),
        (spoken("mp4"), "audio/webm", "kind"),
        (SHORT, "audio/ogg", "kind"),
        (filmed(), "video/webm", "kind"),
    ],
)
def test_a_container_that_is_not_what_it_says_is_refused(content: bytes, declared: str, trouble: str) -> None:
    with pytest.raises(BadVoice) as told:
        recording(content, declared)
    assert told.value.trouble == trouble


def test_what_the_phone_says_of_length_and_loudness_is_believed_only_if_it_makes_sense() -> None:
    for nonsense in ("", "-5", "1e9", "nan", "9" * 400, "²"):
        assert recording(SHORT, "audio/webm", nonsense).milliseconds == 0
    assert recording(SHORT, "", "1500.7", "<script>").waveform == voice.UNHEARD
    assert recording(SHORT, "audio/webm", 182_000).milliseconds == voice.LONGEST
    with pytest.raises(BadVoice, match="longer than three minutes"):
        recording(SHORT, "audio/webm", 200_000)


def test_a_recording_too_big_is_not_even_looked_at() -> None:
    with pytest.raises(BadVoice, match="too big"):
        recording(SHORT[:64] + b"\x00" * settings().max_upload_mb * 1024 * 1024, "audio/webm")


@pytest.mark.parametrize(
    ("content", "kind", "trouble"),
    [
        (SHORT[:60], "webm", "broken"),
        (SHORT[:200] + b"\xff" * 900, "webm", "broken"),
        (SHORT, "mp4", "broken"),
        (spoken("mp4")[:-300], "mp4", "broken"),
        (spoken(seconds=0.05), "webm", "short"),
        (spoken(volume=0), "webm", "silent"),
        (spoken("mp4", volume=0.0005), "mp4", "silent"),
        (filmed(), "webm", "kind"),
        (filmed("mp4"), "mp4", "kind"),
        (spoken("mp4", codec="libmp3lame"), "mp4", "kind"),
    ],
)
def test_what_cannot_be_played_is_found_when_it_is_heard(content: bytes, kind: str, trouble: str) -> None:
    with pytest.raises(BadVoice) as told:
        playable(content, kind)
    assert told.value.trouble == trouble


def test_longer_than_three_minutes_is_found_whatever_the_phone_said() -> None:
    with pytest.raises(BadVoice, match="longer than three minutes"):
        playable(spoken(seconds=185), "webm")


def bomb() -> bytes:
    """An MP4 whose table promises four thousand million sounds."""
    whole = bytearray(spoken("mp4"))
    at = whole.index(b"stsz")
    whole[at + 8 : at + 16] = b"\x00\x00\x00\x01\xff\xff\xff\xff"
    at = whole.index(b"stts")
    whole[at + 12 : at + 16] = b"\xff\xff\xff\xff"
    return bytes(whole)


def test_a_bomb_ends_with_its_process() -> None:
    began = time.monotonic()
    with pytest.raises(BadVoice):
        playable(bomb(), "mp4")
    assert time.monotonic() - began < 40


def test_a_process_that_hangs_is_stopped_and_one_that_falls_is_a_damaged_recording(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def hangs(*_: Any, **__: Any) -> None:
        raise subprocess.TimeoutExpired("voice", 60)

    def falls(*_: Any, **__: Any) -> None:
        raise subprocess.CalledProcessError(-9, "voice")

    for happens in (hangs, falls):
        monkeypatch.setattr(voice, "run", happens)
        with pytest.raises(BadVoice, match="damaged"):
            playable(SHORT, "webm")


def test_the_process_that_decodes_knows_nothing_of_the_house(monkeypatch: pytest.MonkeyPatch) -> None:
    given: dict[str, Any] = {}

    def look(command: list[str], **options: Any) -> Any:
        given.update(options, command=command)
        return subprocess.CompletedProcess(command, 0, b'{"milliseconds": 900, "waveform": "a"}\nmade')

    monkeypatch.setattr(voice, "run", look)
    assert playable(SHORT, "webm").content == b"made"
    assert given["env"] == {}
    assert given["command"][:2] == [sys.executable, "-I"]
    assert "app" not in {line.split()[1].split(".")[0] for line in _imports(transcoding.__file__)}


def _imports(path: str) -> list[str]:
    return [line for line in Path(path).read_text().splitlines() if line.startswith(("import ", "from "))]


Voiced = list[tuple[str, tuple[str, bytes, str]]]


def voiced(content: bytes = SHORT, declared: str = "audio/webm;codecs=opus") -> Voiced:
    """A recording as a browser posts it."""
    return [("voice", ("voice.webm", content, declared))]


@pytest.fixture
def said(client_of: ClientOf, session: Session) -> Callable[..., Attachment]:
    """A youth sends a recording to their family; the answer is its row."""

    def send(content: bytes = SHORT, ms: str = "2000") -> Attachment:
        youth = client_of("youth-matched")
        answer = youth.post(
            f"{opened(youth)}/messages", data={"body": "", "voice_ms": ms}, files=voiced(content)
        )
        assert answer.status_code == 303, answer.text
        session.expire_all()
        return session.exec(select(Attachment)).one()

    return send


def test_a_voice_message_is_heard_by_those_who_may_once_the_worker_has(
    client_of: ClientOf, session: Session, said: Callable[..., Attachment]
) -> None:
    row = said()
    came_in = row.file_key
    assert (row.kind, row.ready, row.milliseconds) == ("voice", False, 2000)
    assert session.exec(select(Message).where(Message.id == row.message_id)).one().kind == "voice"
    assert storage.fetch(came_in) == SHORT
    family = client_of("family")
    assert family.get(f"/files/{row.id}", follow_redirects=True).status_code == 404
    jobs.run_due()
    session.expire_all()
    row = session.exec(select(Attachment)).one()
    assert row.ready
    assert abs(row.milliseconds - 2000) < 100
    with pytest.raises(NotFound):
        storage.fetch(came_in)
    for slug in SLUGS:
        answer = client_of(slug).get(f"/files/{row.id}", follow_redirects=True)
        inside = slug in {"youth-matched", "family", "family-two", "contact-person"}
        assert answer.status_code == (200 if inside else 404), slug
    answer = family.get(f"/files/{row.id}", follow_redirects=True)
    assert answer.headers["content-type"] == "audio/mp4"
    assert answer.headers["accept-ranges"] == "bytes"
    assert "sandbox" in answer.headers["content-security-policy"]
    assert answer.headers["content-disposition"].endswith('.m4a"')
    assert answer.content[4:8] == b"ftyp"


def test_the_work_done_twice_changes_nothing(session: Session, said: Callable[..., Attachment]) -> None:
    row = said()
    jobs.run_due()
    there = files_on_disk()
    voice_jobs.make_playable({"attachment": str(row.id)})
    assert files_on_disk() == there
    voice_jobs.make_playable({"attachment": "00000000-0000-0000-0000-000000000000"})
    assert session.exec(select(Attachment)).one().id == row.id


def test_a_recording_that_turns_out_silent_is_told_to_its_author_and_breaks_nothing(
    client_of: ClientOf, session: Session, said: Callable[..., Attachment]
) -> None:
    row = said(spoken(volume=0))
    there = files_on_disk()
    jobs.run_due()
    session.expire_all()
    assert session.exec(select(Attachment)).one().trouble == "silent"
    assert files_on_disk() == there - 1
    assert client_of("family").get(f"/files/{row.id}", follow_redirects=True).status_code == 404
    thread = f"/conversations/{row.conversation_id}"
    assert "Is the microphone covered" in client_of("youth-matched").get(thread).text
    other = client_of("family").get(thread)
    assert other.status_code == 200
    assert "Is the microphone covered" not in other.text
    assert "<audio" not in other.text


@pytest.mark.parametrize(
    ("content", "declared", "words"),
    [
        (drawn(), "audio/webm", "not a voice message"),
        (spoken("mp4"), "audio/webm", "not a voice message"),
        (b"", "audio/webm", "too short"),
    ],
)
@pytest.mark.parametrize("where", ["ask", "thread"])
def test_what_is_no_recording_is_told_and_the_words_stay(
    client_of: ClientOf, session: Session, content: bytes, declared: str, words: str, where: str
) -> None:
    youth = client_of("youth-matched")
    path = "/ask" if where == "ask" else f"{opened(youth)}/messages"
    before = files_on_disk()
    answer = youth.post(path, data={"body": "mine ord"}, files=voiced(content, declared))
    assert answer.status_code == 422
    assert words in answer.text
    assert "mine ord" in answer.text
    assert files_on_disk() == before
    assert session.exec(select(Attachment)).all() == []


def test_a_question_can_be_spoken(client_of: ClientOf, session: Session) -> None:
    assert 'data-behaviour="record" data-keeps' in client_of("youth-new").get("/ask").text
    answer = client_of("youth-new").post("/ask", data={"topic": "letter", "body": ""}, files=voiced())
    assert answer.status_code == 303
    assert session.exec(select(Attachment)).one().kind == "voice"


def _addresses(client: Any, attachment: Attachment, size: str = "") -> str:
    answer = client.get(f"/files/{attachment.id}{size}")
    assert answer.status_code == 303
    assert answer.headers["cache-control"] == "no-store"
    return str(answer.headers["location"])


@pytest.fixture
def sent_photo(client_of: ClientOf, session: Session) -> Attachment:
    """A photo in the conversation of a youth and their family."""
    youth = client_of("youth-matched")
    content = drawn(size=(1600, 1200))
    assert youth.post(f"{opened(youth)}/messages", files=photo(content)).status_code == 303
    return session.exec(select(Attachment)).one()


def test_an_address_ends_and_the_lasting_one_leads_to_the_next(
    client_of: ClientOf, sent_photo: Attachment
) -> None:
    family = client_of("family")
    address = _addresses(family, sent_photo)
    assert family.get(address).status_code == 200
    assert _addresses(family, sent_photo) == address, (
        "the same for a while, so that a phone can keep the file"
    )
    with clock.freeze(datetime.now(UTC) + timedelta(minutes=31)):
        again = family.get(address)
        assert again.status_code == 303
        assert again.headers["location"] != address
        assert family.get(again.headers["location"]).status_code == 200


def test_an_address_is_of_use_to_nobody_else(client_of: ClientOf, sent_photo: Attachment) -> None:
    address = _addresses(client_of("family"), sent_photo)
    assert client_of("family-two").get(address).status_code == 404, "may see it, by an address of their own"
    assert client_of("caseworker").get(address).status_code == 404
    assert client_of("").get(address).headers["location"].startswith("/sign-in")


@pytest.mark.parametrize(
    "change",
    [
        lambda a: a.replace("proof=", "proof=0"),
        lambda a: a.replace("until=", "until=9"),
        lambda a: a.split("&proof")[0],
        lambda a: a.replace("until=", "until=x"),
        lambda a: a.replace("until=", "until=%C2%B2"),
        lambda a: a.replace("?", "?size=small&"),
        lambda a: a.replace("proof=", "proof=%F0%9F%99%82"),
    ],
)
def test_an_address_made_up_leads_nowhere(
    client_of: ClientOf, sent_photo: Attachment, change: Callable[[str], str]
) -> None:
    family = client_of("family")
    assert family.get(change(_addresses(family, sent_photo))).status_code == 404


def test_who_lost_access_gets_nothing_by_an_address_they_kept(
    client_of: ClientOf, session: Session, sent_photo: Attachment
) -> None:
    from app.messaging.participants import Participant

    family = client_of("family")
    address = _addresses(family, sent_photo)
    for row in session.exec(
        select(Participant).where(Participant.conversation_id == sent_photo.conversation_id)
    ):
        row.until = clock.now() - timedelta(minutes=1)
    session.commit()
    assert family.get(address).status_code == 404
    assert family.get(f"/files/{sent_photo.id}").status_code == 404


def test_a_thread_shows_the_small_photo(client_of: ClientOf, sent_photo: Attachment) -> None:
    family = client_of("family")
    whole = family.get(_addresses(family, sent_photo)).content
    small = family.get(_addresses(family, sent_photo, "?size=small")).content
    assert len(small) < len(whole)
    assert "size=small" in family.get(f"/conversations/{sent_photo.conversation_id}").text


def test_a_small_photo_is_its_own_small_size(client_of: ClientOf, session: Session) -> None:
    youth = client_of("youth-matched")
    youth.post(f"{opened(youth)}/messages", files=photo())
    row = session.exec(select(Attachment)).one()
    assert row.small_key is None
    assert youth.get(f"/files/{row.id}?size=small", follow_redirects=True).status_code == 200


@pytest.mark.parametrize(
    ("asked", "status", "part"),
    [
        ("bytes=0-1", 206, slice(0, 2)),
        ("bytes=100-", 206, slice(100, None)),
        ("bytes=-10", 206, slice(-10, None)),
        ("bytes=0-999999999", 206, slice(None)),
        ("bytes=0-1,4-5", 200, slice(None)),
        ("bytes=5-2", 200, slice(None)),
        ("bytes=-", 200, slice(None)),
        ("pages=0-1", 200, slice(None)),
        ("bytes=²-", 200, slice(None)),
        ("bytes=999999999-", 416, slice(0, 0)),
        ("bytes=-0", 416, slice(0, 0)),
    ],
)
def test_a_part_is_answered_with_a_part(
    client_of: ClientOf, sent_photo: Attachment, asked: str, status: int, part: slice
) -> None:
    family = client_of("family")
    address = _addresses(family, sent_photo)
    whole = family.get(address)
    answer = family.get(address, headers={b"range": asked.encode()})
    assert answer.status_code == status
    assert answer.content == whole.content[part]
    if status == 206:
        start, _, end = answer.headers["content-range"].removeprefix("bytes ").split("/")[0].partition("-")
        assert int(end) - int(start) + 1 == len(answer.content) == int(answer.headers["content-length"])
    changed = family.get(address, headers={"range": "bytes=0-1", "if-range": '"another"'})
    assert changed.status_code == 200


def test_what_the_phone_has_already_is_not_sent_again(client_of: ClientOf, sent_photo: Attachment) -> None:
    family = client_of("family")
    address = _addresses(family, sent_photo)
    tag = family.get(address).headers["etag"]
    again = family.get(address, headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")


def test_a_store_that_is_away_is_told_in_words(
    client_of: ClientOf, sent_photo: Attachment, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.kit.errors import Unavailable

    def away(*_: object) -> Any:
        raise Unavailable("away")

    family = client_of("family")
    address = _addresses(family, sent_photo)
    monkeypatch.setattr(storage, "fetch", away)
    monkeypatch.setattr(storage, "store", away)
    answer = family.get(address)
    assert answer.status_code == 503
    assert "Nothing was lost" in answer.text
    thread = f"/conversations/{sent_photo.conversation_id}"
    assert family.post(f"{thread}/messages", files=photo()).status_code == 503
