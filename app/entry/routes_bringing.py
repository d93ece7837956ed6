"""Inviting adults: for a youth, into a family, as a colleague. The link goes by e-mail, never over the screen."""

from typing import Annotated

from fastapi import APIRouter
from starlette.responses import Response

from app.entry import jobs
from app.entry.forms import NewAdultForm, NewColleagueForm, NewFamilyForm
from app.entry.pages import choices
from app.identity.models import Organisation
from app.identity.policy import Role
from app.identity.viewer import Viewer
from app.people import joining
from app.people.joining import Joined, Newcomer
from app.people.models import Family, Youth
from app.web.forms import Posted, reads, told
from app.web.i18n import N_
from app.web.pages import see
from app.web.routing import CurrentViewer, member_router

caseworkers: APIRouter = member_router("/invitations", Role.CASEWORKER)
coordinators: APIRouter = member_router("/invitations", Role.COORDINATOR)
admins: APIRouter = member_router("/invitations", Role.ADMIN)
PAGE = "entry/invite.html"


@caseworkers.post("/adult", name="invitations.create_adult")
def create_adult(
    posted: Annotated[Posted[NewAdultForm], reads(NewAdultForm)], viewer: CurrentViewer
) -> Response:
    """An adult for one of my youths."""
    shown = choices(viewer, "adult", posted.raw("youth"))
    form = posted.or_again(PAGE, **shown)
    youth = viewer.find(Youth, form.youth)
    who = Newcomer(form.name, form.email, form.language)
    joined = told(lambda: joining.bring_adult(youth, form.role, who, by=viewer), posted, "role")
    posted.or_again(PAGE, **shown)
    return _sent(viewer, joined)


@coordinators.post("/family", name="invitations.create_family")
def create_family(
    posted: Annotated[Posted[NewFamilyForm], reads(NewFamilyForm)], viewer: CurrentViewer
) -> Response:
    """An adult of a friendship family."""
    shown = choices(viewer, "family")
    form = posted.or_again(PAGE, **shown)
    family = viewer.find(Family, form.family) if form.family else None
    who = Newcomer(form.name, form.email, form.language)
    name = form.family_name or form.name
    joined = told(lambda: joining.bring_family(family, name, who, by=viewer), posted, "email")
    posted.or_again(PAGE, **shown)
    return _sent(viewer, joined)


@admins.post("/colleague", name="invitations.create_colleague")
def create_colleague(
    posted: Annotated[Posted[NewColleagueForm], reads(NewColleagueForm)], viewer: CurrentViewer
) -> Response:
    """An adult in any role."""
    shown = choices(viewer, "colleague")
    form = posted.or_again(PAGE, **shown)
    organisation = viewer.find(Organisation, form.organisation)
    who = Newcomer(form.name, form.email, form.language)
    joined = told(lambda: joining.bring_colleague(form.role, organisation, who, by=viewer), posted, "role")
    posted.or_again(PAGE, **shown)
    return _sent(viewer, joined)


def _sent(viewer: Viewer, joined: Joined) -> Response:
    jobs.send_invitation(viewer, joined)
    if joined.invitation:
        return see("invitations.show", invitation_id=joined.invitation.id)
    return see("invitations.new", flash=N_("This person uses Sammen already, and sees the new role at once."))
