"""Errors in the reader's language. Not there and not yours are the same: 404."""

import logging
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from app.kit.errors import Conflict, NotFound, Refused, Unavailable
from app.web import security
from app.web.asking import asking
from app.web.pages import page

log = logging.getLogger("sammen")


def answers_errors(app: FastAPI) -> None:
    """Hang the pages of errors onto an application."""

    # An address that makes no sense; what is posted never comes here (forms.py).
    @app.exception_handler(RequestValidationError)
    @app.exception_handler(NotFound)
    def not_found(_request: Request, _error: NotFound) -> Response:
        return page("errors/not_found.html", status=404)

    @app.exception_handler(Refused)
    def refused(_request: Request, error: Refused) -> Response:
        if asking.get().sender:
            return PlainTextResponse(str(error), 422)
        return page("errors/refused.html", status=422, message=str(error))

    @app.exception_handler(Conflict)
    def conflict(_request: Request, _error: Conflict) -> Response:
        return page("errors/conflict.html", status=409)

    app.exception_handler(Unavailable)(_later)

    @app.exception_handler(HTTPException)
    def http(request: Request, error: HTTPException) -> Response:
        path = request.url.path
        if error.status_code == HTTPStatus.NOT_FOUND and request.method == "GET" and path.endswith("/"):
            # One slash at the start, so that it never reads as another site (CWE-601).
            return RedirectResponse("/" + path.strip("/\\"), status_code=307)
        if error.status_code in {404, 405}:
            return page("errors/not_found.html", status=error.status_code)
        if error.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
            return page("errors/too_big.html", status=413)
        return page("errors/wrong.html", status=error.status_code)

    @app.exception_handler(Exception)
    def wrong(_request: Request, error: Exception) -> Response:
        # The kind of error alone: its text may hold what somebody wrote.
        log.error("unhandled %s", type(error).__name__, exc_info=error if app.debug else None)
        response = page("errors/wrong.html", status=500)
        # Answered outside the middleware, which would put these on.
        response.headers.update(security.headers(secure=asking.get().secure) | {"cache-control": "no-store"})
        return response


def _later(_request: Request, error: Unavailable) -> Response:
    log.error("a store is away: %s", error)  # the kind of error alone
    return page("errors/later.html", status=503)
