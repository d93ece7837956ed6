"""A placement goes on by its rules: nobody moves who wasn't told, asked and heard [KORA 2.2]."""

from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from app.identity.policy import Role
from app.kit import clock
from app.kit.errors import NotFound, Refused
from app.kit.jobs import Job
from app.people.models import Family, FamilyState, Residence, Tie
from app.placement import moving
from app.placement.answers import PlacementAnswers, agree, answer, left_to_agree
from app.placement.choosing import families_to_choose
from app.placement.ending import end
from app.placement.follow_ups import PlacementNote
from app.placement.kinds import Because, Feeling, Interpreter, PlacementState
from app.placement.models import FAMILY_READS_ON, Placement
from app.placement.statements import Says
from app.placement.steps import PlacementStep
from app.placement.visits import VisitWord, say_of_visit
from tests.cast import SLUGS, id_of
from tests.conftest import ViewerOf
from tests.placement.conftest import YES, Stay

LEAD = ("caseworker", "supervisor")


def host_tie(session: Session) -> list[Tie]:
    return [*session.exec(select(Tie).where(Tie.youth_id == id_of("youth-new"), Tie.role == Role.HOST))]


def told(session: Session, slug: str) -> int:
    jobs = session.exec(select(Job).where(Job.kind == "tell", col(Job.key).contains(":around:"))).all()
    return sum(job.payload["account"] == str(id_of(slug)) for job in jobs)


def test_the_whole_way_leaves_a_step_for_each_state(stay: Stay, session: Session):
    stay.to_living()
    end(stay.it, Because.YOUTH, "Venner", "Tættere på skolen", Residence.CENTRE, by=stay.by("caseworker"))
    steps = session.exec(select(PlacementStep).order_by(col(PlacementStep.id))).all()
    assert [step.state for step in steps] == [*PlacementState]
    assert {step.account_id for step in steps} == {id_of(slug) for slug in LEAD}


def test_everybody_around_is_told_but_the_one_who_did_it(stay: Stay, session: Session):
    for slug in ("youth-new", "host-family", "mfi", "supervisor"):
        assert told(session, slug) == 1, slug
    assert told(session, "caseworker") == 0
    assert told(session, "contact-person") == 0


@pytest.mark.parametrize("slug", [one for one in SLUGS if one not in LEAD])
def test_nobody_else_moves_it_on(stay: Stay, slug: str):
    stay.told()
    for act in (
        lambda: moving.consider(stay.youth, id_of("family:host-family"), by=stay.by(slug)),
        lambda: moving.expect(stay.it, by=stay.by(slug)),
        lambda: agree(stay.it, {}, by=stay.by(slug)),
        lambda: moving.plan_visit(stay.it, clock.today(), seen=PlacementState.EXPECTATIONS, by=stay.by(slug)),
        lambda: moving.begin_living(stay.it, clock.today(), by=stay.by(slug)),
        lambda: end(stay.it, Because.OTHER, "", "-", by=stay.by(slug)),
    ):
        with pytest.raises(NotFound):
            act()
    assert stay.it.state == PlacementState.CONSIDERED


def test_only_an_approved_family_with_a_free_place_can_be_considered(viewer_of: ViewerOf, session: Session):
    caseworker, youth_id = viewer_of("caseworker"), id_of("youth-new")
    family = session.get_one(Family, id_of("family:host-family"))
    assert families_to_choose(caseworker, youth_id) == []  # its one place is taken
    assert families_to_choose(caseworker, id_of("youth-hosted")) == [family]  # by this youth
    family.capacity = 2
    assert families_to_choose(caseworker, youth_id) == [family]
    assert families_to_choose(viewer_of("caseworker-elsewhere"), youth_id) == []
    family.state = FamilyState.INTERVIEW
    assert families_to_choose(caseworker, youth_id) == []


def test_one_family_at_a_time_is_considered(stay: Stay):
    stay.session.get_one(Family, id_of("family:host-family")).capacity = 3
    with pytest.raises(Refused):
        moving.consider(stay.youth, id_of("family:host-family"), by=stay.by("caseworker"))


def test_it_does_not_go_on_before_the_youth_was_told(stay: Stay):
    with pytest.raises(Refused, match="told"):
        moving.expect(stay.it, by=stay.by("caseworker"))
    talk = stay.told()
    talk.ask("Kan min bror komme?", by=stay.by("youth-new"))
    with pytest.raises(Refused, match="question"):
        moving.expect(stay.it, by=stay.by("caseworker"))
    talk.answer("Ja, i weekenden.", by=stay.by("supervisor"))
    moving.expect(stay.it, by=stay.by("caseworker"))


def test_each_answers_alone_and_sees_the_other_once_both_have(stay: Stay):
    stay.to_expectations().told()
    answer(stay.it, YES, by=stay.by("host-family"))
    for slug, seen in (
        ("youth-new", 0),
        ("host-family", 1),
        ("caseworker", 0),
        ("supervisor", 0),
        ("mfi", 0),
    ):
        assert len(stay.by(slug).all(PlacementAnswers)) == seen, slug
    with pytest.raises(Refused, match="Both have to"):
        moving.plan_visit(stay.it, clock.today(), seen=PlacementState.EXPECTATIONS, by=stay.by("caseworker"))
    answer(stay.it, YES | {"room": Says.OTHER}, by=stay.by("youth-new"))
    for slug in ("youth-new", "host-family", "caseworker", "supervisor", "mfi", "contact-person"):
        assert len(stay.by(slug).all(PlacementAnswers)) == 2, slug
    assert stay.by("family").all(PlacementAnswers) == []
    with pytest.raises(Refused):
        answer(stay.it, YES, by=stay.by("youth-new"))


def test_what_they_see_differently_is_agreed_first(stay: Stay):
    stay.to_expectations().told()
    with pytest.raises(Refused):
        agree(stay.it, {"room": "Vi banker"}, by=stay.by("caseworker"))
    answer(stay.it, YES, by=stay.by("host-family"))
    answer(stay.it, YES | {"room": Says.OTHER}, by=stay.by("youth-new"))
    assert left_to_agree(stay.it, stay.by("caseworker")) == ["room"]
    with pytest.raises(Refused, match="agreed"):
        moving.plan_visit(stay.it, clock.today(), seen=PlacementState.EXPECTATIONS, by=stay.by("caseworker"))
    agree(stay.it, {"room": "Vi banker", "unknown": "x"}, by=stay.by("caseworker"))
    assert stay.it.agreed == {"room": "Vi banker"}
    moving.plan_visit(stay.it, clock.today(), seen=PlacementState.EXPECTATIONS, by=stay.by("caseworker"))


def test_who_says_no_after_the_visit_does_not_move(stay: Stay):
    stay.to_visit().told()
    how = {"friend_along": True, "interpreter": Interpreter.ASKED, "seen": PlacementState.VISIT}
    say_of_visit(stay.it, Feeling.YES, by=stay.by("host-family"))
    say_of_visit(stay.it, Feeling.NO, "Jeg vil ikke", by=stay.by("youth-new"))
    with pytest.raises(Refused, match="said no"):
        moving.plan_move(stay.it, clock.today(), **how, by=stay.by("caseworker"))  # type: ignore[arg-type]
    say_of_visit(stay.it, Feeling.UNSURE, by=stay.by("youth-new"))
    moving.plan_move(stay.it, clock.today(), **how, by=stay.by("caseworker"))  # type: ignore[arg-type]
    assert (stay.it.friend_along, stay.it.interpreter) == (True, Interpreter.ASKED)
    with pytest.raises(Refused):
        say_of_visit(stay.it, Feeling.NO, by=stay.by("youth-new"))


def test_the_other_side_does_not_read_how_the_visit_was(stay: Stay):
    stay.to_visit()
    say_of_visit(stay.it, Feeling.NO, "Jeg er bange for hunden", by=stay.by("youth-new"))
    seen = {slug: len(stay.by(slug).all(VisitWord)) for slug in SLUGS}
    readers = {"youth-new", "caseworker", "supervisor", "mfi", "contact-person"}
    assert {slug for slug, n in seen.items() if n} == readers


def test_a_visit_is_spoken_of_from_its_day_on(stay: Stay):
    stay.to_visit()
    tomorrow = clock.today() + timedelta(days=1)
    moving.plan_visit(stay.it, tomorrow, seen=PlacementState.VISIT, by=stay.by("caseworker"))
    with pytest.raises(Refused):
        say_of_visit(stay.it, Feeling.YES, by=stay.by("youth-new"))


def test_living_there_begins_the_tie_and_is_where_the_youth_lives(stay: Stay, session: Session):
    stay.to_moving().told()
    assert host_tie(session) == []
    with pytest.raises(Refused):
        moving.begin_living(stay.it, clock.today() + timedelta(days=1), by=stay.by("supervisor"))
    moving.begin_living(stay.it, clock.today(), by=stay.by("supervisor"))
    assert [tie.family_id for tie in host_tie(session)] == [id_of("family:host-family")]
    assert stay.youth.residence == Residence.HOST
    assert session.get_one(Family, stay.it.family_id).state == FamilyState.MATCHED
    assert stay.it.next_follow_up == clock.today() + timedelta(days=7)


def test_ending_says_why_where_they_live_and_what_was_learned(stay: Stay, session: Session):
    stay.to_living()
    with pytest.raises(Refused, match="live now"):
        end(stay.it, Because.FIT, "", "Lær", by=stay.by("caseworker"))
    end(
        stay.it,
        Because.FIT,
        "Alle gjorde deres bedste",
        "Besøg to gange",
        Residence.CENTRE,
        by=stay.by("supervisor"),
    )
    session.flush()
    (tie,) = host_tie(session)
    assert tie.ends_at
    assert (stay.youth.residence, stay.it.state) == (Residence.CENTRE, PlacementState.ENDED)
    assert session.get_one(Family, stay.it.family_id).state == FamilyState.APPROVED
    readers = {slug for slug in SLUGS if stay.by(slug).all(PlacementNote)}
    assert readers == {"caseworker", "supervisor", "mfi", "contact-person"}
    with pytest.raises(Refused):
        end(stay.it, Because.FIT, "", "Lær", by=stay.by("caseworker"))


def test_the_family_reads_how_it_ended_for_two_weeks(stay: Stay):
    stay.to_expectations()
    end(stay.it, Because.FAMILY, "", "Spørg før", by=stay.by("caseworker"))
    assert stay.by("host-family").find(Placement, stay.it.id)
    with clock.freeze(clock.now() + FAMILY_READS_ON + timedelta(days=1)):
        with pytest.raises(NotFound):
            stay.by("host-family").find(Placement, stay.it.id)
        assert stay.by("youth-new").find(Placement, stay.it.id)
        assert stay.by("caseworker").find(Placement, stay.it.id)


def test_a_page_read_before_somebody_moved_it_moves_nothing(stay: Stay, session: Session):
    stay.to_visit()
    with pytest.raises(Refused, match="moment ago"):
        moving.plan_visit(stay.it, clock.today(), seen=PlacementState.EXPECTATIONS, by=stay.by("supervisor"))
    with pytest.raises(Refused, match="moment ago"):
        moving.expect(stay.it, by=stay.by("supervisor"))
    assert len(session.exec(select(PlacementStep)).all()) == 3


@pytest.mark.parametrize("slug", SLUGS)
def test_who_sees_a_placement(stay: Stay, slug: str):
    around = {"youth-new", "host-family", "mfi", "caseworker", "supervisor", "contact-person"}
    assert [one.id for one in stay.by(slug).all(Placement)] == ([stay.it.id] if slug in around else [])
