"""Routes of requests, proposals and friendship families."""

from app.friendship.routes import (
    answering,
    asking,
    choosing,
    family,
    helping,
    matching,
    proposals,
    queue,
    together,
)

ROUTERS = (
    asking.router,
    answering.router,
    helping.router,
    queue.router,
    matching.router,
    choosing.router,
    together.router,
    proposals.router,
    family.router,
)
