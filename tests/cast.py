"""The cast of the tests is the cast of the demo."""

from app.demo.cast import BY_SLUG, CAST, id_of

SLUGS = tuple(member.slug for member in CAST)

__all__ = ["BY_SLUG", "CAST", "SLUGS", "id_of"]
