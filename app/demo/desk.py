"""The interpreters' desks: their weeks, who stands in, messages to check in every state, a summary, a sheet of hours."""

from datetime import timedelta

from sqlmodel import Session, col, select

from app.demo.cast import id_of
from app.demo.life import someone
from app.kit import clock
from app.messaging import summaries
from app.messaging.checks import Check
from app.messaging.interpreters import InterpreterProfile
from app.messaging.models import Conversation, Message
from app.messaging.queries import Query
from app.messaging.sheets import Activity, Work

SPOKEN = (
    ("interpreter-ti", "ti"),
    ("interpreter-ti-2", "ti"),
    ("interpreter-prs", "fa_AF"),
    ("interpreter-ar", "ar"),
)
WEEK = {str(day): [9 * 60, 16 * 60] for day in range(5)}
LONG_WEEK = {str(day): [8 * 60, 20 * 60] for day in range(6)}


def lay_interpreters(session: Session) -> None:
    """Which languages they interpret and when; the two of Tigrinya stand in for each other."""
    for slug, languages in SPOKEN:
        session.add(InterpreterProfile(account_id=id_of(slug), languages=languages, hours=LONG_WEEK))
    session.flush()
    for slug, other in (("interpreter-ti", "interpreter-ti-2"), ("interpreter-ti-2", "interpreter-ti")):
        with someone(session, slug, 60) as interpreter:
            InterpreterProfile.mine(interpreter).settle(["ti"], WEEK, id_of(other), by=interpreter)


def lay_checks(session: Session) -> None:
    """One done, one taken, one that waits: all in what Yara and her family write to each other."""
    with someone(session, "youth-matched", 59) as youth:
        done = Check.ask(_said(session, "Hvor er det flot"), by=youth)
    with someone(session, "interpreter-ar", 58) as interpreter:
        done.take(by=interpreter)
        done.finish("ما أجمل هذا! سنحتفل به يوم الأحد.", 10, by=interpreter)
    with someone(session, "youth-matched", 2, 18) as youth:
        taken = Check.ask(_said(session, "Tak for i går. Børnene"), by=youth)
        Check.ask(_said(session, "Skal vi ses på lørdag"), by=youth)
    with someone(session, "interpreter-ar", 1) as interpreter:
        taken.take(by=interpreter)


def _said(session: Session, begins: str) -> Message:
    """What somebody wrote in that thread, by its beginning."""
    thread = select(Conversation.id).where(
        Conversation.youth_id == id_of("youth-matched"), Conversation.family_id == id_of("family:family")
    )
    written = select(Message).where(col(Message.conversation_id).in_(thread))
    return next(one for one in session.exec(written) if one.body.startswith(begins))


def lay_summary(session: Session) -> None:
    """Omid has agreed to a summary, and his interpreter has written it."""
    taken = session.exec(select(Query).where(Query.youth_id == id_of("youth-hosted"))).one()
    with someone(session, "youth-hosted", 5) as youth:
        summaries.agree(taken, yes=True, by=youth)
    with someone(session, "interpreter-prs", 5, 20) as interpreter:
        summaries.summarise(
            taken, "Omid spørger, hvilken dag han skal til lægen. Tiden er på torsdag kl. 10.", by=interpreter
        )


def lay_sheet(session: Session) -> None:
    """What the interpreters have put down: today, and last week."""
    for slug, whom, minutes in (
        ("interpreter-ti", "youth-new", 25),
        ("interpreter-ti", "youth-adult", 15),
        ("interpreter-prs", "youth-hosted", 20),
        ("interpreter-ar", "youth-matched", 45),
    ):
        with someone(session, slug, 0) as interpreter:
            today = clock.today()
            family = id_of("family:family") if slug == "interpreter-ar" else None
            Work.note(id_of(whom), minutes, Activity.ANSWER, by=interpreter)
            Work.note(
                id_of(whom),
                60,
                Activity.MEETUP,
                day=today - timedelta(days=7),
                family_id=family,
                by=interpreter,
            )
