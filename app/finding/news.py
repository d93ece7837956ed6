"""Who is told what on a family's way in: the family, in its own words; the organisation, that somebody waits."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlmodel import col, select

from app.finding.pipeline import words_for
from app.identity.models import Account, Organisation, colleagues
from app.identity.policy import Role
from app.notifications import mail
from app.notifications.kinds import Kind
from app.notifications.telling import tell
from app.people.models import Family, FamilyState
from app.people.ties import FamilyMember
from app.web import dates, i18n

if TYPE_CHECKING:
    from app.finding.meetings import InformationMeeting, MeetingSignUp
    from app.finding.models import Application
    from app.identity.viewer import Viewer


def moved(family: Family, application: "Application", by: "Viewer") -> str:
    """A family has come a step further. How it is told: by its accounts, by mail, or not at all (then somebody calls)."""
    adults = by.session.exec(
        select(Account.id)
        .join(FamilyMember, col(FamilyMember.account_id) == Account.id)
        .where(FamilyMember.family_id == family.id, col(Account.closed_at).is_(None))
    ).all()
    for adult in adults:
        tell(by.session, adult, Kind.FRIENDSHIP, about=family.id)
    if adults:
        return "account"
    if not application.email:
        return ""
    _step_by_mail(family, application, family.state, by)
    return "mail"


def wrote(family: Family, application: "Application", by: "Viewer") -> None:
    """Somebody wrote to us: they get a thank-you and what comes next, the organisation that somebody waits."""
    if application.email:
        _step_by_mail(family, application, FamilyState.APPLIED, by)
    roles = (Role.COORDINATOR, Role.SUPERVISOR) if family.kind == Role.HOST else (Role.COORDINATOR,)
    for role in roles:
        for colleague in by.session.exec(colleagues(frozenset({application.organisation_id}), role, by.now)):
            tell(by.session, colleague, Kind.FRIENDSHIP, url=f"/families/{family.id}", about=family.id)


def _step_by_mail(family: Family, application: "Application", state: FamilyState, by: "Viewer") -> None:
    told = words_for(family.kind, state)
    mail.send(
        by.session,
        application.email or "",
        "family_step",
        application.language,
        name=application.name or family.name,
        here=told.here,
        next=told.next,
        organisation=by.session.get_one(Organisation, application.organisation_id).name,
    )


def signed_up(meeting: "InformationMeeting", one: "MeetingSignUp", by: "Viewer") -> None:
    """They come to an information meeting: where and when, by mail."""
    _meeting_by_mail(meeting, one, "family_meeting", by)


def cancelled(meeting: "InformationMeeting", one: "MeetingSignUp", by: "Viewer") -> None:
    """The meeting isn't held."""
    _meeting_by_mail(meeting, one, "family_meeting_off", by)


def _meeting_by_mail(
    meeting: "InformationMeeting", one: "MeetingSignUp", template: str, by: "Viewer"
) -> None:
    if one.email:
        mail.send(
            by.session,
            one.email,
            template,
            one.language,
            name=one.name,
            when=when(meeting.starts_at, one.language),
            place=meeting.address,
            organisation=by.session.get_one(Organisation, meeting.organisation_id).name,
            link=f"{mail.origin()}/join/meetings",
        )


def when(moment: datetime, language: str) -> str:
    """Day and time as plain text, in a language that needn't be the one of this request."""
    token = i18n.language.set(i18n.LANGUAGES[language])
    try:
        return i18n.gettext("%(day)s at %(clock)s", day=dates.day(moment), clock=dates.plain_clock(moment))
    finally:
        i18n.language.reset(token)
