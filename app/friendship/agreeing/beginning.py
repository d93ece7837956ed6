"""An agreement begins, when two want to go on after a first meeting."""

from typing import TYPE_CHECKING

from sqlmodel import select

from app.friendship.after.sides import family_of
from app.friendship.agreeing.agreement import SIDES, Agreement
from app.friendship.agreeing.answers import AgreementAnswers
from app.friendship.agreeing.statements import holding

if TYPE_CHECKING:
    from app.friendship.models import FriendshipRequest
    from app.identity.viewer import Viewer


def begin(request: "FriendshipRequest", by: "Viewer") -> Agreement:
    """The two are to say what they expect. For the verbs that bring them so far; twice is once."""
    family_id = family_of(request)
    there = select(Agreement).where(Agreement.request_id == request.id, Agreement.family_id == family_id)
    found = by.session.exec(there).first()
    if found:
        found.closed_at = None  # a pair again, after a first try that didn't become more
        return found
    version, statements = holding(request.organisation_id, by)
    made = by.add(
        Agreement(
            request_id=request.id,
            youth_id=request.youth_id,
            family_id=family_id,
            organisation_id=request.organisation_id,
            version=version,
            statements=[one.row() for one in statements],
            created_at=by.now,
        )
    )
    for side in SIDES:
        by.add(AgreementAnswers(agreement_id=made.id, youth_id=made.youth_id, family_id=family_id, side=side))
    return made
