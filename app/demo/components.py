"""All components on one page, for those who build: in development only, in the language and theme one looks in."""

from datetime import timedelta

from fastapi import APIRouter
from starlette.responses import Response

from app.kit.clock import now
from app.kit.errors import NotFound
from app.kit.settings import settings
from app.web.forms import Form, Needed, Posted
from app.web.i18n import gettext as _
from app.web.pages import page
from app.web.routing import public_router

router: APIRouter = public_router("/components")


class Sample(Form):
    """A form that came back with something not right yet."""

    name: Needed


@router.get("", name="components.index")
def index() -> Response:
    """Every component once, in each of its states."""
    if not settings().development:
        raise NotFound
    posted = Posted(Sample, words={"name": [""], "pet": ["cat"]})
    posted.errors = [("name", _("This is missing. Write it here."))]
    return page("dev/components.html", sample=posted, moment=now(), later=now() + timedelta(days=4))
