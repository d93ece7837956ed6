"""Routes of finding families: what anybody sees, and what their organisations do."""

from app.finding.routes import applying, board, meetings, public

# `/join/meetings` and `/join/poster` before `/join/{kind}`.
ROUTERS = (meetings.public, public.router, applying.router, board.router, meetings.router)
