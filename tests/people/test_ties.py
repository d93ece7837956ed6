"""Ties begin, end, are handed over and stood in for; access follows at that moment."""

from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from app.audit.models import AuditLine
from app.identity.policy import Change, Role
from app.identity.viewer import Viewer
from app.kit import clock
from app.kit.errors import NotFound, Refused
from app.people import passing
from app.people.holding import holder
from app.people.models import Tie, Youth
from tests.cast import id_of
from tests.conftest import ViewerOf


def tie_of(viewer: Viewer, youth: str, role: Role) -> Tie:
    tie = holder(viewer, id_of(youth), role)
    assert tie is not None
    return tie


def youth_of(viewer: Viewer, slug: str) -> Youth:
    return viewer.find(Youth, id_of(slug))


def test_a_caseworker_ties_a_contact_person_to_a_youth_and_the_trail_says_so(
    viewer_of: ViewerOf, session: Session
):
    caseworker = viewer_of("caseworker")
    with pytest.raises(NotFound):
        viewer_of("contact-person").find(Youth, id_of("youth-hosted"))

    tie = Tie.start(
        youth_of(caseworker, "youth-hosted"), Role.CONTACT, id_of("contact-person"), by=caseworker
    )

    assert tie.ends_at is None
    assert viewer_of("contact-person").find(Youth, id_of("youth-hosted"))
    line = session.exec(select(AuditLine).where(AuditLine.subject_id == tie.id)).one()
    assert (line.verb, line.actor_id, line.youth_id) == (
        Change.START_TIE,
        id_of("caseworker"),
        id_of("youth-hosted"),
    )


@pytest.mark.parametrize(
    "who",
    [
        "caseworker-former",
        "caseworker-elsewhere",
        "contact-person",
        "mfi",
        "coordinator-rk",
        "family",
        "admin",
        "youth-new",
    ],
)
def test_nobody_but_the_youths_own_caseworker_starts_or_ends_a_tie(
    viewer_of: ViewerOf, session: Session, who: str
):
    youth = session.get_one(Youth, id_of("youth-new"))
    contact = tie_of(viewer_of("caseworker"), "youth-new", Role.CONTACT)
    viewer = viewer_of(who)

    with pytest.raises(NotFound):
        Tie.start(youth, Role.SUPERVISOR, id_of("supervisor"), by=viewer)
    with pytest.raises(NotFound):
        contact.end("over", by=viewer)
    with pytest.raises(NotFound):
        passing.stand_in(contact, id_of("contact-person"), clock.in_days(3), by=viewer)

    assert contact.ends_at is None


def test_an_mfi_tie_ends_by_itself_on_the_18th_birthday(viewer_of: ViewerOf):
    caseworker = viewer_of("caseworker")
    youth = youth_of(caseworker, "youth-hosted")

    tie = Tie.start(youth, Role.MFI, id_of("mfi"), by=caseworker)

    assert tie.ends_at == youth.turns_18_at
    assert tie.ended_because == "turned-18"


def test_there_is_one_mfi_at_a_time_and_none_for_an_adult(viewer_of: ViewerOf):
    caseworker = viewer_of("caseworker")
    with pytest.raises(Refused):
        Tie.start(youth_of(caseworker, "youth-new"), Role.MFI, id_of("mfi"), by=caseworker)
    with pytest.raises(Refused):
        Tie.start(youth_of(caseworker, "youth-adult"), Role.MFI, id_of("mfi"), by=caseworker)


@pytest.mark.parametrize(
    ("role", "who"),
    [
        (Role.CONTACT, "caseworker-elsewhere"),  # holds another role, in another municipality
        (Role.CONTACT, "family"),
        (Role.INTERPRETER, "youth-matched"),
        (Role.FRIEND, "family-free"),  # friendships come by two yeses
        (Role.CASEWORKER, "caseworker-former"),  # caseworkers come by handing over
        (Role.ADMIN, "admin"),
    ],
)
def test_only_somebody_with_that_role_near_by_can_be_chosen(viewer_of: ViewerOf, role: Role, who: str):
    caseworker = viewer_of("caseworker")
    with pytest.raises(Refused):
        Tie.start(youth_of(caseworker, "youth-hosted"), role, id_of(who), by=caseworker)


def test_the_same_person_is_not_tied_twice_in_one_role(viewer_of: ViewerOf):
    caseworker = viewer_of("caseworker")
    with pytest.raises(Refused):
        Tie.start(youth_of(caseworker, "youth-new"), Role.INTERPRETER, id_of("interpreter-ti"), by=caseworker)


def test_who_is_let_go_sees_nothing_from_that_moment_and_the_history_stays(viewer_of: ViewerOf):
    caseworker = viewer_of("caseworker")
    tie = tie_of(caseworker, "youth-new", Role.CONTACT)
    assert viewer_of("contact-person").find(Youth, id_of("youth-new"))

    tie.end("moved", by=caseworker)

    with pytest.raises(NotFound):
        viewer_of("contact-person").find(Youth, id_of("youth-new"))
    assert tie.ended_because == "moved"
    assert tie in viewer_of("youth-new").all(Tie)


def test_a_tie_ends_once(viewer_of: ViewerOf):
    caseworker = viewer_of("caseworker")
    tie = tie_of(caseworker, "youth-new", Role.CONTACT)
    tie.end("over", by=caseworker)
    with pytest.raises(Refused):
        tie.end("moved", by=caseworker)
    assert tie.ended_because == "over"


def test_a_caseworker_hands_over_instead_of_leaving_a_youth_alone(viewer_of: ViewerOf):
    caseworker = viewer_of("caseworker")
    with pytest.raises(Refused):
        tie_of(caseworker, "youth-new", Role.CASEWORKER).end("over", by=caseworker)


def test_handing_over_moves_the_access_in_one_moment(viewer_of: ViewerOf, session: Session):
    old = viewer_of("caseworker")
    tie = tie_of(old, "youth-matched", Role.CASEWORKER)
    with pytest.raises(NotFound):
        viewer_of("caseworker-former").find(Youth, id_of("youth-matched"))

    new = passing.hand_over(
        tie, id_of("caseworker-former"), "Yara turns 18 soon: ask about the friendship.", by=old
    )

    assert tie.ends_at == new.starts_at == old.now
    assert tie.ended_because == "handed-over"
    assert new.note == "Yara turns 18 soon: ask about the friendship."
    assert viewer_of("caseworker-former").find(Youth, id_of("youth-matched"))
    with pytest.raises(NotFound):
        viewer_of("caseworker").find(Youth, id_of("youth-matched"))
    with pytest.raises(NotFound):  # the very transaction that handed over sees nothing any more
        old.find(Youth, id_of("youth-matched"))
    verbs = session.exec(select(AuditLine.verb).where(AuditLine.subject_id == tie.id)).all()
    assert Change.HAND_OVER in verbs


def test_a_handover_happens_once_also_when_two_try(viewer_of: ViewerOf, session: Session):
    first, second = viewer_of("caseworker"), viewer_of("caseworker")
    tie = tie_of(first, "youth-new", Role.CASEWORKER)
    passing.hand_over(tie, id_of("caseworker-former"), "First.", by=first)
    with pytest.raises(Refused):
        passing.hand_over(tie, id_of("caseworker-former"), "Second.", by=second)
    there = session.exec(
        select(Tie).where(
            Tie.youth_id == id_of("youth-new"), Tie.role == Role.CASEWORKER, Tie.in_force(clock.now())
        )
    ).all()
    assert [tie.account_id for tie in there] == [id_of("caseworker-former")]


@pytest.mark.parametrize("to", ["caseworker", "caseworker-elsewhere", "contact-person", "family"])
def test_a_handover_goes_to_a_colleague_in_the_municipality(viewer_of: ViewerOf, to: str):
    caseworker = viewer_of("caseworker")
    tie = tie_of(caseworker, "youth-new", Role.CASEWORKER)
    with pytest.raises(Refused):
        passing.hand_over(tie, id_of(to), "Note.", by=caseworker)
    assert tie.ends_at is None


def test_a_substitute_is_there_until_the_last_day_and_no_longer(viewer_of: ViewerOf):
    caseworker = viewer_of("caseworker")
    tie = tie_of(caseworker, "youth-new", Role.INTERPRETER)
    until = clock.midnight(clock.today() + timedelta(days=8))

    stand_in = passing.stand_in(tie, id_of("interpreter-ti-2"), until, by=caseworker)

    assert stand_in.stands_in_for == tie.id
    assert holder(caseworker, id_of("youth-new"), Role.INTERPRETER) == stand_in
    with clock.freeze(until):
        later = viewer_of("caseworker")
        assert holder(later, id_of("youth-new"), Role.INTERPRETER) == tie


def test_a_substitute_goes_when_the_one_they_stand_in_for_goes(viewer_of: ViewerOf):
    caseworker = viewer_of("caseworker")
    tie = tie_of(caseworker, "youth-new", Role.CASEWORKER)
    stand_in = passing.stand_in(tie, id_of("caseworker-former"), clock.in_days(5), by=caseworker)
    assert viewer_of("caseworker-former").find(Youth, id_of("youth-new"))
    assert stand_in.holds(clock.now())

    tie_of(caseworker, "youth-new", Role.INTERPRETER).end("over", by=caseworker)
    assert stand_in.holds(clock.now())


def test_custody_and_friendship_cannot_be_lent(viewer_of: ViewerOf):
    caseworker = viewer_of("caseworker")
    for youth, role in (("youth-new", Role.MFI), ("youth-matched", Role.FRIEND), ("youth-hosted", Role.HOST)):
        tie = tie_of(caseworker, youth, role)
        with pytest.raises(Refused):
            passing.stand_in(tie, id_of("mfi"), clock.in_days(5), by=caseworker)


@pytest.mark.parametrize("days", [-1, 0, 400])
def test_a_substitute_needs_an_end_that_is_near(viewer_of: ViewerOf, days: int):
    caseworker = viewer_of("caseworker")
    tie = tie_of(caseworker, "youth-new", Role.INTERPRETER)
    with pytest.raises(Refused):
        passing.stand_in(tie, id_of("interpreter-ti-2"), caseworker.now + timedelta(days=days), by=caseworker)


def test_a_grant_that_has_ended_takes_the_ties_access_with_it(viewer_of: ViewerOf, session: Session):
    from app.identity.models import Grant

    grant = session.exec(
        select(Grant).where(Grant.account_id == id_of("contact-person"), col(Grant.role) == Role.CONTACT)
    ).one()
    grant.ends_at = clock.in_days(-1)
    session.flush()
    with pytest.raises(NotFound):
        viewer_of("contact-person").find(Youth, id_of("youth-new"))


def test_a_friendship_ends_by_its_own_verbs_not_by_ending_the_tie(viewer_of: ViewerOf) -> None:
    caseworker = viewer_of("caseworker")
    with pytest.raises(NotFound):
        tie_of(caseworker, "youth-matched", Role.FRIEND).end("over", by=caseworker)
