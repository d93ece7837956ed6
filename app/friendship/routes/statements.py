"""The statements an organisation asks: looked at, changed, added, left out. Each change is a new version."""

from typing import Annotated, Any

from starlette.responses import Response

from app.friendship.agreeing.statements import PICTURES, Statement, StatementSet
from app.friendship.forms import Tap
from app.friendship.forms_agreeing import StatementForm
from app.friendship.pages import sounds
from app.friendship.pages import statements as pages
from app.identity.policy import Role
from app.identity.viewer import Viewer
from app.kit.errors import NotFound
from app.kit.record import new_id
from app.web.forms import Posted, reads, told
from app.web.i18n import LANGUAGES, N_
from app.web.pages import page, see
from app.web.routing import CurrentViewer, staff_router

router = staff_router("/expectations", Role.COORDINATOR)
LIST, EDIT = "agreeing/statements.html", "agreeing/statement_edit.html"
NEW = "new"


@router.get("", name="statements.index")
def index(viewer: CurrentViewer) -> Response:
    """The statements as they are asked now, and the versions before."""
    return page(LIST, **pages.index(viewer))


def _shown(viewer: Viewer, key: str) -> dict[str, Any]:
    found = Statement(NEW, PICTURES[0], {}) if key == NEW else pages.one(viewer, key)
    if found is None:
        raise NotFound
    heard = {} if key == NEW else sounds.of_statement(viewer, pages.ours(viewer), found)
    return {
        "statement": found,
        "heard": heard,
        "new": key == NEW,
        "pictures": PICTURES,
        "languages": list(LANGUAGES.values()),
    }


@router.get("/{key}", name="statements.edit")
def edit(key: str, viewer: CurrentViewer) -> Response:
    """One of them in all languages, or a new one."""
    return page(EDIT, **_shown(viewer, key))


@router.post("/{key}", name="statements.update")
def update(
    key: str, viewer: CurrentViewer, posted: Annotated[Posted[StatementForm], reads(StatementForm)]
) -> Response:
    """Change it, or add it, for the agreements that begin from now on."""
    shown = _shown(viewer, key)
    form = posted.or_again(EDIT, **shown)
    changed = form.statement(f"own-{new_id().hex[-8:]}" if key == NEW else key)
    told(
        lambda: StatementSet.write(pages.ours(viewer), pages.changed(viewer, changed), by=viewer),
        posted,
        "da",
    )
    posted.or_again(EDIT, **shown)
    return see("statements.index", flash=N_("It is kept, for the friendships that begin from now on."))


@router.post("/{key}/removal", name="statements.leave_out")
def leave_out(key: str, viewer: CurrentViewer, posted: Annotated[Posted[Tap], reads(Tap)]) -> Response:
    """Don't ask it any more."""
    shown = _shown(viewer, key)
    told(lambda: StatementSet.write(pages.ours(viewer), pages.without(viewer, key), by=viewer), posted)
    posted.or_again(EDIT, **shown)
    return see("statements.index", flash=N_("It is kept, for the friendships that begin from now on."))
