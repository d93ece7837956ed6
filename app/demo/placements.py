"""Youths with an integration family in every state: one lives there, one answers, one visits, one moves, one moved out."""

from datetime import date, timedelta

from sqlmodel import Session, col, select

from app.demo.cast import id_of
from app.demo.life import someone
from app.identity.models import Account, Grant
from app.identity.policy import Role
from app.kit import clock
from app.people.models import Family, FamilyMember, FamilyState, Residence, Tie, Youth
from app.people.passing import stand_in
from app.placement import moving
from app.placement.answers import agree, answer
from app.placement.ending import end
from app.placement.follow_ups import follow_up
from app.placement.kinds import POINTS, Because, Feeling, Interpreter, PlacementState, With
from app.placement.models import Placement
from app.placement.plan import PlanGoal, PlanStep
from app.placement.statements import STATEMENTS, Says
from app.placement.talks import PlacementTalk, inform
from app.placement.visits import say_of_visit

HOSTS: tuple[tuple[str, str, list[int]], ...] = (("Hjorth", "Ellen Hjorth", [15]), ("Toftlund", "Carsten Toftlund", []), ("Overgaard", "Jonna Overgaard", [11, 14]), ("Munk", "Verner Munk", []))  # fmt: skip
EVERYDAY = dict.fromkeys(STATEMENTS, Says.YES)


def _day(days: int) -> date:
    """So many days from the day somebody stands on."""
    return clock.today() + timedelta(days=days)


def lay_placements(session: Session) -> None:
    """One after the other, as far as each has come."""
    session.get_one(Youth, id_of("youth-waiting")).mfi_asked_on = _day(-24)
    session.get_one(Family, id_of("family:host-family")).capacity = 2
    _lay_hosts(session)
    _lay_living(session)
    _lay_asked(session)
    _lay_considered(session)
    visiting = _until_visit(session, "town-youth-17", 1, 21)
    with someone(session, "town-host-1", 1) as family:
        say_of_visit(visiting, Feeling.YES, "Han var genert, men grinede meget med vores hund.", by=family)
    moved = _until_visit(session, "town-youth-19", 2, 28)
    _lay_moving(session, moved, "town-youth-19", 2, 9, 13)
    left = _until_visit(session, "town-youth-21", 3, 75)
    _lay_moving(session, left, "town-youth-21", 3, 58, 8)
    _lay_ended(session, left)


def _lay_hosts(session: Session) -> None:
    """Four more integration families, and a supervisor who stands in for a colleague who is ill."""
    people = [(f"town-host-{number}", adult, Role.HOST) for number, (_, adult, _) in enumerate(HOSTS)]
    for slug, name, role in (*people, ("town-supervisor", "Bente Holst", Role.SUPERVISOR)):
        account = Account(id=id_of(slug), name=name)
        account.reach_by(f"{slug}@demo.example")
        session.add(account)
        session.flush()
        organisation, since = id_of("roskilde"), clock.in_days(-900)
        session.add(Grant(account_id=account.id, role=role, organisation_id=organisation, starts_at=since))
    for number, (name, _, children) in enumerate(HOSTS):
        family = Family(
            id=id_of(f"town-host:{number}"),
            name=name,
            kind=Role.HOST,
            state=FamilyState.APPROVED,
            since=clock.in_days(-120),
            organisation_id=id_of("roskilde"),
            postcode="4000",
            certificate_on=_day(-140),
            profile={"adults": 2, "children": children, "languages": ["da", "en"]},
        )
        session.add(family)
        session.flush()
        session.add(FamilyMember(family_id=family.id, account_id=id_of(f"town-host-{number}")))
    session.flush()
    for slug, days in (
        ("youth-new", 14),
        ("town-youth-17", 21),
        ("town-youth-19", 28),
        ("town-youth-21", 75),
    ):
        with someone(session, "caseworker", days, 9) as caseworker:
            youth = session.get_one(Youth, id_of(slug))
            Tie.start(youth, Role.SUPERVISOR, id_of("supervisor"), by=caseworker)
    _lay_substitute(session)


def _lay_substitute(session: Session) -> None:
    theirs = select(Tie).where(Tie.youth_id == id_of("youth-hosted"), col(Tie.role) == Role.SUPERVISOR)
    with someone(session, "caseworker", 2) as caseworker:
        until = clock.in_days(8)
        stand_in(session.exec(theirs).one(), id_of("town-supervisor"), until, by=caseworker)


def _told(session: Session, placement: Placement, days: int, *, understood: bool = True) -> None:
    """All that belongs to the state, with an interpreter."""
    youth = session.get_one(Youth, placement.youth_id)
    with someone(session, "caseworker", days, 10) as by:
        inform(placement, [*POINTS[placement.state]], youth.language, With.THERE, by=by)
    talks = select(PlacementTalk).where(PlacementTalk.placement_id == placement.id)
    for talk in session.exec(talks).all() if understood else ():
        talk.understood_at = talk.understood_at or clock.in_days(-days)


def _considered(session: Session, slug: str, family: str, days: int) -> Placement:
    with someone(session, "caseworker", days, 9) as by:
        return moving.consider(session.get_one(Youth, id_of(slug)), id_of(family), by=by)


def _asked(session: Session, slug: str, family: str, days: int) -> Placement:
    placement = _considered(session, slug, family, days)
    _told(session, placement, days)
    with someone(session, "caseworker", days - 1) as by:
        moving.expect(placement, by=by)
    return placement


def _expected(session: Session, placement: Placement, slug: str, host: str, days: int) -> None:
    """Both have answered, and agreed where they differ."""
    with someone(session, host, days) as family:
        answer(placement, EVERYDAY | {"evening": Says.YES}, by=family)
    with someone(session, slug, days, 18) as youth:
        answer(placement, EVERYDAY | {"evening": Says.UNSURE, "room": Says.YES}, by=youth)
    _told(session, placement, days - 1)
    with someone(session, "caseworker", days - 1) as by:
        agree(placement, {"evening": "Hjemme klokken 21 på hverdage. Senere, når det er aftalt."}, by=by)
    with someone(session, "caseworker", days - 1, 17) as by:
        moving.plan_visit(placement, _day(4), seen=PlacementState.EXPECTATIONS, by=by)


def _until_visit(session: Session, slug: str, number: int, days: int) -> Placement:
    placement = _asked(session, slug, f"town-host:{number}", days)
    _expected(session, placement, slug, f"town-host-{number}", days - 5)
    _told(session, placement, days - 7)
    return placement


def _said(session: Session, placement: Placement, days: int, **sides: str) -> None:
    for slug, words in sides.items():
        with someone(session, slug.replace("_", "-"), days, 17) as by:
            say_of_visit(placement, Feeling.YES, words, by=by)


def _lay_moving(session: Session, it: Placement, slug: str, number: int, days: int, on: int) -> None:
    """They said yes; the day is set, with a friend and an interpreter."""
    for who in (slug, f"town-host-{number}"):
        with someone(session, who, days, 12) as by:
            say_of_visit(it, Feeling.YES, by=by)
    with someone(session, "supervisor", days) as by:
        how = Interpreter.BOOKED
        moving.plan_move(it, _day(on), friend_along=True, interpreter=how, seen=PlacementState.VISIT, by=by)


def _lay_living(session: Session) -> None:
    """Lives there for ten weeks; the last visits were written down, one is late."""
    placement = _asked(session, "youth-hosted", "family:host-family", 110)
    _expected(session, placement, "youth-hosted", "host-family", 104)
    _told(session, placement, 102)
    _said(session, placement, 98, youth_hosted="خوب بود. سگ مهربان است.", host_family="Vi glæder os.")
    with someone(session, "supervisor", 90) as by:
        how = Interpreter.BOOKED
        moving.plan_move(placement, _day(20), friend_along=True, interpreter=how, seen=PlacementState.VISIT, by=by)  # fmt: skip
    _told(session, placement, 80)
    with someone(session, "supervisor", 69) as by:
        moving.begin_living(placement, _day(-1), by=by)
    _told(session, placement, 68, understood=False)
    for days, agreed, notes in MEETINGS:
        with someone(session, "supervisor", days) as by:
            follow_up(placement, _day(0), notes, agreed, by=by)
    _lay_plan(session, placement)


MEETINGS = (
    (63, "Lektier ved spisebordet hver dag før aftensmad.", "Omid sover dårligt. Familien spørger om fastende måltider."),
    (56, "Omid ringer hjem hver onsdag og søndag i fred.", "Sover bedre. Savner sin fætter meget."),
    (49, "", "Roligt besøg. Ingen bekymringer."),
    (35, "Kom hjem klokken 20 på hverdage, 21 i weekenden.", "Skænderi om mobilen lørdag. Begge fortalte om det."),
    (17, "Fodbold to gange om ugen. Familien kører om torsdagen.", "Talte alene med Omid: han er glad for at bo der."),
)  # fmt: skip


def _lay_plan(session: Session, placement: Placement) -> None:
    with someone(session, "caseworker", 60) as by:
        danish = PlanGoal.set(placement, "Omid kan følge undervisningen i dansk i 7. klasse", by=by)
        helps = PlanStep.add(danish, "Lektiehjælp på biblioteket om mandagen", Role.YOUTH, _day(20), by=by)
        PlanStep.add(danish, "Tale med læreren om ekstra dansk", Role.HOST, _day(55), by=by)
        ball = PlanGoal.set(placement, "Omid spiller fodbold i en klub", by=by)
        PlanStep.add(ball, "Melde sig ind og købe støvler", Role.CASEWORKER, _day(66), by=by)
        PlanStep.add(ball, "Komme til træning to gange om ugen", Role.YOUTH, _day(80), by=by)
    with someone(session, "youth-hosted", 38) as youth:
        helps.do(by=youth)
    with someone(session, "youth-hosted", 3) as youth:
        PlanGoal.set(placement, "می‌خواهم بایسکل‌سواری را خوب یاد بگیرم", by=youth)


def _lay_asked(session: Session) -> None:
    """The family has answered, the youth hasn't."""
    placement = _asked(session, "youth-new", "family:host-family", 12)
    with someone(session, "host-family", 8) as family:
        answer(placement, EVERYDAY | {"money": Says.UNSURE}, by=family)
    _told(session, placement, 4, understood=False)


def _lay_considered(session: Session) -> None:
    """A youth was told, and has a question that waits."""
    placement = _considered(session, "youth-waiting", "town-host:0", 5)
    _told(session, placement, 4, understood=False)
    talk = session.exec(select(PlacementTalk).where(PlacementTalk.placement_id == placement.id)).one()
    with someone(session, "youth-waiting", 3) as youth:
        talk.ask("آیا برادرم می‌تواند مرا آنجا ببیند؟", by=youth)


def _lay_ended(session: Session, placement: Placement) -> None:
    """It ended after six weeks, with why and what was learned."""
    _told(session, placement, 52)
    with someone(session, "supervisor", 49) as by:
        moving.begin_living(placement, _day(-1), by=by)
    for days in (43, 36, 29):
        with someone(session, "supervisor", days) as by:
            follow_up(placement, _day(0), "Tarek savner sine venner på centret.", "", by=by)
    with someone(session, "caseworker", 8) as by:
        end(
            placement,
            Because.YOUTH,
            "Tarek vil hellere bo tæt på sine venner. Familien og Tarek ses stadig.",
            "Vi talte for lidt om vennerne før flytningen. Næste gang: familie i gåafstand til skolen.",
            Residence.CENTRE,
            by=by,
        )
    _told(session, placement, 7)
