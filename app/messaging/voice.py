"""Voice: what a phone recorded, and what is played on every phone.

Chrome and Firefox record Opus in WebM, Safari AAC in MP4 (newer Chrome can do Opus in MP4). Not every phone plays
each of them, so the worker makes all of it AAC in MP4. A post is looked at only from outside: decoding takes long.
"""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.kit.settings import settings
from app.messaging import transcoding
from app.web.i18n import N_

LONGEST = 180_000  # milliseconds
SPARE = 3_000  # clocks run apart
MEDIA_TYPE = "audio/mp4"  # what goes out
WAVEFORM = re.compile("[a-z]{64}")
UNHEARD = "e" * 64
HEAD = 8_192
PATIENCE = 60  # seconds for the process that decodes

# What the process that decodes may find, and what its author is told.
TROUBLES = {
    "kind": N_("This is not a voice message that can be played here. Record it here, with the microphone."),
    "long": N_("This recording is longer than three minutes. Send it in parts."),
    "short": N_("This recording is too short to hear anything. Hold the button while you speak."),
    "silent": N_("Nothing can be heard in this recording. Is the microphone covered or switched off?"),
    "broken": N_("This recording is damaged and can't be played. Please record it again."),
}


class BadVoice(Exception):
    """A recording that can't be used. The message is English, marked for translation; `trouble` is its key."""

    def __init__(self, trouble: str, message: str = "", **values: object) -> None:
        super().__init__(message or TROUBLES[trouble])
        self.trouble, self.message, self.values = trouble, message or TROUBLES[trouble], values


@dataclass(frozen=True, slots=True)
class Recording:
    """A recording as it came in: the container is what its bytes say, checked."""

    content: bytes
    media_type: str
    milliseconds: int
    waveform: str  # 64 letters, a is silence and z is loud


def sniff(content: bytes) -> str | None:
    """What the first bytes say it is: webm, mp4, or None. What holds pictures, or no Opus, is none."""
    head = content[:HEAD]
    if head.startswith(b"\x1a\x45\xdf\xa3"):  # EBML, RFC 8794
        return "webm" if b"webm" in head[:64] and b"A_OPUS" in head and b"V_" not in head else None
    if head[4:8] == b"ftyp" and head[8:11] not in _OF_PICTURES:  # ISO 14496-12
        return "mp4"
    return None


_OF_PICTURES = {b"hei", b"hev", b"mif", b"msf", b"avi", b"qt "}


def recording(content: bytes, declared: str = "", milliseconds: object = 0, waveform: str = "") -> Recording:
    """A recording as it was posted. Its length and loudness are the phone's word until the worker has heard it.

    Raises BadVoice: too big, too long, not a recording, or another container than it says.
    """
    most = settings().max_upload_mb
    if len(content) > most * 1024 * 1024:
        raise BadVoice("long", N_("This recording is too big. It can be at most %(mb)s MB."), mb=most)
    if not content:
        raise BadVoice("short")
    kind = sniff(content)
    said = declared.partition(";")[0].strip().lower()
    if kind is None or (said.startswith(("audio/", "video/")) and said not in _NAMES[kind]):
        raise BadVoice("kind")
    length = _number(milliseconds)
    if length > LONGEST + SPARE:
        raise BadVoice("long")
    return Recording(
        content, f"audio/{kind}", min(length, LONGEST), waveform if WAVEFORM.fullmatch(waveform) else UNHEARD
    )


_NAMES = {
    "webm": {"audio/webm", "video/webm"},
    "mp4": {"audio/mp4", "audio/x-m4a", "audio/m4a", "audio/aac", "video/mp4"},
}


def _number(text: object) -> int:
    digits = str(text).partition(".")[0]
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else 0  # noqa: PLR2004


def playable(content: bytes, kind: str) -> Recording:
    """The recording as it goes out, made by a process that knows nothing and may do little. Raises BadVoice."""
    command = [sys.executable, "-I", str(Path(transcoding.__file__)), kind]
    try:
        done = run(command, input=content, capture_output=True, timeout=PATIENCE, check=True, env={})
        head, _, made = done.stdout.partition(b"\n")
        said = json.loads(head)
    except (
        subprocess.SubprocessError,
        ValueError,
    ) as error:  # stopped by its limits, or fallen over foreign bytes
        raise BadVoice("broken") from error
    if "trouble" in said:
        raise BadVoice(said["trouble"])
    return Recording(made, MEDIA_TYPE, min(said["milliseconds"], LONGEST), said["waveform"])


run: Callable[..., subprocess.CompletedProcess[bytes]] = subprocess.run
