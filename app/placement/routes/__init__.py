"""The routes of placements."""

from app.placement.routes import bounds, following, moving, planning, saying, showing, telling

ROUTERS = (
    showing.lists,
    showing.own,
    showing.around,
    showing.reading,
    bounds.beginning,
    bounds.closing,
    moving.router,
    saying.sides,
    saying.leading,
    telling.youth,
    telling.leading,
    following.leading,
    planning.leading,
    planning.plan,
    planning.doing,
)

__all__ = ["ROUTERS"]
