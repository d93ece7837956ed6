"""Handing over one youth or many, reading and signing it, calling it off."""

from typing import Annotated
from uuid import UUID

from fastapi import Query
from starlette.responses import Response

from app.handover import pages
from app.handover.forms import GivingForm, SureForm, WordsForm
from app.handover.models import Handover
from app.identity.policy import Role
from app.web.each import ids_in, of_each
from app.web.forms import Posted, reads, told
from app.web.i18n import N_
from app.web.pages import page, see
from app.web.routing import CurrentViewer, staff_router

router = staff_router("/handovers", Role.CASEWORKER)
WORDS, ONE = "handover/words.html", "handover/show.html"


@router.get("", name="handovers.index")
def index(viewer: CurrentViewer) -> Response:
    """What is to sign, what is to come."""
    return page("handover/index.html", lines=pages.lines(viewer))


@router.get("/youths", name="handovers.choose")
def choose(viewer: CurrentViewer) -> Response:
    """Whom it is about: one, some, or all."""
    return page("handover/choose.html", youths=pages.to_hand_over(viewer))


@router.get("/new", name="handovers.new")
def new(viewer: CurrentViewer, youth: Annotated[list[UUID] | None, Query()] = None) -> Response:
    """To whom, from when, and what goes along for each. Nobody chosen: choose first."""
    if not youth:
        return see("handovers.choose")
    return page(WORDS, **pages.giving(viewer, youth))


@router.post("", name="handovers.create")
def create(viewer: CurrentViewer, posted: Annotated[Posted[GivingForm], reads(GivingForm)]) -> Response:
    """All of them, or none."""
    shown = pages.giving(viewer, [*ids_in(posted, "open"), *(posted.form.youth if posted.form else [])])
    words = of_each(posted, WordsForm, [youth.id for youth in shown["youths"]])
    form = posted.or_again(WORDS, **shown)

    def give() -> None:
        for youth in shown["youths"]:
            said = words[youth.id]
            Handover.give(youth, form.account_id, form.day, said.open, said.agreed, by=viewer)

    told(give, posted, "account_id")
    posted.or_again(WORDS, **shown)
    flash = N_("Handed over, and signed by you. The young people are asked what your colleague should know.")
    return see("caseload.index" if form.day == shown["today"] else "handovers.index", flash=flash)


@router.get("/{handover_id}", name="handovers.show")
def show(handover_id: UUID, viewer: CurrentViewer) -> Response:
    """What goes along, what the youth wants known, who has signed."""
    return page(ONE, **pages.one(viewer, viewer.find(Handover, handover_id)))


@router.post("/{handover_id}/signature", name="handovers.sign")
def sign(
    handover_id: UUID, viewer: CurrentViewer, posted: Annotated[Posted[SureForm], reads(SureForm)]
) -> Response:
    """I have read it and go on with it."""
    row = viewer.find(Handover, handover_id)
    posted.or_again(ONE, **pages.one(viewer, row))
    row.take_over(by=viewer)
    return see("handovers.show", handover_id=handover_id, flash=N_("Signed by both."))


@router.post("/{handover_id}/call-off", name="handovers.call_off")
def call_off(
    handover_id: UUID, viewer: CurrentViewer, posted: Annotated[Posted[SureForm], reads(SureForm)]
) -> Response:
    """I stay."""
    row = viewer.find(Handover, handover_id)
    posted.or_again(ONE, **pages.one(viewer, row))
    told(lambda: row.call_off(by=viewer), posted, "sure")
    posted.or_again(ONE, **pages.one(viewer, row))
    return see("handovers.index", flash=N_("Called off. You stay."))
