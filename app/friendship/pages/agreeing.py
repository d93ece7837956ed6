"""What the pages of an agreement show: one's own answers while alone, both side by side afterwards."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlmodel import col

from app.friendship.after.sides import side_of
from app.friendship.agreeing.agreement import Agreement
from app.friendship.agreeing.answers import SAYS_ICONS, SAYS_NAMES, AgreementAnswers, differing
from app.friendship.agreeing.signing import AgreementSignature, signed_by
from app.friendship.agreeing.statements import Statement
from app.friendship.pages import sounds
from app.identity.models import Account
from app.identity.policy import Change
from app.identity.viewer import Viewer
from app.kit.errors import NotFound
from app.people.models import Family, Youth
from app.web import i18n


@dataclass(frozen=True, slots=True)
class Line:
    """One statement, what each side said, and what they agreed."""

    statement: Statement
    number: int
    youth: dict[str, str]
    family: dict[str, str]
    differs: bool
    agreed: str


def found(viewer: Viewer, agreement_id: UUID, change: Change | None = None) -> Agreement:
    """An agreement that is the viewer's to see, or to change in this way. Raises NotFound."""
    agreement = viewer.find(Agreement, agreement_id)
    if change and not agreement.may(change, viewer):
        raise NotFound
    return agreement


def own(viewer: Viewer, agreement: Agreement) -> AgreementAnswers:
    """The answers of the viewer's side. Raises NotFound for whom there are none."""
    mine = [row for row in _answers(viewer, agreement) if row.side == side_of(agreement, viewer)]
    if not mine:
        raise NotFound
    return mine[0]


def _answers(viewer: Viewer, agreement: Agreement) -> list[AgreementAnswers]:
    return viewer.all(AgreementAnswers, AgreementAnswers.agreement_id == agreement.id)


def _names(viewer: Viewer, agreement: Agreement) -> tuple[str, str]:
    """What the two call each other: the youth's first name, the family's name."""
    rows = (
        viewer.rows(Agreement, Youth.name, col(Family.name).label("family"))
        .join(Youth, col(Youth.id) == col(Agreement.youth_id))
        .join(Family, col(Family.id) == col(Agreement.family_id))
    )
    found = viewer.first(rows.where(col(Agreement.id) == agreement.id))
    return (found.name.split(maxsplit=1)[0], found.family) if found else ("", "")


def show(viewer: Viewer, agreement: Agreement) -> dict[str, Any]:
    """The whole of it, as far as it has come. Differences stand first."""
    rows = {row.side: row for row in _answers(viewer, agreement)}
    differ = differing(agreement.asked, list(rows.values())) if agreement.opened_at else set()
    lines = [
        Line(
            statement=one,
            number=number,
            youth=_said(rows, "youth", one.key),
            family=_said(rows, "family", one.key),
            differs=one.key in differ,
            agreed=agreement.agreed.get(one.key, ""),
        )
        for number, one in enumerate(agreement.asked, start=1)
    ]
    side = side_of(agreement, viewer)
    mine = rows.get(side) if side else None
    youth, family = _names(viewer, agreement)
    signed = _signatures(viewer, agreement)
    return {
        "agreement": agreement,
        "lines": sorted(lines, key=lambda line: not line.differs),
        "in_order": lines,
        "side": side,
        "answered": sum(one.key in mine.answers for one in agreement.asked) if mine else 0,
        "first_open": next((n for n, one in enumerate(agreement.asked, 1) if mine and one.key not in mine.answers), 1),
        "done": bool(mine and mine.done_at),
        "finished": sum(row.done_at is not None for row in rows.values()),
        "left": sum(line.differs and not line.agreed for line in lines),
        "signatures": signed,
        "writing": 0,  # the number of the statement whose words are shown again
        "has_signed": any(one.side == side for one in signed),
        "youth_name": youth,
        "family_name": family,
        "says": SAYS_NAMES,
        "icons": SAYS_ICONS,
    }  # fmt: skip


def _said(rows: dict[str, AgreementAnswers], side: str, key: str) -> dict[str, str]:
    return rows[side].answers.get(key, {}) if side in rows else {}


def _signatures(viewer: Viewer, agreement: Agreement) -> list[Any]:
    """Who signed what stands there now, and when."""
    S = AgreementSignature  # noqa: N806  a table
    rows = (
        viewer.rows(S, S.side, S.created_at, Account.name)
        .join(Account, col(Account.id) == col(S.account_id))
        .where(col(S.agreement_id) == agreement.id, col(S.revision) == agreement.revision)
    )
    return viewer.run(rows.order_by(col(S.created_at)))


def statement(agreement: Agreement, number: int) -> Statement:
    """One of the statements, by its number from 1. Raises NotFound."""
    if not 1 <= number <= len(agreement.asked):
        raise NotFound
    return agreement.asked[number - 1]


def step(viewer: Viewer, agreement: Agreement, number: int) -> dict[str, Any]:
    """One statement on a screen. Raises NotFound beyond the last."""
    asked = statement(agreement, number)
    return {
        "agreement": agreement,
        "statement": asked,
        "number": number,
        "total": len(agreement.asked),
        "answer": own(viewer, agreement).answers.get(asked.key, {}),
        "says": SAYS_NAMES,
        "icons": SAYS_ICONS,
        "sound": sounds.heard(viewer, agreement.organisation_id, asked, i18n.language.get().code),
    }


def of_request(viewer: Viewer, request_id: UUID) -> Any | None:
    """The agreement of a request, for the pages it is shown on: its id, and how far it has come."""
    rows = viewer.all(Agreement, Agreement.request_id == request_id, col(Agreement.closed_at).is_(None))
    return rows[0] if rows else None


def waits_for(viewer: Viewer, agreement: Agreement) -> bool:
    """Whether it is the viewer's side that has something to do: to answer, or to sign."""
    if agreement.opened_at is None:
        return own(viewer, agreement).done_at is None
    return agreement.signed_at is None and side_of(agreement, viewer) not in signed_by(agreement, viewer)
