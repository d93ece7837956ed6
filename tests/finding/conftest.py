"""A request on its way, as the tests of friendship have it."""

from tests.friendship.conftest import way

__all__ = ["way"]
