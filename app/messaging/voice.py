"""Voice: what a phone recorded, and what is played on every phone."""

from dataclasses import dataclass

LONGEST = 180_000  # milliseconds


@dataclass(frozen=True, slots=True)
class Recording:
    """A recording as it came in: the container is what its bytes say, checked."""

    content: bytes
    media_type: str
    milliseconds: int
    waveform: str  # 64 letters, a is silence and z is loud
