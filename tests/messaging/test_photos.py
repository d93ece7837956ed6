"""Photos: what a phone may send, what is kept of it, and what is turned away in words."""

import io
import struct
import zlib

import pytest
from PIL import Image

from app.kit.settings import settings
from app.messaging import photos
from app.messaging.photos import BadPhoto, prepare


def drawn(
    kind: str = "JPEG", size: tuple[int, int] = (400, 300), mode: str = "RGB", **options: object
) -> bytes:
    """A photo of a kind."""
    out = io.BytesIO()
    Image.new(mode, size, "teal" if mode == "RGB" else 0).save(out, kind, **options)
    return out.getvalue()


def opened(content: bytes) -> Image.Image:
    """A kept photo, looked at again."""
    return Image.open(io.BytesIO(content))


def bomb(width: int, height: int) -> bytes:
    """A PNG whose head promises far more points than its few bytes hold."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 999))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_every_kind_a_phone_makes_becomes_a_jpeg(kind: str) -> None:
    picture = prepare(drawn(kind))
    assert photos.sniff(picture.content) == "JPEG"
    assert (picture.width, picture.height) == (400, 300)


def test_the_longer_side_is_at_most_1600() -> None:
    picture = prepare(drawn(size=(4000, 2000)))
    assert (picture.width, picture.height) == (1600, 800)
    assert opened(picture.content).size == (1600, 800)


def test_place_camera_and_comment_are_gone_and_it_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # taken with the phone held upright
    exif[0x010F] = "PhoneMaker"
    exif.get_ifd(0x8825).update({1: "N", 2: (55.0, 38.0, 30.0), 3: "E", 4: (12.0, 5.0, 1.0)})
    raw = drawn(exif=exif, comment=b"at home", size=(400, 200))
    assert b"PhoneMaker" in raw
    picture = prepare(raw)
    kept = opened(picture.content)
    assert kept.size == (200, 400)
    assert not kept.getexif()
    assert "comment" not in kept.info
    assert "icc_profile" not in kept.info
    assert b"PhoneMaker" not in picture.content
    assert b"Exif" not in picture.content


def test_what_shines_through_becomes_white() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(out, "PNG")
    assert opened(prepare(out.getvalue()).content).getpixel((5, 5)) == (255, 255, 255)


def test_of_what_moves_the_first_frame_is_kept() -> None:
    frames = [Image.new("RGB", (40, 40), colour) for colour in ("red", "blue")]
    out = io.BytesIO()
    frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:], duration=100, lossless=True)
    red, _green, blue = opened(prepare(out.getvalue()).content).getpixel((20, 20))  # type: ignore[misc]
    assert red > 200
    assert blue < 50


@pytest.mark.parametrize("mode", ["L", "P", "LA", "1", "I;16"])
def test_unusual_kinds_of_points_are_understood(mode: str) -> None:
    assert prepare(drawn("PNG", mode=mode)).width == 400


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00" * 5000,
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b"<!doctype html><script>alert(1)</script>",
        b"%PDF-1.7\n",
        b"GIF89a" + b"\x00" * 100,
        b"MZ" + b"\x00" * 100,
    ],
)
def test_what_is_not_a_photo_is_said_to_be_none(content: bytes) -> None:
    with pytest.raises(BadPhoto, match="not a photo"):
        prepare(content)


@pytest.mark.parametrize(
    "content",
    [
        drawn()[:900],
        drawn("PNG")[:120],
        drawn("WEBP", size=(900, 900))[:60],
        drawn("HEIF")[:-40],
        b"\xff\xd8\xff" + b"<script>alert(1)</script>",
        b"\x89PNG\r\n\x1a\n" + b"<html>",
        b"RIFF\x10\x00\x00\x00WEBP<html>",
        b"\x00\x00\x00\x18ftypheic" + b"\x00" * 200,
    ],
)
def test_a_damaged_photo_is_said_to_be_damaged(content: bytes) -> None:
    with pytest.raises(BadPhoto, match="damaged"):
        prepare(content)


@pytest.mark.parametrize(("width", "height"), [(8000, 6251), (60_000, 60_000), (40_000, 10)])
def test_a_bomb_of_points_is_seen_by_its_head(width: int, height: int) -> None:
    with pytest.raises(BadPhoto, match="too many points"):
        prepare(bomb(width, height))


def test_a_file_too_big_is_not_even_looked_at() -> None:
    with pytest.raises(BadPhoto, match="too big"):
        prepare(b"\xff\xd8\xff" + b"\x00" * (settings().max_upload_mb * 1024 * 1024))
