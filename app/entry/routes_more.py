"""More: language, phones, what is kept, help; and the pages about Sammen that anybody may read."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from app.entry import ways
from app.entry.forms import LanguageForm
from app.identity.models import Account
from app.web.forms import Posted, reads
from app.web.pages import page, remember, url_for
from app.web.routing import CurrentViewer, member_router, public_router

router: APIRouter = member_router("/more")
public: APIRouter = public_router()


@router.get("", name="more.show")
def show() -> Response:
    """Everything that isn't one of the other four places."""
    return page("entry/more.html")


@public.get("/language", name="language.index")
def languages(then: Annotated[str, Query(alias="next", max_length=500)] = "") -> Response:
    """The five languages, each in its own script."""
    return page("entry/language.html", next=then)


@public.post("/language", name="language.update")
def speak(posted: Annotated[Posted[LanguageForm], reads(LanguageForm)], viewer: CurrentViewer) -> Response:
    """Another language from now on, and the Danish under it or not."""
    form = posted.or_again("entry/language.html", next="")
    response = ways.go(ways.shown_at(form.next) if form.next else url_for("home.show"))
    if form.language:
        remember(response, "sammen_language", form.language, ways.LANGUAGE_LIFE)
        if viewer.account_id:
            viewer.find(Account, viewer.account_id).speak(form.language, by=viewer)
    if form.both:
        remember(response, "sammen_both", form.both, ways.LANGUAGE_LIFE)
    if form.original:
        remember(response, "sammen_original", form.original, ways.LANGUAGE_LIFE)
    return response


@public.get("/accessibility", name="accessibility.show")
def accessibility() -> Response:
    """The accessibility statement (lov om tilgængelighed af offentlige organers websteder, § 3)."""
    return page("entry/accessibility.html")


@public.get("/what-we-keep", name="kept.show")
def kept() -> Response:
    """What is kept about a person, how long, and who sees it."""
    return page("entry/kept.html")
