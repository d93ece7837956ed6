"""Interpreters booked in every state: held, agreed, another time offered, too late, and a week beyond what is granted."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from sqlmodel import Session, col, select

from app.bookings import after
from app.bookings.facts import Wish
from app.bookings.hours import GrantedHours
from app.bookings.kinds import Purpose, Venue
from app.bookings.models import Booking
from app.bookings.times import to_choose
from app.demo.cast import id_of
from app.demo.life import someone
from app.identity.policy import Role
from app.kit import clock
from app.meetups.models import Meetup, MeetupTime
from app.meetups.plan import MeetupState
from app.messaging.sheets import monday
from app.people.models import Youth

HOSTS = id_of("family:host-family")


def lay_bookings(session: Session) -> None:
    """What the cast has asked for, and what came of it."""
    with someone(session, "supervisor", 70) as supervisor:
        omid = session.get_one(Youth, id_of("youth-hosted"))
        why = "To timer om ugen, mens de lærer hinanden at kende."
        GrantedHours.grant(omid, 120, clock.today(), why, by=supervisor)
    with someone(session, "caseworker", 30) as caseworker:
        GrantedHours.grant(omid, 90, clock.today(), "Det går godt, og Omid taler mere dansk.", by=caseworker)
    _held(session)
    _next_week(session)
    _others(session)


def _at(day: date, hour: int, minutes: int = 60) -> tuple[datetime, datetime]:
    starts_at = datetime.combine(day, time(hour), clock.COPENHAGEN)
    return starts_at, starts_at + timedelta(minutes=minutes)


def _day(days: int) -> date:
    return clock.today() + timedelta(days=days)


def _ask(
    session: Session,
    whom: str,
    by: tuple[str, Role, float],
    what: tuple[Purpose, Venue],
    when: tuple[datetime, datetime],
    address: str = "",
    words: str = "",
) -> Booking:
    slug, role, days_ago = by
    at_home = HOSTS if whom == "youth-hosted" and (what[1] == Venue.HOME or role == Role.HOST) else None
    with someone(session, slug, days_ago, 11) as viewer:
        wish = Wish(*what, *when, address, words, family_id=at_home)
        return Booking.ask(session.get_one(Youth, id_of(whom)), wish, role, by=viewer)


def _taken(session: Session, interpreter: str, days_ago: float, bookings: Iterable[Booking]) -> None:
    with someone(session, interpreter, days_ago, 13) as viewer:
        for booking in bookings:
            booking.take(by=viewer)


def _held(session: Session) -> None:
    """Last weeks with Omid and his family: held, nobody there, and one whose minutes are missing."""
    home, host = (Purpose.FAMILY, Venue.HOME), ("host-family", Role.HOST)
    past = [
        _ask(session, "youth-hosted", (*host, days + 6), home, _at(_day(-days), 17)) for days in (15, 8, 6, 2)
    ]
    school = (Purpose.SCHOOL, Venue.ONLINE)
    past.append(
        _ask(session, "youth-hosted", ("caseworker", Role.CASEWORKER, 9), school, _at(_day(-7), 9, 30))
    )
    for booking, days in zip(past, (20, 13, 11, 7, 9), strict=True):
        _taken(session, "interpreter-prs", days, [booking])
    for booking, days, minutes in ((past[0], 14, 75), (past[1], 7, 60), (past[4], 6, 25)):
        with someone(session, "interpreter-prs", days, 9) as interpreter:
            after.note(booking, minutes, by=interpreter)
    with someone(session, "interpreter-prs", 5, 9) as interpreter:
        after.nobody_came(past[2], by=interpreter)


def _next_week(session: Session) -> None:
    """An hour agreed and an hour asked for, of an hour and a half that is granted."""
    week = monday(clock.today()) + timedelta(weeks=1)
    home = (Purpose.FAMILY, Venue.HOME)
    agreed = _ask(
        session, "youth-hosted", ("host-family", Role.HOST, 3), home, _at(week + timedelta(days=1), 17)
    )
    _taken(session, "interpreter-prs", 2, [agreed])
    _ask(
        session,
        "youth-hosted",
        ("caseworker", Role.CASEWORKER, 1),
        (Purpose.DOCTOR, Venue.PLACE),
        _at(week + timedelta(days=3), 10),
        address="Lægehuset, Algade 12, Roskilde",
        words="Første besøg hos lægen. Omid vil gerne have, at I mødes fem minutter før.",
    )
    follow_up = _ask(
        session,
        "youth-hosted",
        ("supervisor", Role.SUPERVISOR, 2),
        (Purpose.FAMILY, Venue.HOME),
        _at(week + timedelta(days=8), 15),
    )
    with someone(session, "interpreter-prs", 1, 14) as interpreter:
        days = (week + timedelta(days=9), week + timedelta(days=10))
        follow_up.offer(tuple(_at(day, 16) for day in days), by=interpreter)


def _others(session: Session) -> None:
    """Asked first, open to all of the language, chosen, passed on by everybody, called off, gone by; one for a meetup."""
    municipality = (Purpose.MUNICIPALITY, Venue.PLACE)
    _ask(session, "youth-new", ("contact-person", Role.CONTACT, 0), (Purpose.SCHOOL, Venue.PLACE), _at(_day(9), 10),
         address="10. klassecentret, lokale 4")  # fmt: skip
    _ask(
        session,
        "youth-adult",
        ("youth-adult", Role.YOUTH, 1),
        (Purpose.OTHER, Venue.PHONE),
        _at(_day(5), 12, 30),
    )
    chosen = _ask(session, "youth-new", ("mfi", Role.MFI, 6), municipality, _at(_day(7), 9),
                  address="Rådhuset, Rådhusbuen 1")  # fmt: skip
    with someone(session, "interpreter-ti", 5) as interpreter:
        chosen.offer((_at(_day(7), 13), _at(_day(8), 9)), by=interpreter)
    with someone(session, "mfi", 4) as mfi:
        chosen.choose(to_choose(session, chosen.id)[0], by=mfi)
    nobody = _ask(session, "youth-matched", ("caseworker", Role.CASEWORKER, 3), (Purpose.DOCTOR, Venue.PLACE), _at(_day(3), 8),
                  address="Lægerne ved Domkirken")  # fmt: skip
    with someone(session, "interpreter-ar", 2) as interpreter:
        nobody.pass_on(by=interpreter)
    off = _ask(
        session,
        "youth-matched",
        ("youth-matched", Role.YOUTH, 5),
        (Purpose.SCHOOL, Venue.ONLINE),
        _at(_day(2), 14, 30),
    )
    with someone(session, "youth-matched", 4) as youth:
        off.call_off("المدرسة أجّلت الموعد.", by=youth)
    _ask(session, "youth-waiting", ("contact-person", Role.CONTACT, 4), municipality, _at(_day(-1), 10),
         address="Rådhuset, Rådhusbuen 1")  # fmt: skip
    meetup = session.exec(
        select(Meetup)
        .join(MeetupTime, col(MeetupTime.id) == col(Meetup.chosen_time_id))
        .where(
            Meetup.youth_id == id_of("youth-matched"),
            Meetup.state == MeetupState.AGREED,
            MeetupTime.starts_at > clock.now(),
        )
    ).first()
    if meetup and meetup.chosen_time_id:
        starts_at = session.get_one(MeetupTime, meetup.chosen_time_id).starts_at
        with someone(session, "youth-matched", 1) as youth:
            wish = Wish(Purpose.MEETUP, Venue.PLACE, starts_at, starts_at + timedelta(hours=1), meetup.venue,
                        family_id=meetup.family_id, meetup_id=meetup.id)  # fmt: skip
            booked = Booking.ask(session.get_one(Youth, id_of("youth-matched")), wish, Role.YOUTH, by=youth)
        _taken(session, "interpreter-ar", 0.5, [booked])
