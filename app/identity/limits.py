"""How often one address, phone or e-mail may try to sign in. Held in memory: addresses are never written down."""

import hashlib
import math
import time

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

# By what is counted: a whole residence may share one address, so it gets more room than one account.
# One process serves (see serving): with more, these counts move into the database.
BY_ADDRESS = RateLimitItemPerMinute(60, 10, namespace="address")
BY_NAME = RateLimitItemPerMinute(10, 15, namespace="name")
BY_PHONE = RateLimitItemPerMinute(
    30, 15, namespace="phone"
)  # the phone's own row counts wrong tries and locks
MAIL = RateLimitItemPerMinute(3, 30, namespace="mail")

_storage = MemoryStorage()
_window = MovingWindowRateLimiter(_storage)


def _key(text: str) -> str:
    return hashlib.sha256(text.casefold().encode()).hexdigest()


def minutes_left(item: RateLimitItem, path: str, who: str) -> int:
    """Count one try; 0 if it is allowed, else how many minutes to wait."""
    key = _key(who)
    if _window.hit(item, path, key):
        return 0
    return max(1, math.ceil((_window.get_window_stats(item, path, key).reset_time - time.time()) / 60))


def too_many(path: str, address: str, name: str = "", item: RateLimitItem = BY_NAME) -> int:
    """Count a try by its address, and by the phone or e-mail it is for. Minutes to wait, or 0."""
    by_name = minutes_left(item, path, name) if name else 0
    return max(minutes_left(BY_ADDRESS, path, address), by_name)


def forget_all() -> None:
    """Begin anew: for tests."""
    _storage.reset()
