"""Routes of requests, proposals and friendship families."""

from app.friendship.routes import (
    after,
    agreed,
    agreeing,
    answering,
    asking,
    choosing,
    ending,
    family,
    helping,
    matching,
    proposals,
    queue,
    statements,
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
    agreeing.router,
    agreed.router,
    statements.router,
    family.router,
)
