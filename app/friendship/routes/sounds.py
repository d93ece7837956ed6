"""Statements read aloud: recorded by a coordinator, heard by those who answer them."""

from typing import Annotated, Any
from uuid import UUID

from starlette.responses import Response

from app.friendship.agreeing.sounds import StatementSound
from app.friendship.agreeing.statements import Statement
from app.friendship.forms import Tap
from app.friendship.pages import sounds as pages
from app.friendship.pages import statements
from app.identity.policy import Role
from app.identity.viewer import Viewer
from app.kit.errors import NotFound
from app.messaging.files import FileResponse, Wanted
from app.messaging.forms import recorded
from app.web.forms import Posted, reads, told
from app.web.i18n import LANGUAGES, N_
from app.web.i18n import gettext as _
from app.web.pages import page, see
from app.web.routing import CurrentViewer, member_router, staff_router

router = staff_router("/expectations/{key}/sounds", Role.COORDINATOR)
files = member_router("/sounds", Role.YOUTH, Role.FRIEND, Role.COORDINATOR)
SOUND = "agreeing/statement_sound.html"


def _found(viewer: Viewer, key: str, code: str) -> Statement:
    statement = statements.one(viewer, key)
    if statement is None or not statement.words.get(code):
        raise NotFound
    return statement


def _shown(viewer: Viewer, key: str, code: str) -> dict[str, Any]:
    statement = _found(viewer, key, code)
    sounds = pages.of_statement(viewer, statements.ours(viewer), statement)
    return {"statement": statement, "spoken": LANGUAGES[code], "sound": sounds.get(code)}


@router.get("/{code}", name="sounds.edit")
def edit(key: str, code: str, viewer: CurrentViewer) -> Response:
    """The sentence to read aloud, and how it was read."""
    return page(SOUND, **_shown(viewer, key, code))


@router.post("/{code}", name="sounds.record")
def record(
    key: str, code: str, viewer: CurrentViewer, posted: Annotated[Posted[Tap], reads(Tap)]
) -> Response:
    """Keep a reading."""
    shown = _shown(viewer, key, code)
    recording = recorded(posted)
    if recording is None and not posted.errors:
        posted.refuse("voice", _("Record the sentence first."))
    posted.or_again(SOUND, **shown)
    if recording:
        StatementSound.record(statements.ours(viewer), shown["statement"], code, recording, by=viewer)
    return see("statements.edit", key=key, flash=N_("It is kept. It can be heard in a moment."))


@router.post("/{code}/removal", name="sounds.forget")
def forget(
    key: str, code: str, viewer: CurrentViewer, posted: Annotated[Posted[Tap], reads(Tap)]
) -> Response:
    """Nobody hears it any more."""
    shown = _shown(viewer, key, code)
    if shown["sound"]:
        told(lambda: shown["sound"].forget(by=viewer), posted)
    posted.or_again(SOUND, **shown)
    return see("statements.edit", key=key, flash=N_("The recording is thrown away."))


@files.get("/{sound_id}", name="sounds.show")
def show(sound_id: UUID, viewer: CurrentViewer) -> Response:
    """The recording. Raises NotFound until it is made playable."""
    sound = viewer.find(StatementSound, sound_id, look=False)
    if not sound.ready:
        raise NotFound
    return FileResponse(Wanted(sound.file_key, sound.media_type, "statement.m4a"))
