"""Inviting a youth: the code to show, to send or to read aloud."""

from typing import Annotated

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.entry import jobs, pages
from app.entry.forms import KnownYouthForm, NewYouthForm
from app.entry.pages import choices
from app.identity.codes import in_groups
from app.identity.invitations import Invitation
from app.identity.policy import Role
from app.kit.settings import settings
from app.people import joining
from app.people.models import Youth
from app.web.forms import Posted, reads, told
from app.web.pages import page, see
from app.web.qr import drawn
from app.web.routing import CurrentViewer, member_router

router: APIRouter = member_router("/invitations", Role.CASEWORKER, Role.COORDINATOR, Role.ADMIN)
caseworkers: APIRouter = member_router("/invitations", Role.CASEWORKER)
PAGE = "entry/invite.html"


@router.get("/new", name="invitations.new")
def new(viewer: CurrentViewer, who: str = "", youth: str = "") -> Response:
    """Whom to invite: the forms this viewer may use, one of them open."""
    return page(PAGE, **choices(viewer, who, youth))


@router.get("/{invitation_id}", name="invitations.show")
def show(invitation_id: str, request: Request, viewer: CurrentViewer) -> Response:
    """The code to show or to read aloud; for an adult that it was sent by e-mail."""
    invitation = viewer.find(Invitation, invitation_id)
    code = invitation.code if invitation.is_open else None
    youth = pages.invited_youth(viewer, invitation)
    link = jobs.link(code, settings().base_url or str(request.base_url).rstrip("/")) if code and youth else ""
    return page(
        "entry/invitation.html",
        invitation=invitation,
        youth=youth,
        link=link,
        qr=drawn(link) if link else None,
        groups=in_groups(code) if code else [],
    )


@caseworkers.post("/youth", name="invitations.create")
def create(
    posted: Annotated[Posted[KnownYouthForm], reads(KnownYouthForm)], viewer: CurrentViewer
) -> Response:
    """A code for one of my youths."""
    form = posted.or_again(PAGE, **choices(viewer, "youth", posted.raw("youth")))
    youth = viewer.find(Youth, form.youth)
    invitation = joining.invite_youth(youth, form.kind, recovery=form.recovery, by=viewer)
    return see("invitations.show", invitation_id=invitation.id)


@caseworkers.post("/new-youth", name="invitations.create_youth")
def create_youth(
    posted: Annotated[Posted[NewYouthForm], reads(NewYouthForm)], viewer: CurrentViewer
) -> Response:
    """A youth who is new here, and their code."""
    shown = choices(viewer, "new-youth")
    form = posted.or_again(PAGE, **shown)
    youth = told(
        lambda: joining.welcome_youth(form.name, form.birth_date, form.language, form.residence, by=viewer),
        posted,
        "birth_date",
    )
    posted.or_again(PAGE, **shown)
    invitation = joining.invite_youth(youth, form.kind, by=viewer)
    return see("invitations.show", invitation_id=invitation.id)
