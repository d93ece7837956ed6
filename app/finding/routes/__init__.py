"""Routes of finding families: what anybody sees, and what their organisations do."""

from app.finding.routes import applying, meetings, public

ROUTERS = (meetings.public, public.router, applying.router)
