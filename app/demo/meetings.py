"""When the friends of the town meet: past and to come, moved, called off, late, and what comes after."""

from datetime import datetime, time, timedelta

from sqlmodel import Session, select

from app.demo.cast import id_of
from app.demo.letters import letter
from app.demo.life import someone
from app.identity.policy import Role
from app.kit import clock
from app.meetups import guests
from app.meetups.after import HowItWas, MeetupPhoto
from app.meetups.free import FreeTimes
from app.meetups.models import Meetup, MeetupTime
from app.meetups.plan import Along, Face, MeetupState, Side, What
from app.meetups.quiet import Nudge
from app.meetups.wishes import Wish
from app.people.models import Tie

LONG_AGO = 1  # the youth of the town who hasn't met their family for long


def lay_meetups(session: Session) -> None:
    """A year of meetups: past ones, one called off, one agreed for this week, one that waits for an answer."""
    for number, days in enumerate(range(-280, -10, 27)):
        state = MeetupState.CANCELLED if number == 4 else MeetupState.AGREED
        _meetup(session, "youth-matched", "family", days, tuple(What)[number % 8], state)
    cooking = _meetup(session, "youth-matched", "family", 4, What.COOK, MeetupState.AGREED)
    cooking.along = f"{Along.CONTACT} {Along.INTERPRETER} {Along.SIBLING}"
    session.flush()
    with someone(session, "youth-matched", 1) as youth:
        guests.ask(cooking, youth)
    _meetup(session, "youth-matched", "family", 11, What.BIKE, MeetupState.OFFERED)
    for number, days in enumerate(range(-200, 0, 40)):
        _meetup(session, "youth-adult", "mfi-family", days, tuple(What)[number % 8], MeetupState.AGREED)
    eating = _meetup(session, "youth-adult", "mfi-family", 6, What.EAT, MeetupState.AGREED)
    _moved(session, eating)
    soon = clock.now().replace(minute=0, second=0, microsecond=0) + timedelta(hours=2)
    _meetup(session, "youth-adult", "mfi-family", 0, What.WALK, MeetupState.AGREED, soon).family_late = 10
    _afterwards(session)
    _meetup(session, "youth-hosted", "host-family", 2, What.HOMEWORK, MeetupState.AGREED)
    for number in range(6):
        until = -60 if number == LONG_AGO else 0
        for days in range(until - 90, until, 21):
            family = f"town-family:{5 + number}"
            _meetup(session, f"town-youth-{number}", family, days, What.TALK, MeetupState.AGREED)


def _moved(session: Session, meetup: Meetup) -> None:
    """The family has offered other times for what is agreed."""
    (agreed,) = session.exec(select(MeetupTime).where(MeetupTime.meetup_id == meetup.id)).all()
    meetup.moving_side, meetup.sequence = Side.FAMILY, 1
    for later in (1, 2):
        starts = agreed.starts_at + timedelta(days=later)
        ends = agreed.ends_at + timedelta(days=later)
        session.add(MeetupTime(meetup_id=meetup.id, starts_at=starts, ends_at=ends, moving=True))
    session.flush()


def _afterwards(session: Session) -> None:
    """Usual weeks, a wish, two who haven't met for long, and how the last meetup was."""
    for slug, free in (("youth-matched", ("sat-afternoon", "wed-evening")), ("family", ("sat-afternoon",))):
        with someone(session, slug, 20) as viewer:
            away = (clock.in_days(40).date(), clock.in_days(47).date())
            FreeTimes.of_viewer(viewer).tell([*free], [away], shown=True, by=viewer)
    with someone(session, "youth-matched", 9) as youth:
        (tie,) = youth.all(Tie, Tie.family_id == id_of("family:family"))
        Wish.say(tie, by=youth)
        past = youth.all(MeetupTime, MeetupTime.ends_at < youth.now, order_by=MeetupTime.ends_at)
        meetup = youth.find(Meetup, past[-1].meetup_id)
        HowItWas.say(meetup, Face.GOOD, by=youth)
        MeetupPhoto.add(meetup, letter(), by=youth)
    quiet = select(Tie).where(Tie.youth_id == id_of(f"town-youth-{LONG_AGO}"), Tie.role == Role.FRIEND)
    for tie in session.exec(quiet):
        if tie.family_id:
            told = {"created_at": clock.in_days(-16), "coordinator_at": clock.in_days(-2)}
            session.add(Nudge(tie_id=tie.id, youth_id=tie.youth_id, family_id=tie.family_id).with_(**told))
    session.flush()


def _meetup(
    session: Session,
    youth: str,
    family: str,
    in_days: int,
    what: What,
    state: MeetupState,
    at: datetime | None = None,
) -> Meetup:
    family_id = id_of(family if ":" in family else f"family:{family}")
    adult = family.replace(":", "-") if ":" in family else {"mfi-family": "mfi"}.get(family, family)
    meetup = Meetup(
        youth_id=id_of(youth),
        family_id=family_id,
        offered_by=id_of(adult),
        offered_by_side=Side.FAMILY,
        what=what,
        venue="Fjordvej 12, Roskilde" if state != MeetupState.OFFERED else "",
        state=state,
        created_at=clock.in_days(in_days - 9),
    )
    if state == MeetupState.CANCELLED:
        meetup.cancelled_by, meetup.cancelled_by_side = id_of(adult), Side.FAMILY
        meetup.cancel_word = "Vi er desværre blevet syge. Vi skriver, når vi er raske."
    session.add(meetup)
    session.flush()
    for later in (0, 2, 5) if state == MeetupState.OFFERED else (0,):
        day = clock.today() + timedelta(days=in_days + later)
        starts = at or datetime.combine(day, time(15), clock.COPENHAGEN)
        slot = MeetupTime(meetup_id=meetup.id, starts_at=starts, ends_at=starts + timedelta(hours=2))
        session.add(slot)
        if state != MeetupState.OFFERED:
            meetup.chosen_time_id = slot.id
    session.flush()
    return meetup
