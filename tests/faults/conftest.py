"""The tiny engine that the tests of translation build."""

from tests.translation.conftest import built, in_place, models

__all__ = ["built", "in_place", "models"]
