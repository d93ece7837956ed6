"""Is it alive, is it ready: for proxies and containers."""

from starlette.responses import PlainTextResponse, Response

from app.kit import db
from app.web.routing import public_router

router = public_router()


@router.get("/healthz", name="health.alive")
def alive() -> Response:
    """The process answers."""
    return PlainTextResponse("ok")


@router.get("/readyz", name="health.ready")
def ready() -> Response:
    """The database answers too; 503 while it doesn't."""
    try:
        db.answers()
    except Exception:  # noqa: BLE001  whatever is wrong, we are not ready
        return PlainTextResponse("not ready", status_code=503)
    return PlainTextResponse("ready")
