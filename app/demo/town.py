"""The town around the cast: a year of life in it."""

from collections.abc import Callable

from sqlmodel import Session

PARTS: tuple[Callable[[Session], None], ...] = ()
