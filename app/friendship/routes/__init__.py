"""Routes of requests, proposals and friendship families."""

from app.friendship.routes import answering, asking, families, family, helping, matching, proposals, queue

ROUTERS = (
    asking.router,
    answering.router,
    helping.router,
    queue.router,
    matching.router,
    proposals.router,
    family.router,
    families.router,
)
