"""Routes of finding families: what anybody sees, and what their organisations do."""

from app.finding.routes import applying, board, meetings, public, sheets, supply

# `/join/meetings` and `/join/poster` before `/join/{kind}`, `/families/sheet` before `/families/{family_id}`.
ROUTERS = (
    meetings.public,
    public.router,
    applying.router,
    sheets.router,
    supply.router,
    board.router,
    meetings.router,
)
