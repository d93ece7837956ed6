"""Random tokens for cookies, and what is kept of them."""

import hashlib
import secrets


def make_token() -> str:
    """256 random bits, to be kept in a cookie."""
    return secrets.token_urlsafe(32)


def hash_token(token: str) -> str:
    """What is kept of a token: enough to know it again, not to use it."""
    return hashlib.sha256(token.encode()).hexdigest()
