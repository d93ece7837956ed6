"""Words for the choices of the forms of inviting, and the choices themselves."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from app.identity.invitations import Kind
from app.identity.policy import Role
from app.people.models import Residence
from app.people.roles import ROLES
from app.web.i18n import LANGUAGES, N_, t_gettext
from app.web.i18n import gettext as _

# Staff's own roles; those around a youth are named in people/roles.py.
OTHER_ROLES = {
    Role.COORDINATOR: N_("Volunteer coordinator"),
    Role.SAFEGUARDING: N_("Safeguarding lead"),
    Role.STEERING: N_("Steering group"),
    Role.ADMIN: N_("System administrator"),
}
OTHER_ICONS = {
    Role.COORDINATOR: "users",
    Role.SAFEGUARDING: "shield",
    Role.STEERING: "landmark",
    Role.ADMIN: "settings",
}
RESIDENCES = {
    Residence.CENTRE: N_("Youth centre"),
    Residence.HOST: N_("Integration family (foster family)"),
    Residence.OWN: N_("A room or flat of their own"),
    Residence.ASYLUM: N_("Asylum centre"),
}


@dataclass(frozen=True, slots=True)
class Option:
    """One of the choices."""

    value: str
    label: str
    icon: str = ""
    lang: str | None = None  # of the label, where it isn't the reader's: "" for a name


def languages() -> list[Option]:
    """The languages by their own names."""
    return [Option(one.code, one.name, lang=one.tag) for one in LANGUAGES.values()]


def roles(which: Iterable[Role]) -> list[Option]:
    """Roles by name, in the reader's language."""
    return [
        Option(role.value, t_gettext(ROLES[role].title), ROLES[role].icon)
        if role in ROLES
        else Option(role.value, t_gettext(OTHER_ROLES[role]), OTHER_ICONS[role])
        for role in which
    ]


def residences() -> list[Option]:
    """Where a youth may live."""
    return [Option(residence.value, _(title)) for residence, title in RESIDENCES.items()]


def named(rows: Iterable[Any]) -> list[Option]:
    """Rows that have a name."""
    return [Option(str(row.id), row.name, lang="") for row in rows]


def ways() -> list[Option]:
    """How a code reaches a youth."""
    return [
        Option(Kind.FACE.value, _("Now, face to face. It works for 10 minutes."), "qr-code"),
        Option(Kind.LINK.value, _("As a link I send. It works for 24 hours."), "link"),
    ]
