"""Who can be tried, in groups, and becoming one of them."""

from dataclasses import dataclass

from app.demo.cast import BY_SLUG, CAST, Member, id_of
from app.identity import sessions
from app.identity.policy import FAMILIES, Role
from app.identity.viewer import Viewer
from app.kit.errors import NotFound
from app.web.asking import asking
from app.web.i18n import LANGUAGES, N_, Language


@dataclass(frozen=True, slots=True)
class Card:
    """One of the cast, as a card shows them."""

    slug: str
    name: str
    who: str
    language: Language


GROUPS = (
    (N_("Young people"), {Role.YOUTH}),
    (N_("Families"), FAMILIES),
    (N_("Around them"), {Role.MFI, Role.INTERPRETER, Role.CONTACT}),
    (
        N_("Staff"),
        {Role.CASEWORKER, Role.SUPERVISOR, Role.COORDINATOR, Role.SAFEGUARDING, Role.STEERING, Role.ADMIN},
    ),
)


def _card(member: Member) -> Card:
    return Card(member.slug, member.name, member.who, LANGUAGES[member.language])


def groups() -> list[tuple[str, list[Card]]]:
    """The cast by what they are."""
    return [(title, [_card(m) for m in CAST if m.roles[0][0] in roles]) for title, roles in GROUPS]


def enter(viewer: Viewer, slug: str) -> tuple[str, str]:
    """Begin a session as one of the cast and end the one before: its token, and their language."""
    if slug not in BY_SLUG:
        raise NotFound
    if asking.get().token:
        sessions.end(viewer.session, asking.get().token)
    return sessions.start(viewer.session, id_of(slug)), BY_SLUG[slug].language
