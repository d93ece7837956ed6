"""The seam for more than one proof. After PIN or password come further factors; there are none yet.

Passkeys, one-time codes and the municipality's own sign-in (OIDC) are added to `FURTHER`.
"""

from typing import Protocol
from uuid import UUID

from sqlmodel import Session


class Factor(Protocol):
    """Something more that somebody proves: it knows for whom it is asked, and which page asks."""

    route: str

    def is_asked_of(self, session: Session, account_id: UUID) -> bool:
        """Whether this account has it, or its role must."""
        ...


FURTHER: list[Factor] = []


def next_factor(session: Session, account_id: UUID, proved: frozenset[str] = frozenset()) -> Factor | None:
    """The next factor to prove before a session begins; None when all is proved."""
    asked = (factor for factor in FURTHER if factor.route not in proved)
    return next((factor for factor in asked if factor.is_asked_of(session, account_id)), None)
