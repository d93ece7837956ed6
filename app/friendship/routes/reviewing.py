"""What the routes around one request of a coordinator's share: whose it is, its page again, and the way back to it."""

from typing import Any, TypeVar
from uuid import UUID

from pydantic import BaseModel
from starlette.responses import Response

from app.friendship.models import FriendshipRequest
from app.friendship.pages import review as pages
from app.identity.viewer import Viewer
from app.kit.errors import NotFound
from app.web.forms import Posted
from app.web.pages import see

F = TypeVar("F", bound=BaseModel)
REVIEW = "friendship/review.html"


def ours(viewer: Viewer, request_id: UUID) -> FriendshipRequest:
    """A request that the viewer's organisation works on. Raises NotFound."""
    request = viewer.find(FriendshipRequest, request_id)
    if not request.is_with(viewer):
        raise NotFound
    return request


def form_of(posted: Posted[F], viewer: Viewer, request: FriendshipRequest) -> F:
    """The form; where it isn't right, the request's page again. The families are ranked only then."""
    shown = {} if posted.form else pages.review(viewer, request)
    return posted.or_again(REVIEW, **shown)


def done(viewer: Viewer, request: FriendshipRequest, posted: Posted[Any], flash: str) -> Response:
    """Back to the request; where a rule said no, the same page with the reason."""
    form_of(posted, viewer, request)
    return see("requests.review", request_id=request.id, flash=flash)
