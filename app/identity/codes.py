"""Invitation codes: 128 random bits, written so that they can be read aloud and typed (Crockford's base 32)."""

import hashlib
import secrets

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # no I, L, O, U
LENGTH = 26
GROUPS = (5, 5, 5, 5, 6)

_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})
_LATIN_DIGITS = {0x0660 + n: str(n) for n in range(10)} | {0x06F0 + n: str(n) for n in range(10)}


def make_code() -> str:
    """A new code."""
    bits = secrets.randbits(128)
    return "".join(SIGNS[bits >> shift & 31] for shift in range(125, -1, -5))


def read_code(written: str) -> str | None:
    """The code somebody typed, scanned or pasted with its address; None if it can't be one."""
    text = written.rpartition("#")[2].translate(_LATIN_DIGITS).upper().translate(_READ_AS)
    code = "".join(sign for sign in text if sign.isalnum())
    return code if len(code) == LENGTH and set(code) <= set(SIGNS) else None


def in_groups(code: str) -> list[str]:
    """A code in pieces for the eye."""
    ends = [sum(GROUPS[: n + 1]) for n in range(len(GROUPS))]
    return [code[end - size : end] for end, size in zip(ends, GROUPS, strict=True)]


def hash_code(code: str) -> str:
    """What a code is found by."""
    return hashlib.sha256(code.encode()).hexdigest()
