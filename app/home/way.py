"""The way of a family to its first youth, as Home draws it."""

from dataclasses import dataclass

from markupsafe import Markup

from app.people.models import Family, FamilyState
from app.web.dates import since
from app.web.i18n import N_, both, t_gettext

# The way of a family to its first youth (domain.md, Families).
FAMILY_PATH = (
    (
        FamilyState.APPLIED,
        N_("You got in touch"),
        N_("Your organisation writes to you about the next information meeting."),
    ),
    (
        FamilyState.MEETING,
        N_("Information meeting"),
        N_("You hear what it means to be a friendship family, and can ask about everything."),
    ),
    (
        FamilyState.INTERVIEW,
        N_("A talk at your home"),
        N_("You tell about yourselves, and what you hope for."),
    ),
    (
        FamilyState.CERTIFICATE,
        N_("Children's certificate"),
        N_("All adults at home say yes to it with MitID. It takes a week or two."),
    ),
    (FamilyState.APPROVED, N_("Approved"), ""),
)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a family's way, as the path draws it."""

    label: Markup
    state: str  # done, now, next
    since: Markup | str = ""
    who: str = ""
    note: Markup | str = ""


def steps_of(family: Family) -> list[Step]:
    """Its steps; none for a family that isn't on its way."""
    order = [state for state, _label, _note in FAMILY_PATH]
    if family.state not in order:
        return []
    now = order.index(family.state)
    standing = ["done" if n < now else "now" if n == now else "next" for n in range(len(order))]
    if now == len(order) - 1:
        standing[now] = "done"  # approved is where the way ends
    return [
        Step(
            both(label),
            state,
            since(family.since) if n == now else "",
            note=t_gettext(note) if n == now and note else "",
        )
        for n, ((_state, label, note), state) in enumerate(zip(FAMILY_PATH, standing, strict=True))
    ]
