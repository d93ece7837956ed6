"""Routes of requests, proposals and friendship families."""

from app.friendship.routes import (
    after,
    answering,
    asking,
    choosing,
    ending,
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
    after.meetings,
    after.looks,
    ending.families,
    ending.farewells,
    family.router,
)
