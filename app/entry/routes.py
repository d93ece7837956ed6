"""All routers of this room."""

from app.entry import (
    routes_bringing,
    routes_devices,
    routes_invitations,
    routes_more,
    routes_sign_in,
    routes_welcome,
)

routers = (
    routes_sign_in.router,
    routes_welcome.router,
    routes_more.public,
    routes_more.router,
    routes_devices.router,
    routes_invitations.router,
    routes_invitations.caseworkers,
    routes_bringing.caseworkers,
    routes_bringing.coordinators,
    routes_bringing.admins,
)
