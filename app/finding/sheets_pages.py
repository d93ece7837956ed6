"""What a sheet would bring, bringing it in, and the organisation's families as a sheet."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, or_
from sqlmodel import col

from app.finding.models import Application
from app.finding.pipeline import BESIDES, Besides
from app.finding.planning import kinds_of, organisations
from app.finding.sheets import MOST_ROWS, Entry
from app.finding.sheets_check import Checked, check
from app.finding.sheets_kept import Kept, keep
from app.finding.sheets_read import Read
from app.finding.sheets_write import heading_of
from app.finding.steps import What, keeps_kind, kept_by, remember
from app.identity.models import Organisation
from app.identity.policy import Change
from app.identity.viewer import Viewer
from app.kit import clock
from app.kit.errors import NotFound
from app.kit.record import Record
from app.people.models import Family

A = Application
SHOWN = 100  # rows with a problem on the page; the rest stand in the file to download


class TakenAlong(Record):
    """All families of an organisation, as they leave in a sheet. No table: the trail names it."""

    __tablename__ = "family"

    organisation_id: UUID

    def may(self, change: str, viewer: Viewer) -> bool:
        """Who finds families for the organisation."""
        return change == Change.TAKE_FAMILIES_ALONG and self.organisation_id in {
            one.id for one in organisations(viewer)
        }


def begin(viewer: Viewer) -> dict[str, Any]:
    """What the page needs that a sheet is chosen on."""
    return {"organisations": organisations(viewer), "most": f"{MOST_ROWS:,}"}


def look(sheet: Kept, viewer: Viewer) -> list[Checked]:
    """Every row of a sheet, looked at against what the organisation knows now. Writes nothing. One statement."""
    kinds = [kind for kind in kinds_of(viewer) if keeps_kind(viewer, kind, sheet.organisation_id)]
    rows = viewer.run(
        viewer.rows(A, A.family_id, A.email_digest, A.phone_digest).where(
            col(A.organisation_id) == sheet.organisation_id
        )
    )
    known = {
        digest: row.family_id for row in rows for digest in (row.email_digest, row.phone_digest) if digest
    }
    return check(sheet.read.lines, kinds, known)


def show(sheet: Kept, viewer: Viewer) -> dict[str, Any]:
    """The dry run: how many are whole, and each problem by its row and its column."""
    rows = look(sheet, viewer)
    wrong = [row for row in rows if row.problems]
    whole = [row.entry for row in rows if row.entry]
    return {
        "sheet": sheet,
        "whole": [] if sheet.brought else whole[:3],
        "many": len(whole),
        "wrong": wrong[:SHOWN],
        "left": len(wrong),
        "heading": lambda name: heading_of(name, sheet.read.headings),
    }


def bring(sheet: Kept, viewer: Viewer) -> UUID | None:
    """Bring in what is whole; nobody is told anything. The rows that are left, as a sheet; None: none is left.

    Two at once: the organisation is held, so the second finds every family known already.
    """
    viewer.hold(viewer.find(Organisation, sheet.organisation_id))
    rows = look(sheet, viewer)
    whole = [row.entry for row in rows if row.entry]
    for entry in whole:
        _bring(entry, sheet.organisation_id, viewer)
    left = tuple(row.line for row in rows if row.problems)
    if not left:
        return None
    return keep(Kept(sheet.organisation_id, Read(left, sheet.read.headings), len(whole)), viewer)


def _bring(entry: Entry, organisation_id: UUID, by: Viewer) -> None:
    seen = by.account_id if entry.certificate else None
    family = Family(
        name=entry.name,
        kind=entry.kind,
        state=entry.state,
        since=clock.midnight(entry.since or clock.today()),
        organisation_id=organisation_id,
        postcode=entry.postcode,
        capacity=entry.capacity,
        certificate_on=entry.certificate,
        certificate_by=seen,
        profile=entry.profile,
    )
    told = {
        "name": entry.contact,
        "email": entry.email,
        "phone": entry.phone,
        "town": entry.town,
        "words": entry.note,
    }
    file = Application.bring(told, family, by=by)
    file.language, file.authority_on, file.training_on = entry.language, entry.authority, entry.training
    for one in Besides:
        day: date | None = getattr(entry, one.value)
        if day:
            remember(family, What(one.value), by, at=clock.midnight(day))


def taken_along(viewer: Viewer) -> list[Entry]:
    """The viewer's families as a sheet has them; leaves a line in the trail for each organisation. One statement."""
    ours = organisations(viewer)
    if not ours:
        raise NotFound
    for one in ours:
        viewer.require(Change.TAKE_FAMILIES_ALONG, TakenAlong(id=one.id, organisation_id=one.id))
    F = Family  # noqa: N806  a table
    rows = viewer.rows(
        F, F.id, F.name, F.kind, F.state, F.since, F.postcode, F.capacity, F.certificate_on, F.profile,
        A.name.label("contact"), A.email, A.phone, A.town, A.language, A.authority_on, A.training_on,  # type: ignore[union-attr]
    ).outerjoin(A, col(A.family_id) == col(F.id))  # fmt: skip
    return _entries(viewer.run(rows.where(_mine(viewer)).order_by(col(F.since), col(F.id))))


def _mine(viewer: Viewer) -> ColumnElement[bool]:
    return or_(kept_by(viewer, Family.organisation_id, Family.id))


def _entries(rows: Iterable[Any]) -> list[Entry]:
    found = []
    for row in rows:
        profile: dict[str, Any] = row.profile
        ages = profile.get("ages")
        days = {
            Besides.CERTIFICATE.value: row.certificate_on,
            Besides.AUTHORITY.value: row.authority_on,
            Besides.TRAINING.value: row.training_on,
        }
        lists: dict[str, Any] = {
            name: tuple(profile.get(name) or ())
            for name in ("children", "animals", "interests", "times", "languages")
        }
        found.append(
            Entry(
                name=row.name, kind=row.kind, state=row.state, since=row.since.astimezone(clock.COPENHAGEN).date(),
                contact=row.contact or "", email=row.email or "", phone=row.phone or "", town=row.town or "",
                postcode=row.postcode, language=row.language or "da", adults=int(profile.get("adults") or 0),
                minutes=int(profile.get("minutes") or 0), ages=(ages[0], ages[1]) if ages else None,
                capacity=row.capacity, about=str(profile.get("about") or ""), **lists,
                **{name: day for name, day in days.items() if Besides(name) in BESIDES[row.kind]},
            )
        )  # fmt: skip
    return found
