"""Photos: whatever a phone sends becomes a plain, upright JPEG without a trace of where it was taken.

What a file is called or says it is counts for nothing; its first bytes do. Its size in points is read from the head
before anything is decoded, so that a small file can't unfold into gigabytes.
"""

import io
import threading
from dataclasses import dataclass

import pillow_heif
from PIL import Image, ImageCms, ImageOps

from app.kit.settings import settings
from app.web.i18n import N_

LONGEST = 1600  # points on the longer side, out
MOST_POINTS = 50_000_000  # in (settled for phones of 48 megapixels)
LONGEST_IN = 30_000
QUALITY = 82
SMALL, SMALL_QUALITY = 600, 70  # as a thread shows it: sharp on a cheap phone, some 40 KB
PATIENCE = 20  # seconds to wait for one of the two places

pillow_heif.register_heif_opener(thumbnails=False)
Image.MAX_IMAGE_PIXELS = None  # Pillow's own check fires at twice its limit; ours stands below

_places = threading.BoundedSemaphore(2)  # a decoded photo takes 150 MB at worst: two at once, no more

_HEIF = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}


class BadPhoto(Exception):
    """A photo that can't be used. The message is English, marked for translation; `values` go into it."""

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message)
        self.message, self.values = message, values


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo as it is kept."""

    content: bytes
    width: int
    height: int
    media_type: str = "image/jpeg"
    small: bytes = b""  # the same for a list of many; empty where the photo itself is small


def sniff(content: bytes) -> str | None:
    """What the first bytes say it is: a format Pillow knows, or None."""
    if content.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "WEBP"
    if content[4:8] == b"ftyp" and content[8:12] in _HEIF:
        return "HEIF"
    return None


def prepare(content: bytes) -> Picture:
    """The photo as it is kept. Raises BadPhoto with a message for the person who chose it."""
    if len(content) > settings().max_upload_mb * 1024 * 1024:
        raise BadPhoto(N_("This photo is too big. It can be at most %(mb)s MB."), mb=settings().max_upload_mb)
    kind = sniff(content)
    if kind is None:
        raise BadPhoto(N_("This file is not a photo that can be shown here. Choose a photo from your phone."))
    if not _places.acquire(timeout=PATIENCE):
        raise BadPhoto(N_("Many photos are coming in just now. Wait a minute and send it again."))
    try:
        return _redrawn(content, kind)
    except BadPhoto:
        raise
    except Exception as error:  # whatever a decoder throws over foreign bytes, the photo is broken
        raise BadPhoto(
            N_("This photo is damaged and can't be opened. Take it again or choose another.")
        ) from error
    finally:
        _places.release()


def _redrawn(content: bytes, kind: str) -> Picture:
    with Image.open(io.BytesIO(content), formats=(kind,)) as image:
        width, height = image.size
        if width * height > MOST_POINTS or max(width, height) > LONGEST_IN:
            raise BadPhoto(
                N_(
                    "This photo has too many points. Take it with a lower resolution, at most %(million)s megapixels."
                ),
                million=MOST_POINTS // 1_000_000,
            )
        image.draft("RGB", (LONGEST, LONGEST))  # a JPEG is decoded at about the size it is wanted in
        small = _plain(image)
    small.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS, reducing_gap=2.0)
    small = ImageOps.exif_transpose(small)
    # Only the points go on: position, camera, comments and colour profile stay behind with the old file.
    clean = Image.frombytes("RGB", small.size, small.tobytes())
    whole = _jpeg(clean, QUALITY)
    if max(clean.size) <= SMALL:
        return Picture(whole, *clean.size)
    little = clean.copy()
    little.thumbnail((SMALL, SMALL), Image.Resampling.LANCZOS, reducing_gap=2.0)
    return Picture(whole, *clean.size, small=_jpeg(little, SMALL_QUALITY))


def _jpeg(image: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
    return out.getvalue()


def _plain(image: Image.Image) -> Image.Image:
    """The first frame, in ordinary colours, on white."""
    profile = image.info.get("icc_profile")
    exif = image.getexif()
    if image.mode.startswith("I"):  # 16 bits of grey
        image = image.convert("I").point(lambda grey: grey * (1 / 256)).convert("L")
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        over = image.convert("RGBA")
        ground = Image.new("RGB", over.size, "white")
        ground.paste(over, mask=over.getchannel("A"))
        plain = ground
    else:
        plain = (
            _as_srgb(image, profile) if profile and image.mode in {"RGB", "CMYK"} else image.convert("RGB")
        )
    plain.info = {}
    plain.getexif()[_ORIENTATION] = exif.get(_ORIENTATION, 1)
    return plain


_ORIENTATION = 0x0112


def _as_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        turned = ImageCms.profileToProfile(image, own, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        return image.convert("RGB")  # a profile that makes no sense: the colours as they are
    return turned or image.convert("RGB")
