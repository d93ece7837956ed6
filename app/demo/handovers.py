"""A handover that is to come, with words from the youth, one that waits for a signature, and a week away."""

from datetime import timedelta

from sqlmodel import Session

from app.demo.cast import id_of
from app.demo.life import someone
from app.handover.absence import Absence, own_ties
from app.handover.models import Handover
from app.kit import clock
from app.people.models import Youth


def lay_handovers(session: Session) -> None:
    """The caseworker goes to part time: the one who is matched goes to a colleague in three weeks."""
    youth = session.get_one(Youth, id_of("youth-matched"))
    with someone(session, "caseworker", 2) as caseworker:
        row = Handover.give(
            youth,
            id_of("caseworker-former"),
            clock.today() + timedelta(days=21),
            "Snart 18: spørg til venskabet. Banken mangler stadig.",
            "At tolken er med til mødet om bolig.",
            by=caseworker,
        )
    with someone(session, "youth-matched", 1) as youth_herself:
        row.tell_next(["meet", "past"], "Jeg vil gerne blive på min skole.", by=youth_herself)
    with someone(session, "caseworker", 1) as caseworker:
        first = clock.today() + timedelta(days=40)
        stand_ins = {
            tie.youth_id: id_of("caseworker-former") for tie in own_ties(caseworker, clock.in_days(60))
        }
        Absence.plan(first, first + timedelta(days=6), stand_ins, by=caseworker)
