"""What the pages of the way in show."""

from typing import Any

from sqlmodel import col

from app.entry import words
from app.identity.devices import Device
from app.identity.invitations import Invitation
from app.identity.models import Organisation
from app.identity.policy import STAFF, Role
from app.identity.sessions import SignIn
from app.identity.viewer import Viewer
from app.people.joining import BROUGHT
from app.people.models import Family, Youth
from app.people.ties import tied_youths


def phones(viewer: Viewer) -> list[Any]:
    """My phones with a PIN, the last used first."""
    columns = (Device.id, Device.label, Device.seen_at, Device.created_at, Device.locked_at)
    mine = viewer.rows(Device, *columns).where(col(Device.pin_hash).is_not(None))
    return sorted(viewer.run(mine), key=lambda row: row.seen_at or row.created_at, reverse=True)


def sign_ins(viewer: Viewer) -> list[Any]:
    """Where I am signed in with a password."""
    columns = (SignIn.id, SignIn.label, SignIn.seen_at)
    mine = viewer.rows(SignIn, *columns).where(
        col(SignIn.device_id).is_(None),
        col(SignIn.idle_until) > viewer.now,
        col(SignIn.ends_at) > viewer.now,
    )
    return sorted(viewer.run(mine), key=lambda row: row.seen_at, reverse=True)


def own_youths(viewer: Viewer) -> list[Any]:
    """The youths a caseworker may invite, by name."""
    if not viewer.is_(Role.CASEWORKER):
        return []
    mine = viewer.rows(Youth, Youth.id, Youth.name).where(
        col(Youth.id).in_(tied_youths(viewer, Role.CASEWORKER))
    )
    return viewer.listed(sorted(viewer.run(mine), key=lambda row: row.name), "youth")


def own_families(viewer: Viewer) -> list[Any]:
    """The families of a coordinator's organisation, by name."""
    organisations = viewer.organisations(Role.COORDINATOR)
    if not organisations:
        return []
    mine = viewer.rows(Family, Family.id, Family.name).where(col(Family.organisation_id).in_(organisations))
    return sorted(viewer.run(mine), key=lambda row: row.name)


def organisations(viewer: Viewer) -> list[Any]:
    """All organisations, for an administrator."""
    if not viewer.is_(Role.ADMIN):
        return []
    return sorted(
        viewer.run(viewer.rows(Organisation, Organisation.id, Organisation.name)), key=lambda row: row.name
    )


def invited_youth(viewer: Viewer, invitation: Invitation) -> Any | None:
    """The youth an invitation is for, if it is one the viewer is there for still."""
    return viewer.first(
        viewer.rows(Youth, Youth.id, Youth.name).where(col(Youth.id) == invitation.account_id)
    )


def choices(viewer: Viewer, who: str, youth: str = "") -> dict[str, Any]:
    """What the page of inviting needs, whichever form is open."""
    return {
        "who": who,
        "youth": youth,
        "youths": words.named(own_youths(viewer)),
        "families": words.named(own_families(viewer)),
        "organisations": words.named(organisations(viewer)),
        "language_options": words.languages(),
        "residences": words.residences(),
        "brought": words.roles(BROUGHT),
        "roles": words.roles(sorted(STAFF | {Role.MFI, Role.INTERPRETER})),
        "ways": words.ways(),
        "may_bring": viewer.is_(Role.CASEWORKER),
        "may_bring_families": viewer.is_(Role.COORDINATOR),
        "may_bring_colleagues": viewer.is_(Role.ADMIN),
    }
