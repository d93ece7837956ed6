"""Who does what, as it was agreed: once with its reason, once so that it doesn't add up."""

from sqlmodel import Session

from app.demo.cast import id_of
from app.demo.life import someone
from app.duties.models import Duty
from app.duties.topics import Part, Topic
from app.identity.policy import Role
from app.people.models import Youth


def lay_duties(session: Session) -> None:
    """What the caseworker has changed for the youth who has a friendship family."""
    youth = session.get_one(Youth, id_of("youth-matched"))
    with someone(session, "caseworker", 40) as caseworker:
        school = {
            Role.MFI: Part.DECIDES,
            Role.CONTACT: Part.DOES,
            Role.YOUTH: Part.TOLD,
            Role.FRIEND: Part.TOLD,
        }
        why = "Yara vil gerne have, at familien Holm hører, hvordan det går i skolen."
        Duty.agree(youth, Topic.SCHOOL, school, why, by=caseworker)
    with someone(session, "caseworker", 12) as caseworker:
        money = {Role.MFI: Part.DECIDES, Role.CASEWORKER: Part.DECIDES, Role.CONTACT: Part.DOES}
        Duty.agree(youth, Topic.MONEY, money, by=caseworker)
