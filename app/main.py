"""The application."""

from fastapi import FastAPI
from starlette_compress import CompressMiddleware, remove_compress_type

from app import rooms
from app.kit.settings import settings
from app.web import asking, errors, live, pages, security, sizes, static
from app.web.asking import AskingMiddleware

SPARE = 64 * 1024


def create_app() -> FastAPI:
    """Put the house together."""
    it = settings()
    app = FastAPI(
        title="Sammen",
        debug=it.development,
        docs_url=None,
        redoc_url=None,
        openapi_url="/openapi.json" if it.development else None,
        redirect_slashes=False,  # it would trust the Host header: errors.py does it by path
        lifespan=live.lifespan,
    )
    for router in rooms.routers():
        app.include_router(router)
    app.include_router(static.router)
    app.router.routes.append(live.route)
    remove_compress_type("text/event-stream")  # a compressor a stream would cost more than all else together
    errors.answers_errors(app)
    pages.serves(app)
    pages.nav_of[:] = [rooms.nav]
    secure = asking.is_secure({"scheme": "http"})
    app.add_middleware(sizes.SizeMiddleware, most=it.max_upload_mb * 1024 * 1024 * 4 + SPARE)
    app.add_middleware(security.SecurityMiddleware, secure=secure)
    app.add_middleware(CompressMiddleware, minimum_size=500, brotli_quality=5, zstd=False)
    app.add_middleware(AskingMiddleware)
    return app
