"""Both have answered: they talk about it, write down what they agree, sign it, and may print it."""

from typing import Annotated
from uuid import UUID

from starlette.responses import Response

from app.friendship.agreeing.signing import AgreementSignature
from app.friendship.forms import Tap
from app.friendship.forms_agreeing import AgreeForm, SignForm, TalkForm
from app.friendship.pages import agreeing as pages
from app.friendship.routes.agreeing import SHOW
from app.identity.policy import Change, Role
from app.web.forms import Posted, reads, told
from app.web.i18n import LANGUAGES, N_
from app.web.pages import page, see
from app.web.routing import CurrentViewer, member_router

router = member_router("/agreements", Role.YOUTH, Role.FRIEND, Role.COORDINATOR)


@router.get("/{agreement_id}/paper", name="agreements.print")
def paper(agreement_id: UUID, viewer: CurrentViewer, beside: str = "") -> Response:
    """To print: in two languages beside each other."""
    shown = pages.show(viewer, pages.found(viewer, agreement_id))
    second = next((one for one in LANGUAGES.values() if beside in {one.tag, one.code}), LANGUAGES["da"])
    return page("agreeing/agreement_print.html", second=second, languages=list(LANGUAGES.values()), **shown)


@router.post("/{agreement_id}/statements/{number}/words", name="agreements.agree")
def agree(
    agreement_id: UUID,
    number: int,
    viewer: CurrentViewer,
    posted: Annotated[Posted[AgreeForm], reads(AgreeForm)],
) -> Response:
    """What they agreed about one statement."""
    agreement = pages.found(viewer, agreement_id)
    key = pages.statement(agreement, number).key
    shown = pages.show(viewer, agreement) | {"writing": number}
    form = posted.or_again(SHOW, **shown)
    told(lambda: agreement.agree(key, form.agreed, by=viewer), posted, f"agreed-{number}")
    posted.or_again(SHOW, **shown)
    return see("agreements.show", agreement_id=agreement_id, anchor=f"line-{number}", flash=N_("It is kept."))


@router.post("/{agreement_id}/signature", name="agreements.sign")
def sign(
    agreement_id: UUID, viewer: CurrentViewer, posted: Annotated[Posted[SignForm], reads(SignForm)]
) -> Response:
    """Sign what was read."""
    agreement = pages.found(viewer, agreement_id, Change.SIGN_EXPECTATIONS)
    shown = pages.show(viewer, agreement)
    form = posted.or_again(SHOW, **shown)
    told(lambda: AgreementSignature.sign(agreement, form.revision, by=viewer), posted)
    posted.or_again(SHOW, **shown)
    both = N_("Both have signed. You are friends.")
    flash = both if agreement.signed_at else N_("You have signed. Now we wait for the other side.")
    return see("agreements.show", agreement_id=agreement_id, flash=flash)


@router.post("/{agreement_id}/wish-to-talk", name="agreements.ask_to_talk")
def ask_to_talk(
    agreement_id: UUID,
    viewer: CurrentViewer,
    posted: Annotated[Posted[Tap], reads(Tap)],  # noqa: ARG001
) -> Response:
    """I would like to talk about it with somebody."""
    pages.found(viewer, agreement_id).ask_to_talk(by=viewer)
    return see(
        "agreements.show", agreement_id=agreement_id, flash=N_("Your coordinator knows, and finds a day.")
    )


@router.post("/{agreement_id}/talk", name="agreements.plan_talk")
def plan_talk(
    agreement_id: UUID, viewer: CurrentViewer, posted: Annotated[Posted[TalkForm], reads(TalkForm)]
) -> Response:
    """When and where they talk."""
    agreement = pages.found(viewer, agreement_id, Change.PLAN_TALK)
    shown = pages.show(viewer, agreement)
    at = posted.form.at(posted) if posted.form else None
    form = posted.or_again(SHOW, **shown)
    told(lambda: agreement.plan_talk(at or viewer.now, form.where, by=viewer), posted, "date")
    posted.or_again(SHOW, **shown)
    return see("agreements.show", agreement_id=agreement_id, flash=N_("Both are told."))
