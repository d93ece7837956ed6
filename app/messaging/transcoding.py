"""A recording made playable everywhere, in a process of its own: bytes in on stdin, JSON line and AAC in MP4 out.

What comes in is anybody's bytes, read by decoders written in C. So this process knows no key and no settings, has
little memory and time, writes no file, and imports nothing of the house (voice.py starts it).
"""

import io
import json
import os
import resource
import sys
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import av
import av.error
from av.audio.frame import AudioFrame
from av.codec.context import Flags

FORMATS = {"webm": "matroska", "mp4": "mov"}  # named to the decoder, which would try all others too
CODECS = {"opus", "aac"}
RATE, BIT_RATE = 24_000, 40_000  # one voice: as clear as on the phone, 300 KB a minute
LONGEST = 183  # seconds, three of them for clocks that run apart
BLOCK = RATE // 100  # so many samples make one figure of loudness
QUIET = 0.002  # louder than the noise of a microphone that is switched off
SHORTEST = RATE // 5
MEMORY, SECONDS, FILE = 1 << 30, 30, 8 << 20


class Trouble(Exception):
    """What is wrong, as one of the words of voice.TROUBLES."""


@dataclass
class Measured:
    """How long it is, and how loud over its length."""

    samples: int = 0
    peaks: list[float] = field(default_factory=list)
    _rest: list[float] = field(default_factory=list)

    def hear(self, frame: AudioFrame) -> None:
        """Listen to a piece: mono, whole numbers of 16 bits."""
        self.samples += frame.samples
        if self.samples > LONGEST * RATE:
            raise Trouble("long")
        sound = memoryview(bytes(frame.planes[0])[: frame.samples * 2]).cast("h")
        for start in range(0, len(sound), BLOCK):
            part = sound[start : start + BLOCK]
            high, low = max(part), min(part)
            self.peaks.append(max(high, -low) / 32768)

    def waveform(self, letters: int = 64) -> str:
        """The loudness as letters from a to z, the loudest being z."""
        loudest = max(self.peaks)
        drawn = []
        for n in range(letters):
            start = n * len(self.peaks) // letters
            part = self.peaks[start : max(start + 1, (n + 1) * len(self.peaks) // letters)]
            drawn.append(chr(ord("a") + round(25 * (sum(part) / len(part) / loudest) ** 0.7)))
        return "".join(drawn)


def turned(content: bytes, kind: str) -> tuple[Measured, bytes]:
    """The recording as AAC in MP4, its index first, without a word about where it comes from. Raises Trouble."""
    measured = Measured()
    place = os.memfd_create("voice")
    with av.open(io.BytesIO(content), format=FORMATS[kind], metadata_errors="ignore") as source:
        streams = source.streams
        if len(streams) != 1 or len(streams.audio) != 1 or streams.audio[0].codec_context.name not in CODECS:
            raise Trouble("kind")
        options = {"movflags": "+faststart", "fflags": "+bitexact"}
        with av.open(f"/proc/self/fd/{place}", "w", format="mp4", options=options) as made:
            voice = made.add_stream("aac", rate=RATE, bit_rate=BIT_RATE, layout="mono")
            voice.codec_context.flags |= Flags.bitexact
            to_mono = av.AudioResampler(format="s16", layout="mono", rate=RATE)
            at = 0
            for frame in _frames(source, to_mono):
                measured.hear(frame)
                frame.pts, frame.time_base = at, Fraction(1, RATE)
                at += frame.samples
                made.mux(voice.encode(frame))
            if measured.samples < SHORTEST:
                raise Trouble("short")
            if max(measured.peaks) < QUIET:
                raise Trouble("silent")
            made.mux(voice.encode(None))
    os.lseek(place, 0, os.SEEK_SET)
    with os.fdopen(place, "rb") as file:
        return measured, file.read()


def _frames(source: Any, to_mono: av.AudioResampler) -> Any:
    for frame in source.decode(audio=0):
        frame.pts = None  # pauses of a phone that dropped pieces are closed
        yield from to_mono.resample(frame)
    yield from to_mono.resample(None)


def main() -> None:
    """Do it under limits, and say how it went in the first line."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, FILE),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    av.logging.set_level(av.logging.PANIC)
    content = b""
    try:
        measured, content = turned(sys.stdin.buffer.read(), sys.argv[1])
        said = {"milliseconds": measured.samples * 1000 // RATE, "waveform": measured.waveform()}
    except Trouble as trouble:
        said = {"trouble": str(trouble)}
    except (av.error.FFmpegError, ValueError, IndexError, MemoryError, OSError):
        said = {"trouble": "broken"}
    sys.stdout.buffer.write(json.dumps(said).encode() + b"\n" + content)


if __name__ == "__main__":
    main()
